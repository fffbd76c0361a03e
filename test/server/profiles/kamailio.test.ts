import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../../src/exec/environment.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../requests.js';

const profile = findServer('kamailio-4.4');

/** The environment of exec_msg for a request, or the outcome where there is none. */
function environment(headers: readonly string[], firstLine?: string): Record<string, string> | string {
  const received = receiveMessage(profile, request(headers, firstLine));
  if (received.outcome !== 'script') return received.outcome;
  const result = environmentOf(received.message, profile, plainState);
  if (result.outcome === 'refused') return result.outcome;
  return Object.fromEntries(result.entries.map(({ name, value }) => [name, value.toString('latin1')]));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

describe('kamailio-4.4', () => {
  test('makes SIP_TID of the branch alone where it begins with z9hG4bK', () => {
    expect(environment(mandatory)).toMatchObject({ SIP_TID: md5('z9hG4bKone') });
  });

  test("makes SIP_TID of the tags and the other parts where it does not, To's tag included", () => {
    const headers = [
      'Via: SIP/2.0/UDP a.example:5066;branch=one',
      ...mandatory.slice(1, 2),
      'To: <sip:b@c>;tag=t',
    ];
    const all = [...headers, ...mandatory.slice(3)];
    const parts = 'from1tcall-1@example.comsip:bob@example.com1a.example5066one';
    expect(environment(all)).toMatchObject({ SIP_TID: md5(parts) });
  });

  test('keeps the blanks before a colon in the name, and takes any byte there', () => {
    expect(environment([...mandatory, 'X-A : 1', 'X!B: 2'])).toMatchObject({
      SIP_HF_X_A_: '1',
      SIP_HF_X_B: '2',
    });
  });

  test('runs with an empty SIP_TID where a header of the dialog is missing', () => {
    expect(environment(mandatory.slice(0, 3))).toMatchObject({ SIP_TID: '', SIP_DID: '' });
  });

  test('joins headers that later versions want once', () => {
    expect(environment([...mandatory, 'Max-Forwards: 1', 'Max-Forwards: 2'])).toMatchObject({
      SIP_HF_MAX_FORWARDS: '1,2',
    });
  });

  test('takes any byte in the host of a URI, an @ in front of it, too', () => {
    expect(environment(mandatory, 'INVITE sip:@example.com SIP/2.0')).toMatchObject({ SIP_USER: '' });
    expect(environment(mandatory, 'INVITE sip:a@b_c SIP/2.0')).toMatchObject({ SIP_USER: 'a' });
  });

  test('has no exec_cmd', () => {
    expect(profile.functions).toEqual(['exec_dset', 'exec_msg', 'exec_avp']);
  });
});
