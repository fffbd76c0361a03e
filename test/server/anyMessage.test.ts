import { describe, expect, test } from 'vitest';
import { SipexecError } from '../../src/errors.js';
import { environmentOf } from '../../src/exec/environment.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { findServer, serverIds } from '../../src/server/servers.js';
import { anyRequest } from '../conformance/messages.js';
import fc from '../fastCheck.js';

const state = {
  source: { ip: '192.0.2.1', port: 5060 },
  destination: { ip: '192.0.2.2', port: 5060 },
  transport: 'udp',
  route: 'request',
  setvars: true,
  avps: [],
  vars: [],
} as const;

describe.each(serverIds)('%s, whatever the message,', (id) => {
  const profile = findServer(id);
  const all = profile.pseudoVariables.names
    .map((name) =>
      name.endsWith('()') ? `$(${name.slice(0, -1)}${name === 'C()' ? 'xx' : 'Via'}))` : `$(${name})`,
    )
    .join(' ');

  test('drops it, refuses it, or makes an environment that a process can have', () => {
    fc.assert(
      fc.property(anyRequest(), (message) => {
        try {
          const received = receiveMessage(profile, message);
          if (received.outcome !== 'script') return;
          const environment = environmentOf(received.message, profile, state);
          if (environment.outcome !== 'set') return;
          for (const { name, value } of environment.entries) {
            expect(name).toMatch(/^SIP_[A-Z0-9_]*$/);
            expect(value.includes(0)).toBe(false);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(SipexecError);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('prints every pseudo-variable that it knows', () => {
    const format = parseFormat(Buffer.from(all), profile);
    fc.assert(
      fc.property(anyRequest(), (message) => {
        const received = (() => {
          try {
            return receiveMessage(profile, message);
          } catch (error) {
            expect(error).toBeInstanceOf(SipexecError);
            return undefined;
          }
        })();
        if (received?.outcome !== 'script') return;
        const expansion = expandFormat(format, received.message, profile, state);
        expect(expansion.outcome).toBe('expanded');
        if (expansion.outcome !== 'expanded') return;
        for (const { start, end } of expansion.spans)
          expect([start <= end, end <= expansion.bytes.length]).toEqual([true, true]);
      }),
      { numRuns: 100 },
    );
  });
});
