import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listRecordLine } from '../../src/report/listRecord.js';
import { messageRecord } from '../../src/report/messageRecord.js';

const endpoint = fc.record({
  ip: fc.constantFrom('192.0.2.1', '2001:db8::1'),
  port: fc.integer({ min: 0, max: 65535 }),
});
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('sip:bob@example.com'));
const identity = fc.record(
  {
    index: fc.nat(),
    input: text,
    frame: fc.nat(),
    time: fc.record({ seconds: fc.nat(), nanoseconds: fc.integer({ min: 0, max: 999_999_999 }) }),
    transport: fc.constantFrom('udp', 'tcp'),
    source: endpoint,
    destination: endpoint,
    summary: fc.record(
      {
        method: text,
        status: fc.integer({ min: 100, max: 699 }),
        uri: text,
        callId: text,
        cseq: text,
        latin1: fc.constant(['uri']),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['index', 'input', 'summary'] },
);

test('the record that is put together by hand is the one that JSON.stringify makes', () => {
  fc.assert(
    fc.property(identity, (one) => {
      const latin1 = one.summary.latin1?.map((name) => `message.${name}`);
      const message = messageRecord(one as Parameters<typeof messageRecord>[0]);
      expect(listRecordLine(one as Parameters<typeof listRecordLine>[0])).toBe(
        JSON.stringify({ message, latin1 }),
      );
    }),
  );
});
