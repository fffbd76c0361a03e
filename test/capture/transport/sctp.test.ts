import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, ethernet, ipv4, pcap, request, udpFrame, uint16, uint32 } from '../frames.js';

const message = request('sctp@test', 'x'.repeat(600));

/** A chunk of any type, padded to four bytes. */
function chunk(type: number, flags: number, value: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([Buffer.from([type, flags]), uint16(4 + value.length), value, padding]);
}

/** DATA: transmission sequence number, stream, stream sequence number, payload protocol. `flags` of B and E. */
const data = (sequence: number, payload: Buffer, flags = 3) =>
  chunk(0, flags, Buffer.concat([uint32(sequence), uint16(1), uint16(0), uint32(0), payload]));

const interleavedData = (sequence: number, payload: Buffer, flags = 3) =>
  chunk(64, flags, Buffer.concat([uint32(sequence), uint16(1), uint16(0), uint32(9), uint32(0), payload]));

/** A fragment in I-DATA: the message's number in its stream, and behind the first the fragment's in the message. */
const fragment = (sequence: number, message: number, place: number, payload: Buffer, flags: number) =>
  chunk(
    64,
    flags,
    Buffer.concat([uint32(sequence), uint16(1), uint16(0), uint32(message), uint32(place), payload]),
  );

const sctp = (verificationTag: number, ...chunks: Buffer[]) =>
  Buffer.concat([
    uint16(ends.sourcePort),
    uint16(ends.destinationPort),
    uint32(verificationTag),
    uint32(0),
    ...chunks,
  ]);

const packet = (...chunks: Buffer[]) => ethernet(ipv4(sctp(1, ...chunks), { protocol: 132 }));

const read = (...frames: Buffer[]) => readAll(pcapReader, pcap(frames));
const heartbeat = chunk(4, 0, Buffer.alloc(10));

const [a, b, c] = [message.subarray(0, 200), message.subarray(200, 401), message.subarray(401)];

describe('SIP over SCTP', () => {
  it('in one chunk, between others', () => {
    expect(read(packet(heartbeat, data(1, message), heartbeat)).messages).toEqual([
      {
        bytes: message,
        frame: 1,
        time: { seconds: 1700000000, nanoseconds: 0 },
        transport: 'sctp',
        source: { ip: ends.source, port: ends.sourcePort },
        destination: { ip: ends.destination, port: ends.destinationPort },
      },
    ]);
  });

  it('several messages in a packet', () => {
    const other = request('other@sctp');
    expect(read(packet(data(1, message), data(2, other))).messages.map(({ bytes }) => bytes)).toEqual([
      message,
      other,
    ]);
  });

  it('a number that comes again is a message sent again, but not in another association of the same ports', () => {
    const other = request('other@sctp');
    const later = ethernet(ipv4(sctp(2, data(1, other)), { protocol: 132 }));
    const { messages } = read(packet(data(1, message)), packet(data(1, message)), later);
    expect(messages.map(({ bytes }) => bytes)).toEqual([message, other]);
  });

  it('in UDP (RFC 6951)', () => {
    const frame = udpFrame(sctp(1, data(1, message)), { sourcePort: 9899, destinationPort: 9899 });
    expect(read(frame).messages).toMatchObject([
      { bytes: message, transport: 'sctp', source: { port: ends.sourcePort } },
    ]);
  });

  it('in a chunk of the interleaving kind', () => {
    expect(read(packet(interleavedData(1, message))).messages).toMatchObject([{ bytes: message }]);
  });

  const fragments: readonly (readonly [string, Buffer[], number])[] = [
    ['in order', [packet(data(5, a, 2)), packet(data(6, b, 0)), packet(data(7, c, 1))], 3],
    ['backwards', [packet(data(7, c, 1)), packet(data(6, b, 0)), packet(data(5, a, 2))], 3],
    ['in one packet', [packet(data(5, a, 2), data(6, b, 0), data(7, c, 1))], 1],
    [
      'sent again',
      [packet(data(5, a, 2)), packet(data(5, a, 2)), packet(data(6, b, 0)), packet(data(7, c, 1))],
      4,
    ],
    [
      'over the end of numbers',
      [packet(data(0xffffffff, a, 2)), packet(data(0, b, 0)), packet(data(1, c, 1))],
      3,
    ],
  ];
  it.each(fragments)('in fragments, %s', (_name, frames, frame) => {
    expect(read(...frames).messages).toMatchObject([{ bytes: message, frame }]);
    expect(read(...frames).problems).toEqual([]);
  });

  it('in fragments of two messages that come in turns', () => {
    const other = request('other@sctp', 'y'.repeat(300));
    const [d, e] = [other.subarray(0, 90), other.subarray(90)];
    const { messages, problems } = read(
      packet(fragment(5, 8, 0, a, 2)),
      packet(fragment(6, 9, 0, d, 2), fragment(7, 8, 1, b, 0)),
      packet(fragment(8, 9, 1, e, 1), fragment(9, 8, 2, c, 1)),
    );
    expect(messages.map(({ bytes }) => bytes)).toEqual([other, message]);
    expect(problems).toEqual([]);
  });

  it('in fragments of an ordered and an unordered message of the same number', () => {
    const unordered = 4;
    const other = request('other@sctp');
    const [d, e] = [other.subarray(0, 90), other.subarray(90)];
    const { messages } = read(
      packet(fragment(5, 8, 0, a, 2), fragment(6, 8, 0, d, 2 | unordered)),
      packet(fragment(7, 8, 1, b, 0), fragment(8, 8, 1, e, 1 | unordered), fragment(9, 8, 2, c, 1)),
    );
    expect(messages.map(({ bytes }) => bytes)).toEqual([other, message]);
  });

  it('sent again counts once', () => {
    expect(read(packet(data(1, message)), packet(data(1, message))).messages).toHaveLength(1);
  });

  it('a fragment that never came is reported', () => {
    const { messages, problems } = read(packet(data(5, a, 2)), packet(data(7, c, 1)));
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'lost-fragments' }]);
  });

  it('a chunk shorter than a chunk can be is reported', () => {
    const broken = Buffer.concat([Buffer.from([0, 3]), uint16(2), Buffer.alloc(40)]);
    expect(read(packet(broken)).problems).toMatchObject([{ kind: 'bad-length', frame: 1 }]);
  });

  it('anything else over SCTP is not SIP', () => {
    expect(
      read(packet(data(1, Buffer.from('M3UA or Diameter'))), packet(data(2, Buffer.alloc(3), 2))).messages,
    ).toEqual([]);
  });
});
