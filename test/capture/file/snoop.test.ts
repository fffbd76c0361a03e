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
});
