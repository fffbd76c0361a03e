import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../../src/exec/environment.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer } from '../../../src/server/servers.js';
import { print } from '../pseudoVariables/richRequest.js';
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

describe('the variable of a header (docs/servers.md, 1.2 to 1.4 and 17)', () => {
  const servers = [
    'openser-1.1',
    'opensips-1.11',
    'opensips-2.4',
    'kamailio-4.4',
    'kamailio-5.6',
    'kamailio-6.1',
  ];

  test.for([
    ['k: v=1', Array(6).fill('SIP_HF_SUPPORTED')],
    ['K: v=1', Array(6).fill('SIP_HF_SUPPORTED')],
    ['supported: v=1', Array(6).fill('SIP_HF_SUPPORTED')],
    ['o: v=1', Array(6).fill('SIP_HF_EVENT')],
    ['c: v=1', Array(6).fill('SIP_HF_CONTENT_TYPE')],
    ['x: v=1', Array(6).fill('SIP_HF_X')],
    ['s: v=1', Array(6).fill('SIP_HF_S')],
    ['x-a.b_c: v=1', Array(6).fill('SIP_HF_X_A_B_C')],
    ['constructor: v=1', Array(6).fill('SIP_HF_CONSTRUCTOR')],
    ['toString: v=1', Array(6).fill('SIP_HF_TOSTRING')],
    ['__proto__: v=1', Array(6).fill('SIP_HF___PROTO__')],
    ['X-A : v=1', ['SIP_HF_X_A_', 'SIP_HF_X_A', 'SIP_HF_X_A', 'SIP_HF_X_A_', 'SIP_HF_X_A', 'SIP_HF_X_A']],
    ['X B: v=1', ['SIP_HF_X_B', 'refused', 'dropped', 'SIP_HF_X_B', 'dropped', 'dropped']],
    ['X!B: v=1', ['SIP_HF_X_B', 'SIP_HF_X_B', 'SIP_HF_X_B', 'SIP_HF_X_B', 'dropped', 'dropped']],
    [': v=1', ['SIP_HF_', 'SIP_HF_', 'SIP_HF_', 'SIP_HF_', 'dropped', 'dropped']],
    // As long as its last four bytes, with the colon or a space among them, a tab there makes a stranger of it.
    [
      'Expires\t: v=1',
      [
        'SIP_HF_EXPIRES_',
        'SIP_HF_EXPIRES',
        'SIP_HF_EXPIRES',
        'SIP_HF_EXPIRES_',
        'SIP_HF_EXPIRES',
        'SIP_HF_EXPIRES',
      ],
    ],
  ] as const)('%s in OpenSER 1.1, OpenSIPS 1.11 and 2.4, Kamailio 4.4, 5.6 and 6.1', ([line, expected]) => {
    expect(servers.map((server) => variableOf(line, server))).toEqual(expected);
  });

  test('OpenSER knows no compact form with a tab before its colon, OpenSIPS 1.11 does', () => {
    const made = ['openser-1.1', 'opensips-1.11'].map((server) => variableOf('k\t: v=1', server));
    expect(made).toEqual(['SIP_HF_K_', 'SIP_HF_SUPPORTED']);
  });

  test.for([
    ['X:', 'opensips-1.11', 'refused'],
    ['X:', 'opensips-2.4', 'dropped'],
    ['X: 1', 'opensips-1.11', 'set'],
    ['X: ', 'opensips-1.11', 'set'],
  ] as const)('%s at the very end in %s: %s, since it wants four bytes', ([line, server, expected]) => {
    const profile = findServer(server);
    const message = `${['INVITE sip:bob@example.com SIP/2.0', ...mandatory, line].join('\r\n')}\n`;
    const received = receiveMessage(profile, Buffer.from(message));
    const outcome =
      received.outcome === 'script'
        ? environmentOf(received.message, profile, plainState).outcome
        : received.outcome;
    expect(outcome).toBe(expected);
  });
});

describe('compact forms (IANA, SIP header fields; docs/servers.md, 1.2)', () => {
  // Those of Contact, Call-ID, From, To, Via and Content-Length are parsed before, and known to all.
  const longNames = {
    a: 'Accept-Contact',
    b: 'Referred-By',
    c: 'Content-Type',
    d: 'Request-Disposition',
    e: 'Content-Encoding',
    j: 'Reject-Contact',
    k: 'Supported',
    n: 'Identity-Info',
    o: 'Event',
    r: 'Refer-To',
    s: 'Subject',
    u: 'Allow-Events',
    x: 'Session-Expires',
    y: 'Identity',
  } as const;
  const letters = Object.keys(longNames) as (keyof typeof longNames)[];

  /** The variables that come of these header lines, with their values. */
  function variablesOf(lines: readonly string[], server: string): Record<string, string> {
    const profile = findServer(server);
    const received = receiveMessage(profile, request([...mandatory, ...lines]));
    if (received.outcome !== 'script') return {};
    const environment = environmentOf(received.message, profile, { ...plainState, setvars: true });
    if (environment.outcome !== 'set') return {};
    const entries = environment.entries.map(({ name, value }) => [name, value.toString('latin1')] as const);
    return Object.fromEntries(entries.filter(([, value]) => /^[12](?:, ?[12])?$/.test(value)));
  }

  test.for([
    ['openser-1.1', 'ckox'],
    ['opensips-1.11', 'ckox'],
    ['opensips-2.4', 'ckox'],
    ['kamailio-4.4', 'abcdejkorsuxy'],
    ['kamailio-6.1', 'abcdejkorsuxy'],
    ['documented', 'abcdejknorsuxy'],
  ] as const)('%s knows %s: one header under both names', ([server, known]) => {
    const joined = letters.filter((letter) => {
      const shown = variablesOf([`${letter}: 1`, `${longNames[letter]}: 2`], server);
      return Object.keys(shown).length === 1;
    });
    expect(joined.join('')).toBe(known);
  });

  test('the manual names the variable by the long name, the servers only for a few', () => {
    const names = (server: string) =>
      letters.map((letter) => Object.keys(variablesOf([`${letter}: 1`], server))[0]);
    const long = letters.map((letter) => `SIP_HF_${longNames[letter].toUpperCase().replace('-', '_')}`);
    expect(names('documented')).toEqual(long);
    const short = (canonical: string) =>
      letters.map((letter, at) => (canonical.includes(letter) ? long[at] : `SIP_HF_${letter.toUpperCase()}`));
    for (const server of ['openser-1.1', 'opensips-2.4', 'kamailio-4.4', 'kamailio-6.1'])
      expect(names(server)).toEqual(short('cko'));
  });

  test('all of them are found by $hdr() under either name', () => {
    const lines = letters.map((letter) => `${letter}: ${letter}`);
    const found = letters.map((letter) =>
      print(`$hdr(${longNames[letter]})`, 'kamailio-6.1', { headers: [...mandatory, ...lines] }),
    );
    expect(found).toEqual(letters.map((letter) => (letter === 'n' ? '<null>' : letter)));
  });
});
