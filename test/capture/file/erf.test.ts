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

  it.each<[string, Buffer, boolean]>([
    ['a record that is not there whole', record(2, frame).subarray(0, -1), false],
    ['less than a header', record(2, frame).subarray(0, 15), false],
    ['type 0', record(0, frame), false],
    ['the highest type', record(29, frame), true],
    ['one higher', record(30, frame), false],
    ['a type with extension headers', record(2 | 0x80, frame), true],
    ['the first second of 1995', record(2, frame, 788_918_400), true],
    ['the second before', record(2, frame, 788_918_399), false],
    ['a pad before it', Buffer.concat([pad, record(2, frame)]), true],
    [
      'a year between two',
      Buffer.concat([record(2, frame), record(2, frame, 1_700_000_000 + 31_536_000)]),
      true,
    ],
    ['a second more', Buffer.concat([record(2, frame), record(2, frame, 1_700_000_001 + 31_536_000)]), false],
    ['a second one that is none', Buffer.concat([record(2, frame), record(0, frame)]), false],
    [
      'a third one that is none',
      Buffer.concat([record(2, frame), record(2, frame), record(0, frame)]),
      false,
    ],
    [
      'a fourth one that is none',
      Buffer.concat([...Array(3).fill(record(2, frame)), record(0, frame)]),
      true,
    ],
  ])('is told by its first three records: %s', (_name, bytes, expected) => {
    expect(isErf(bytes)).toBe(expected);
  });

  it('with a length on the wire of nothing, or a length that has no room for a header, is none', () => {
    const nothing = record(2, frame);
    nothing.writeUInt16BE(0, 14);
    const short = record(2, frame);
    short.writeUInt16BE(15, 10);
    const shortest = record(2, frame);
    shortest.writeUInt16BE(16, 10);
    expect([isErf(nothing), isErf(short), isErf(shortest.subarray(0, 16))]).toEqual([false, false, true]);
  });

  it('with a record that is shorter than its header is read up to there', () => {
    const bad = record(2, frame);
    bad.writeUInt16BE(15, 10);
    const { messages, problems } = readAll(erfReader, Buffer.concat([record(2, frame), bad]));
    expect(messages).toHaveLength(1);
    expect(problems).toEqual([
      {
        kind: 'bad-record',
        message: 'packet 2 claims 15 bytes; the rest cannot be read',
        place: { input: 'test.pcap', offsetBytes: record(2, frame).length },
      },
    ]);
  });

  it('has fractions in 32 bits of a second', () => {
    const time = (fraction: number) =>
      readAll(erfReader, record(2, frame, 1_700_000_000, fraction)).messages[0]?.time?.nanoseconds;
    expect([0, 1, 0x4000_0000, 0xffff_ffff].map(time)).toEqual([0, 0, 250_000_000, 999_999_999]);
  });
});
