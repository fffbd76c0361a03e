import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../../src/exec/environment.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../requests.js';

/** The variable that comes of a header line, or what becomes of the message without one. */
function variableOf(line: string, server: string): string {
  const profile = findServer(server);
  const [via, ...others] = mandatory as [string, ...string[]];
  const received = receiveMessage(profile, request([via, line, ...others]));
  if (received.outcome !== 'script') return received.outcome;
  const environment = environmentOf(received.message, profile, plainState);
  if (environment.outcome !== 'set') return environment.outcome;
  const [entry] = environment.entries.filter(({ value }) => value.equals(Buffer.from('v=1')));
  return entry?.name ?? 'none';
}

describe('a header name in OpenSIPS, which compares some by four bytes,', () => {
  test.for([
    ['Expires: v=1', 'SIP_HF_EXPIRES'],
    ['Expires\0: v=1', 'SIP_HF_EXPIRES'],
    ['Expires \r\n : v=1', 'SIP_HF_EXPIRES___'],
    ['Expires x: v=1', 'SIP_HF_EXPIRES_X'],
    ['Expires  \0: v=1', 'refused'],
    ['Supported \r\n : v=1', 'refused'],
    ['X-Abcde x: v=1', 'refused'],
  ] as const)('%j makes %s', ([line, variable]) => {
    expect(variableOf(line, 'opensips-1.11')).toBe(variable);
  });

  test.for(['To:\0<sip:bob@example.com>', 'Content-Length:\0 0'])(
    '%j may have a NUL where it wants a space',
    (line) => {
      const [via, from, , ...others] = mandatory as [string, string, string, ...string[]];
      const to = line.startsWith('To:') ? [] : ['To: <sip:bob@example.com>'];
      const message = request([via, from, line, ...to, ...others]);
      const outcomes = ['opensips-2.4', 'kamailio-6.1'].map(
        (server) => receiveMessage(findServer(server), message).outcome,
      );
      expect(outcomes).toEqual(['script', 'dropped']);
    },
  );
});

describe('a method', () => {
  test.for([
    ['I<VITE', 'script', 'script'],
    ['i<fo', 'script', 'script'],
    ['IN<ITE', 'dropped', 'script'],
    ['B<E', 'dropped', 'script'],
  ] as const)(
    '%s: OpenSIPS does not look at the second letter of INVITE and INFO, Kamailio at none',
    ([method, opensips, kamailio]) => {
      const message = request(mandatory, `${method} sip:bob@example.com SIP/2.0`);
      const outcomes = ['opensips-2.4', 'kamailio-6.1'].map(
        (server) => receiveMessage(findServer(server), message).outcome,
      );
      expect(outcomes).toEqual([opensips, kamailio]);
    },
  );
});
