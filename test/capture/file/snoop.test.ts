import { describe, expect, it } from 'vitest';
import { isSnoop, snoopReader } from '../../../src/capture/file/snoop.js';
import { readAll } from '../collect.js';
import { request, udpFrame, uint32 } from '../frames.js';

const message = request('snoop@test');
const frame = udpFrame(message);

const header = (dataLink = 4) =>
  Buffer.concat([Buffer.from('snoop\0\0\0', 'latin1'), uint32(2), uint32(dataLink)]);

function record(bytes: Buffer, original = bytes.length): Buffer {
  const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
  const words = [original, bytes.length, 24 + bytes.length + padding.length, 0, 1_700_000_000, 123_456];
  return Buffer.concat([...words.map(uint32), bytes, padding]);
}

describe('snoop', () => {
  it.each([0, 4])('of data link %i is read', (dataLink) => {
    const file = Buffer.concat([header(dataLink), record(frame), record(frame)]);
    expect(isSnoop(file.subarray(0, 8))).toBe(true);
    const { messages, problems } = readAll(snoopReader, file);
    expect(messages.map(({ bytes, frame, time }) => ({ bytes, frame, time }))).toEqual([
      { bytes: message, frame: 1, time: { seconds: 1_700_000_000, nanoseconds: 123_456_000 } },
      { bytes: message, frame: 2, time: { seconds: 1_700_000_000, nanoseconds: 123_456_000 } },
    ]);
    expect(problems).toEqual([]);
  });

  it('whose packets are cut says so', () => {
    const { messages, problems } = readAll(
      snoopReader,
      Buffer.concat([header(), record(frame.subarray(0, 142), frame.length)]),
    );
    expect(messages).toMatchObject([{ bytes: message.subarray(0, 100) }]);
    expect(problems).toMatchObject([{ kind: 'cut-packet', frame: 1 }]);
  });

  it('of another data link is reported', () => {
    expect(readAll(snoopReader, Buffer.concat([header(8), record(frame)])).problems).toMatchObject([
      { kind: 'unknown-link-type' },
    ]);
  });

  it('that ends within a packet is reported', () => {
    const file = Buffer.concat([header(), record(frame)]);
    expect(readAll(snoopReader, file.subarray(0, 30)).problems).toMatchObject([
      { kind: 'truncated-file', place: { offsetBytes: 16 } },
    ]);
  });

  it('with a record that is shorter than its header is read up to there', () => {
    const bad = record(frame);
    bad.writeUInt32BE(5, 8);
    const { messages, problems } = readAll(snoopReader, Buffer.concat([header(), record(frame), bad]));
    expect(messages).toHaveLength(1);
    expect(problems).toMatchObject([
      { kind: 'bad-record', place: { offsetBytes: 16 + record(frame).length } },
    ]);
  });

  it('is told by eight bytes, or by five where no more have come', () => {
    const [eight, other] = [header().subarray(0, 8), Buffer.from('snoop\0\0\x01', 'latin1')];
    expect([0, 4, 5, 7, 8].map((length) => isSnoop(eight.subarray(0, length)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect([isSnoop(header()), isSnoop(other), isSnoop(Buffer.from('snoopy and'))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    [
      'no header',
      Buffer.from('snoopy and more of it'),
      'bad-header',
      'not the header of a snoop file; the rest cannot be read',
      0,
    ],
    ['half a header', header().subarray(0, 15), 'truncated-file', 'the file ends within its header', 0],
    [
      'half a record’s header',
      Buffer.concat([header(), record(frame).subarray(0, 23)]),
      'truncated-file',
      'the file ends within packet 1',
      16,
    ],
  ])('with %s says so once', (_name, file, kind, text, offsetBytes) => {
    const { messages, problems } = readAll(snoopReader, file);
    expect(messages).toEqual([]);
    expect(problems).toEqual([{ kind, message: text, place: { input: 'test.pcap', offsetBytes } }]);
  });

  it.each([
    [24 + 262_144, 'the file ends within packet 1'],
    [24 + 262_144 + 1, 'packet 1 claims 262169 bytes; the rest cannot be read'],
    [24, 'the file ends within packet 2'],
    [23, 'packet 1 claims 23 bytes; the rest cannot be read'],
  ])('believes a record of %i bytes or not: %s', (length, text) => {
    const one = record(frame);
    one.writeUInt32BE(length, 8);
    const file = Buffer.concat([header(), one.subarray(0, length === 24 ? 24 + 3 : undefined)]);
    expect(readAll(snoopReader, file).problems.map((problem) => problem.message)).toContain(text);
  });

  it('whose packet does not fit its record is read as far as that goes', () => {
    const one = record(frame);
    one.writeUInt32BE(frame.length + 100, 4);
    const { messages, problems } = readAll(snoopReader, Buffer.concat([header(), one, record(frame)]));
    const room = one.length - 24;
    expect(problems[0]).toMatchObject({
      kind: 'bad-length',
      message: `a packet of ${frame.length + 100} bytes in a record that has room for ${room}`,
      frame: 1,
      place: { input: 'test.pcap', offsetBytes: 16 },
    });
    expect(messages.at(-1)).toMatchObject({ bytes: message, frame: 2 });
  });
});
