import {
  addressBytes,
  ends,
  ethernet,
  hex,
  ipv4,
  ipv6,
  pcap,
  request,
  tcp,
  udp,
  udpFrame,
  uint16,
  uint32,
  word,
} from './frames.js';

/** Small frames of every layer that is read: what the fuzz runs begin from. */
export function seedFrames(): Buffer[] {
  const message = request('seed@test', 'v=0\r\n', 'INVITE');
  const datagram = udp(message);
  const packet = ipv4(datagram);
  const segment = (payload: Buffer, sequence: number, flags = 'A') =>
    ethernet(ipv4(tcp(payload, { sequence, flags }), { protocol: 6 }));
  const half = message.length >> 1;
  const fragment = (from: number, to: number) =>
    ethernet(
      ipv4(datagram.subarray(from, to), {
        identification: 9,
        fragmentOffset: from,
        moreFragments: to < datagram.length,
      }),
    );
  const fragment6 = (from: number, to: number) => {
    const header = Buffer.concat([hex('1100'), uint16(from | (to < datagram.length ? 1 : 0)), uint32(5)]);
    return ethernet(ipv6(Buffer.concat([header, datagram.subarray(from, to)]), { nextHeader: 44 }), 0x86dd);
  };
  const sctp = (flags: number, sequence: number, payload: Buffer) =>
    ethernet(
      ipv4(
        Buffer.concat([
          uint16(5060),
          uint16(5060),
          uint32(1),
          uint32(0),
          Buffer.from([0, flags]),
          uint16(16 + payload.length),
          uint32(sequence),
          uint32(0),
          uint32(0),
          payload,
        ]),
        { protocol: 132 },
      ),
    );
  const upgrade = Buffer.from('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
  const frame = Buffer.concat([hex('81fe'), uint16(message.length), hex('00000000'), message]);
  const hep = Buffer.concat([
    hex('0000 0003 000a'),
    addressBytes(ends.source),
    hex('0000 0007 0008'),
    uint16(5060),
    hex('0000 000f'),
    uint16(6 + message.length),
    message,
  ]);
  const hep3 = Buffer.concat([Buffer.from('HEP3'), uint16(6 + hep.length), hep]);
  return [
    udpFrame(message),
    udpFrame(Buffer.concat([message, message])),
    ethernet(Buffer.concat([hex('0064 8100 00c8 0800'), packet]), 0x88a8),
    ethernet(Buffer.concat([hex('00064140'), packet]), 0x8847),
    ethernet(Buffer.concat([hex('1100 0001'), uint16(packet.length + 2), hex('0021'), packet]), 0x8864),
    ethernet(
      ipv6(Buffer.concat([hex('3c00 010400000000 1100 010400000000'), datagram]), { nextHeader: 0 }),
      0x86dd,
    ),
    ethernet(
      ipv4(Buffer.concat([hex('b000 6558 00000000 00000001 00000002'), ethernet(packet)]), { protocol: 47 }),
    ),
    udpFrame(Buffer.concat([hex('08000000 00002a00'), ethernet(packet)]), { destinationPort: 4789 }),
    udpFrame(
      Buffer.concat([
        hex('34ff'),
        uint16(packet.length + 8),
        uint32(7),
        hex('0000 00 85 01 0000 00'),
        packet,
      ]),
      { destinationPort: 2152 },
    ),
    udpFrame(Buffer.concat([hex('0100 6558 00002a00 01020304'), ethernet(packet)]), {
      destinationPort: 6081,
    }),
    fragment(0, 80),
    fragment(160, datagram.length),
    fragment(80, 160),
    fragment6(0, 80),
    fragment6(160, datagram.length),
    fragment6(80, 160),
    segment(Buffer.alloc(0), 99, 'S'),
    segment(message.subarray(0, half), 100),
    segment(message, 100 + message.length),
    segment(message.subarray(half), 100 + half),
    ethernet(ipv4(tcp(Buffer.concat([upgrade, frame]), { sequence: 1, sourcePort: 7 }), { protocol: 6 })),
    ethernet(ipv4(tcp(hep3, { sequence: 1, sourcePort: 8 }), { protocol: 6 })),
    udpFrame(hep3),
    udpFrame(
      Buffer.concat([
        hex('02 1c 02 11'),
        uint16(5060),
        uint16(5060),
        hex('c0000201 c0000202'),
        Buffer.alloc(12),
        message,
      ]),
    ),
    sctp(3, 1, message),
    sctp(2, 2, message.subarray(0, half)),
    sctp(1, 3, message.subarray(half)),
  ];
}

/** The same frames as a file of each format. */
export function seedFiles(frames: readonly Buffer[]): { pcap: Buffer; pcapng: Buffer; snoop: Buffer } {
  return { pcap: pcap(frames), pcapng: pcapng(frames), snoop: snoop(frames) };
}

function pcapng(frames: readonly Buffer[]): Buffer {
  const block = (type: number, body: Buffer) => {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    const length = word(12 + padded.length, 'little');
    return Buffer.concat([word(type, 'little'), length, padded, length]);
  };
  return Buffer.concat([
    block(0x0a0d0d0a, Buffer.concat([word(0x1a2b3c4d, 'little'), hex('01000000 ffffffffffffffff')])),
    block(1, hex('0100 0000 00000000 0900 0100 09000000 0000 0000')),
    ...frames.map((frame, index) => {
      const words = [0, 0, index, frame.length, frame.length].map((value) => word(value, 'little'));
      return index % 5 === 4
        ? block(3, Buffer.concat([word(frame.length, 'little'), frame]))
        : block(6, Buffer.concat([...words, frame]));
    }),
  ]);
}

function snoop(frames: readonly Buffer[]): Buffer {
  const records = frames.map((frame) =>
    Buffer.concat([...[frame.length, frame.length, 24 + frame.length, 0, 1, 2].map(uint32), frame]),
  );
  return Buffer.concat([Buffer.from('snoop\0\0\0', 'latin1'), uint32(2), uint32(4), ...records]);
}
