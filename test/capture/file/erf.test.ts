import { describe, expect, it } from 'vitest';
import { erfReader, isErf } from '../../../src/capture/file/erf.js';
import { readAll } from '../collect.js';
import { readInput } from '../collectInput.js';
import { ethernet, hex, ipv4, request, udp, uint16, word } from '../frames.js';

const message = request('erf@test');
const frame = Buffer.concat([hex('0000'), ethernet(ipv4(udp(message)))]);

/** A record: fraction and seconds of its time, type, flags, length, counter, length on the wire, content. */
const record = (type: number, content: Buffer, seconds = 1_700_000_000, fraction = 0x8000_0000) =>
  Buffer.concat([
    word(fraction, 'little'),
    word(seconds, 'little'),
    Buffer.from([type, 4]),
    uint16(16 + content.length),
    uint16(0),
    uint16(Math.max(1, content.length - 2)),
    content,
  ]);
const pad = record(48, Buffer.alloc(16), 0, 0);

describe('an ERF file', () => {
  it('has a time in fractions of two, and records that only fill up', () => {
    const { messages, problems } = readAll(
      erfReader,
      Buffer.concat([record(2, frame), pad, record(2, frame)]),
    );
    expect(messages.map(({ bytes, frame: number, time }) => [bytes, number, time])).toEqual([
      [message, 1, { seconds: 1_700_000_000, nanoseconds: 500_000_000 }],
      [message, 2, { seconds: 1_700_000_000, nanoseconds: 500_000_000 }],
    ]);
    expect(problems).toEqual([]);
  });

  it('is told from its first records', async () => {
    const file = Buffer.concat(Array.from({ length: 300 }, () => record(2, frame)));
    for (const input of [file, record(2, frame)]) {
      expect((await readInput(input)).format).toBe('erf');
    }
    expect(isErf(Buffer.concat([record(2, frame), Buffer.alloc(40, 0xff)]))).toBe(false);
    expect(isErf(record(99, frame))).toBe(false);
    expect(isErf(record(2, frame, 5))).toBe(false);
  });

  it('that ends within a record says so', () => {
    const { messages, problems } = readAll(
      erfReader,
      Buffer.concat([record(2, frame), record(2, frame).subarray(0, 60)]),
    );
    expect(messages.length).toBe(1);
    expect(problems).toMatchObject([{ kind: 'truncated-file', message: 'the file ends within packet 2' }]);
  });
});
