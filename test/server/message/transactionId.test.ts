import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../../src/exec/environment.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { transactionId } from '../../../src/server/message/transactionId.js';
import { findServer } from '../../../src/server/servers.js';
import { plainState, request } from '../requests.js';

const md5 = (text: string) => createHash('md5').update(text, 'latin1').digest('hex');
const usual = {
  Via: 'SIP/2.0/UDP h.example:5066;branch=b1',
  From: '"A" <sip:a@b>;tag=f1',
  To: '<sip:c@d>;tag=t1',
  'Call-ID': 'id@x',
  CSeq: '7 INVITE',
};

/** SIP_TID of a request with these headers; the outcome where there is none. */
function tid(server: string, method: string, changed: Partial<typeof usual> = {}): string {
  const headers = Object.entries({ ...usual, CSeq: `7 ${method}`, ...changed });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const profile = findServer(server);
  const received = receiveMessage(profile, request(lines, `${method} sip:r SIP/2.0`));
  if (received.outcome !== 'script') return received.outcome;
  const environment = environmentOf(received.message, profile, { ...plainState, setvars: true });
  if (environment.outcome !== 'set') return environment.outcome;
  const entry = environment.entries.find(({ name }) => name === 'SIP_TID');
  return entry?.value.toString('latin1') ?? 'none';
}

describe('SIP_TID (docs/servers.md, 2)', () => {
  test.for(['INVITE', 'invite', 'ACK', 'CANCEL', 'Cancel'])(
    "is the same with and without To's tag for %s in Kamailio 5 and 6",
    (method) => {
      for (const server of ['kamailio-5.6', 'kamailio-6.1', 'documented'])
        expect(tid(server, method)).toBe(md5('f1id@xsip:r7h.example5066b1'));
    },
  );

  test.for(['BYE', 'OPTIONS', 'INVITEX', 'CK'])("holds To's tag for %s in Kamailio 5 and 6", (method) => {
    for (const server of ['kamailio-5.6', 'kamailio-6.1', 'documented'])
      expect(tid(server, method)).toBe(md5('f1t1id@xsip:r7h.example5066b1'));
  });

  test('leaves out the parts that are not there', () => {
    const bare = { Via: 'SIP/2.0/UDP h', From: '<sip:a@b>', To: '<sip:c@d>' };
    expect(tid('kamailio-6.1', 'BYE', bare)).toBe(md5('id@xsip:r7h'));
    expect(tid('kamailio-4.4', 'BYE', bare)).toBe(md5('id@xsip:r7h'));
  });

  test.for([
    ['z9hG4bK', 'z9hG4bK'],
    ['z9hG4bKx', 'z9hG4bKx'],
    ['z9hG4b', 'f1t1id@xsip:r7h.example5066z9hG4b'],
    ['Z9hG4bKx', 'f1t1id@xsip:r7h.example5066Z9hG4bKx'],
    ['xz9hG4bKx', 'f1t1id@xsip:r7h.example5066xz9hG4bKx'],
  ] as const)('of Kamailio 4.4 with the branch %s is of %s', ([branch, parts]) => {
    const Via = `SIP/2.0/UDP h.example:5066;branch=${branch}`;
    expect(tid('kamailio-4.4', 'INVITE', { Via })).toBe(md5(parts));
  });

  test.for(['INVITE', 'BYE'])('of OpenSER and OpenSIPS holds From and To as they stand, for %s', (method) => {
    for (const server of ['openser-1.1', 'opensips-1.4']) {
      expect(tid(server, method)).toBe(md5('"A" <sip:a@b>;tag=f1<sip:c@d>;tag=t1id@xsip:r7h.example5066b1'));
      const broken = { From: '<sip:a' };
      expect(tid(server, method, broken)).toBe(md5('<sip:a<sip:c@d>;tag=t1id@xsip:r7h.example5066b1'));
    }
  });

  test('does not count blanks, line ends and NULs at the end of a part', () => {
    for (const end of [' ', '\t', ' \t ', '\0', '\r\n ', ' \0\0']) {
      const changed = { From: `<sip:a@b>${end}`, 'Call-ID': `id@x${end}` };
      expect(tid('openser-1.1', 'BYE', changed)).toBe(
        md5('<sip:a@b><sip:c@d>;tag=t1id@xsip:r7h.example5066b1'),
      );
    }
  });

  test('is there for requests alone', () => {
    const lines = Object.entries(usual).map(([name, value]) => `${name}: ${value}`);
    const reply = receiveMessage(findServer('openser-1.1'), request(lines, 'SIP/2.0 200 OK'));
    expect(reply.outcome === 'reply' && transactionId(reply.message)).toBeUndefined();
  });
});
