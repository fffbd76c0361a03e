import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { pcap, request, tcpFrame, udpFrame } from '../frames.js';

const one = request('one@test');
const two = request('two@test', 'a body');

describe('pcap files that were joined with cat', () => {
  const first = pcap([udpFrame(one)]);

  it.each([
    ['alike', pcap([udpFrame(two)])],
    ['the second in another byte order', pcap([udpFrame(two)], { order: 'big' })],
    ['the second with nanoseconds', pcap([udpFrame(two)], { magic: 0xa1b23c4d })],
    ['the second of raw IP', pcap([udpFrame(two).subarray(14)], { linkType: 101 })],
    ['the second with longer records', pcap([udpFrame(two), udpFrame(two)], { extraRecordBytes: 8 })],
  ])('are read as one, %s', (_name, second) => {
    for (const pieceBytes of [1, 65_536]) {
      const { messages, problems } = readAll(pcapReader, Buffer.concat([first, second]), pieceBytes);
      expect(messages.slice(0, 2).map(({ bytes, frame }) => [bytes, frame])).toEqual([
        [one, 1],
        [two, 2],
      ]);
      expect(problems[0]).toMatchObject({
        kind: 'joined-files',
        nature: 'format',
        place: { input: 'test.pcap', offsetBytes: first.length },
      });
    }
  });

  it('and a TCP message goes on over the seam', () => {
    const files = [two.subarray(0, 50), two.subarray(50)].map((part, index) =>
      pcap([tcpFrame(part, { sequence: 100 + 50 * index })]),
    );
    const { messages } = readAll(pcapReader, Buffer.concat(files));
    expect(messages.map(({ bytes, frame }) => [bytes, frame])).toEqual([[two, 2]]);
  });
});
