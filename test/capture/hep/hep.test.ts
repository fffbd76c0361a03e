import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hepReader, isHep } from '../../../src/capture/file/hep.js';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { addressBytes, hex, pcap, request, tcpFrame, udpFrame, uint16, uint32 } from '../frames.js';

const message = request('hep@test');
const inner = { source: { ip: '10.1.2.3', port: 5062 }, destination: { ip: '10.4.5.6', port: 5064 } };
const inner6 = { source: { ip: '2001:db8::1', port: 5062 }, destination: { ip: '2001:db8::2', port: 5064 } };
const packetTime = { seconds: 1700000000, nanoseconds: 0 };

const ports = Buffer.concat([uint16(5062), uint16(5064)]);
const addresses = (way: typeof inner) =>
  Buffer.concat([addressBytes(way.source.ip), addressBytes(way.destination.ip)]);
const time = (order: 'little' | 'big') => {
  const words = [uint32(1600000000), uint32(250000)];
  return Buffer.concat([
    ...(order === 'little' ? words.map((word) => word.reverse()) : words),
    hex('0007 0000'),
  ]);
};

const chunk = (type: number, value: Buffer, vendor = 0) =>
  Buffer.concat([uint16(vendor), uint16(type), uint16(6 + value.length), value]);

function hep3(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from('HEP3'), uint16(6 + body.length), body]);
}

const ipv4Chunks = [
  chunk(1, Buffer.from([2])),
  chunk(3, addressBytes(inner.source.ip)),
  chunk(4, addressBytes(inner.destination.ip)),
  chunk(7, uint16(5062)),
  chunk(8, uint16(5064)),
];
const protocol = (number: number) => chunk(2, Buffer.from([number]));
const timeChunks = [chunk(9, uint32(1600000000)), chunk(10, uint32(250000))];
const ownTime = { seconds: 1600000000, nanoseconds: 250_000_000 };

const packets: readonly (readonly [string, Buffer, object])[] = [
  [
    'version 1',
    Buffer.concat([hex('01 10 02 11'), ports, addresses(inner), message]),
    { ...inner, transport: 'udp', time: packetTime },
  ],
  [
    'version 1, TCP',
    Buffer.concat([hex('01 10 02 06'), ports, addresses(inner), message]),
    { ...inner, transport: 'tcp' },
  ],
  [
    'version 1, IPv6',
    Buffer.concat([hex('01 28 0a 11'), ports, addresses(inner6), message]),
    { ...inner6, transport: 'udp' },
  ],
  [
    'version 2',
    Buffer.concat([hex('02 1c 02 11'), ports, addresses(inner), time('little'), message]),
    { ...inner, time: ownTime },
  ],
  [
    'version 2 that does not count its time',
    Buffer.concat([hex('02 10 02 11'), ports, addresses(inner), time('big'), message]),
    { ...inner, time: ownTime },
  ],
  [
    'version 2, IPv6',
    Buffer.concat([hex('02 34 0a 11'), ports, addresses(inner6), time('little'), message]),
    { ...inner6, time: ownTime },
  ],
  [
    'version 3',
    hep3(...ipv4Chunks, protocol(17), ...timeChunks, chunk(15, message)),
    { ...inner, transport: 'udp', time: ownTime },
  ],
  ['version 3 without a time', hep3(...ipv4Chunks, chunk(15, message)), { ...inner, time: packetTime }],
  ['version 3, TLS', hep3(...ipv4Chunks, protocol(22), chunk(15, message)), { transport: 'tls' }],
  ['version 3, WebSocket', hep3(...ipv4Chunks, protocol(50), chunk(15, message)), { transport: 'ws' }],
  ['version 3, SCTP', hep3(...ipv4Chunks, protocol(132), chunk(15, message)), { transport: 'sctp' }],
  ['version 3, deflated', hep3(...ipv4Chunks, chunk(16, deflateSync(message))), { ...inner }],
  [
    'version 3, chunks of others between',
    hep3(
      chunk(15, Buffer.from('not this'), 9),
      ...ipv4Chunks,
      chunk(17, Buffer.from('id')),
      chunk(15, message),
    ),
    { ...inner },
  ],
  [
    'version 3, IPv6',
    hep3(
      chunk(5, addressBytes(inner6.source.ip)),
      chunk(6, addressBytes(inner6.destination.ip)),
      chunk(7, uint16(5062)),
      chunk(8, uint16(5064)),
      chunk(15, message),
    ),
    { ...inner6 },
  ],
];

describe('in HEP, the addresses and the transport inside count', () => {
  it.each(packets)('%s', (_name, packet, expected) => {
    const { messages, problems } = readAll(pcapReader, pcap([udpFrame(packet, { destinationPort: 9060 })]));
    expect(messages).toMatchObject([{ bytes: message, frame: 1, ...expected }]);
    expect(problems).toEqual([]);
  });

  it('over TCP, packet after packet, split anywhere', () => {
    const packet = hep3(...ipv4Chunks, protocol(17), chunk(15, message));
    const stream = Buffer.concat([packet, packet, packet]);
    for (let at = 1; at < stream.length; at += 13) {
      const frames = [
        tcpFrame(stream.subarray(0, at), { sequence: 1 }),
        tcpFrame(stream.subarray(at), { sequence: 1 + at }),
      ];
      expect(readAll(pcapReader, pcap(frames)).messages).toMatchObject([inner, inner, inner]);
    }
  });
});

describe('a stream of HEP without packets around it', () => {
  const packet = hep3(...ipv4Chunks, protocol(6), ...timeChunks, chunk(15, message));
  const stream = Buffer.concat([packet, hep3(...ipv4Chunks, chunk(15, message))]);

  it.each([1, 7, 65_536])('in pieces of %i bytes', (pieceBytes) => {
    expect(isHep(stream.subarray(0, 4))).toBe(true);
    const { messages, problems } = readAll(hepReader, stream, pieceBytes);
    expect(messages).toEqual([
      { bytes: message, frame: 1, transport: 'tcp', time: ownTime, ...inner },
      { bytes: message, frame: 2, transport: 'udp', ...inner },
    ]);
    expect(problems).toEqual([]);
  });

  it('that ends within a packet, or goes on with something else, is reported', () => {
    expect(readAll(hepReader, stream.subarray(0, -1)).problems).toMatchObject([{ kind: 'truncated-file' }]);
    const { messages, problems } = readAll(hepReader, Buffer.concat([packet, Buffer.from('something else')]));
    expect(messages).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'bad-record', place: { offsetBytes: packet.length } }]);
  });
});

describe('HEP without SIP', () => {
  it('of another protocol gives nothing', () => {
    const packet = hep3(...ipv4Chunks, chunk(11, Buffer.from([5])), chunk(15, Buffer.from('{"rtcp": 1}')));
    expect(readAll(pcapReader, pcap([udpFrame(packet)]))).toEqual({ messages: [], problems: [] });
  });

  it('with a chunk that is longer than the packet is reported', () => {
    const packet = hep3(Buffer.concat([uint16(0), uint16(15), uint16(5000), message]));
    expect(readAll(pcapReader, pcap([udpFrame(packet)]))).toMatchObject({
      messages: [],
      problems: [{ kind: 'bad-length', frame: 1 }],
    });
  });

  it('that inflates to more than a message can have is not held', () => {
    const packet = hep3(...ipv4Chunks, chunk(16, deflateSync(Buffer.alloc(8 * 1024 * 1024, 'x'))));
    expect(readAll(pcapReader, pcap([udpFrame(packet)])).messages).toEqual([]);
  });
});
