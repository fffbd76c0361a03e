import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, ends6, ethernet, hex, ipv4, ipv6, pcap, request, udp, uint16, uint32 } from '../frames.js';

const message = request('link@test');
const packet = ipv4(udp(message));
const packet6 = ipv6(udp(message));

/** Name, link type, frame. */
const framings: readonly (readonly [string, number, Buffer])[] = [
  ['Ethernet', 1, ethernet(packet)],
  ['Ethernet with a trailer that pads it', 1, Buffer.concat([ethernet(packet), Buffer.alloc(9, 0xff)])],
  ['802.1Q', 1, ethernet(Buffer.concat([hex('0064 0800'), packet]), 0x8100)],
  ['802.1p priority tag, VLAN 0', 1, ethernet(Buffer.concat([hex('a000 0800'), packet]), 0x8100)],
  ['QinQ 88a8', 1, ethernet(Buffer.concat([hex('0064 8100 00c8 0800'), packet]), 0x88a8)],
  ['QinQ 9100', 1, ethernet(Buffer.concat([hex('0064 8100 00c8 0800'), packet]), 0x9100)],
  ['three VLAN tags', 1, ethernet(Buffer.concat([hex('0001 8100 0002 8100 0003 0800'), packet]), 0x8100)],
  ['VN-Tag', 1, ethernet(Buffer.concat([hex('00010001 0800'), packet]), 0x8926)],
  ['HSR', 1, ethernet(Buffer.concat([hex('00100001 0800'), packet]), 0x892f)],
  ['Cisco metadata', 1, ethernet(Buffer.concat([hex('01010001 0005 0800'), packet]), 0x8909)],
  ['802.1ah', 1, ethernet(Buffer.concat([hex('00000005'), ethernet(packet)]), 0x88e7)],
  [
    '802.3 with LLC and SNAP',
    1,
    ethernet(Buffer.concat([hex('aaaa03 000000 0800'), packet]), 8 + packet.length),
  ],
  [
    '802.1Q with LLC and SNAP',
    1,
    ethernet(Buffer.concat([hex('0064 0100 aaaa03 000000 0800'), packet]), 0x8100),
  ],
  ['MPLS, one label', 1, ethernet(Buffer.concat([hex('00064140'), packet]), 0x8847)],
  ['MPLS, three labels', 1, ethernet(Buffer.concat([hex('00064040 00065040 00066140'), packet]), 0x8847)],
  ['MPLS, Ethernet pseudowire', 1, ethernet(Buffer.concat([hex('00064140'), ethernet(packet)]), 0x8847)],
  [
    'MPLS, pseudowire with control word',
    1,
    ethernet(Buffer.concat([hex('00064140 00000000'), ethernet(packet)]), 0x8847),
  ],
  [
    'PPPoE',
    1,
    ethernet(Buffer.concat([hex('1100 0001'), uint16(packet.length + 2), hex('0021'), packet]), 0x8864),
  ],
  [
    'PPPoE, protocol of one byte',
    1,
    ethernet(Buffer.concat([hex('1100 0001'), uint16(packet.length + 1), hex('21'), packet]), 0x8864),
  ],
  ['PPPoE link type', 51, Buffer.concat([hex('1100 0001'), uint16(packet.length + 2), hex('0021'), packet])],
  ['PPP', 9, Buffer.concat([hex('0021'), packet])],
  ['PPP with address and control', 9, Buffer.concat([hex('ff03 0021'), packet])],
  ['PPP in HDLC', 50, Buffer.concat([hex('ff03 0021'), packet])],
  ['Cisco HDLC', 104, Buffer.concat([hex('0f00 0800'), packet])],
  ['Cisco HDLC, multicast', 104, Buffer.concat([hex('8f00 0800'), packet])],
  ['Linux cooked', 113, Buffer.concat([hex('0000 0001 0006 020000000001 0000 0800'), packet])],
  [
    'Linux cooked with a VLAN tag',
    113,
    Buffer.concat([hex('0000 0001 0006 020000000001 0000 8100 0064 0800'), packet]),
  ],
  ['Linux cooked 2', 276, Buffer.concat([hex('0800 0000 00000002 0001 00 06 0200000000010000'), packet])],
  ['BSD loopback, little-endian', 0, Buffer.concat([hex('02000000'), packet])],
  ['BSD loopback, big-endian', 0, Buffer.concat([hex('00000002'), packet])],
  ['OpenBSD loopback', 108, Buffer.concat([hex('00000002'), packet])],
  ['OpenBSD enc', 109, Buffer.concat([hex('02000000 00000001 00000000'), packet])],
  ['OpenBSD pflog', 117, Buffer.concat([hex('3d02'), Buffer.alloc(62), packet])],
  ['raw IP, 12', 12, packet],
  ['raw IP, 14', 14, packet],
  ['raw IP, 101', 101, packet],
  ['raw IPv4, 228', 228, packet],
  ['PPP with a direction', 204, Buffer.concat([hex('01 ff03 0021'), packet])],
  ['Cisco HDLC with a direction', 205, Buffer.concat([hex('01 0f00 0800'), packet])],
  ['Junos, Ethernet', 178, Buffer.concat([hex('4d4743 80 0002 0101'), ethernet(packet)])],
  ['Junos, Ethernet without extensions', 178, Buffer.concat([hex('4d4743 01'), ethernet(packet)])],
  ['Junos, a packet without its frame', 178, Buffer.concat([hex('4d4743 82 0000 00000002'), packet])],
  ['pktap', 258, Buffer.concat([hex('10000000 01000000 01000000 656e3000'), ethernet(packet)])],
  ['MPLS link type', 219, Buffer.concat([hex('00064140'), packet])],
  ['LLC and SNAP over ATM', 100, Buffer.concat([hex('aaaa03 000000 0800'), packet])],
  [
    'netfilter log, little-endian',
    239,
    Buffer.concat([
      hex('02000000 0800 0100 08000000'),
      uint16(packet.length + 4).reverse(),
      hex('0900'),
      packet,
    ]),
  ],
  [
    'netfilter log, big-endian',
    239,
    Buffer.concat([hex('02000000 0008 0001 08000000'), uint16(packet.length + 4), hex('0009'), packet]),
  ],
];

/** An 802.11 data frame: frame control, addresses, what the case adds to the header, LLC and SNAP. */
const llc = Buffer.concat([hex('aaaa03 000000 0800'), packet]);
const wireless = (control: string, sequence = '0000', more = '') =>
  Buffer.concat([hex(`${control} 0000`), Buffer.alloc(18, 2), hex(sequence), hex(more), llc]);
const aggregated = Buffer.concat([hex('8801 0000'), Buffer.alloc(18, 2), hex('0000 8000')]);
const subframe = (content: Buffer) => Buffer.concat([Buffer.alloc(12, 4), uint16(content.length), content]);

const wirelessFramings: readonly (readonly [string, number, Buffer])[] = [
  ['802.11 to an access point', 105, wireless('0801')],
  ['802.11 from an access point', 105, wireless('0802')],
  ['802.11 between stations', 105, wireless('0800')],
  ['802.11 with four addresses', 105, wireless('0803', '0000', '040404040404')],
  ['802.11 with QoS', 105, wireless('8801', '0000', '0000')],
  ['802.11 with QoS and four addresses', 105, wireless('8803', '0000', '040404040404 0000')],
  ['802.11 with QoS and high throughput control', 105, wireless('8881', '0000', '0000 00000000')],
  ['802.11 that a tool decrypted but left the flag of', 105, wireless('0841')],
  ['802.11 with its check sequence behind', 105, Buffer.concat([wireless('0801'), hex('01020304')])],
  ['radiotap', 127, Buffer.concat([hex('0000 0800 00000000'), wireless('0801')])],
  [
    'radiotap with flags and time, and a padded header',
    127,
    Buffer.concat([
      hex('0000 1b00 2f400000 0000000000000000 20 00 00000000 00000000 00'),
      wireless('8801', '0000', '0000 0000'),
    ]),
  ],
  [
    'radiotap with three words of what is there',
    127,
    Buffer.concat([hex('0000 1200 02000080 00000080 00000000 00 00'), wireless('0801')]),
  ],
  ['Prism', 119, Buffer.concat([hex('44000000 90000000'), Buffer.alloc(136), wireless('0801')])],
  [
    'AVS under the link type of Prism',
    119,
    Buffer.concat([hex('80211001 00000040'), Buffer.alloc(56), wireless('0801')]),
  ],
  ['AVS', 163, Buffer.concat([hex('80211001 00000040'), Buffer.alloc(56), wireless('0801')])],
  ['PPI', 192, Buffer.concat([hex('0000 0800 69000000'), wireless('0801')])],
];

/** An ERF record around a frame. */
const erf = (type: number, content: Buffer, extensions = '') =>
  Buffer.concat([
    hex('00000000 00f15365'),
    Buffer.from([type, 4]),
    uint16(16 + hex(extensions).length + content.length),
    hex('0000'),
    uint16(content.length),
    hex(extensions),
    content,
  ]);
const erfFramings: readonly (readonly [string, number, Buffer])[] = [
  ['ERF, Ethernet', 197, erf(2, Buffer.concat([hex('0000'), ethernet(packet)]))],
  [
    'ERF, Ethernet with two extension headers',
    197,
    erf(0x82, Buffer.concat([hex('0000'), ethernet(packet)]), '8300000000000000 0500000000000000'),
  ],
  ['ERF, HDLC', 197, erf(1, Buffer.concat([hex('0f00 0800'), packet]))],
  ['ERF, PPP', 197, erf(1, Buffer.concat([hex('ff03 0021'), packet]))],
  ['ERF, IPv4', 197, erf(22, packet)],
];

describe('SIP is found behind each link layer', () => {
  it.each([...framings, ...wirelessFramings, ...erfFramings])('%s', (_name, linkType, frame) => {
    const { messages, problems } = readAll(pcapReader, pcap([frame], { linkType }));
    expect(messages).toEqual([
      {
        bytes: message,
        frame: 1,
        time: { seconds: 1700000000, nanoseconds: 0 },
        transport: 'udp',
        source: { ip: ends.source, port: ends.sourcePort },
        destination: { ip: ends.destination, port: ends.destinationPort },
      },
    ]);
    expect(problems).toEqual([]);
  });
});

const framings6: readonly (readonly [string, number, Buffer])[] = [
  ['Ethernet', 1, ethernet(packet6, 0x86dd)],
  ['PPP', 9, Buffer.concat([hex('0057'), packet6])],
  ['raw IPv6, 229', 229, packet6],
  ['raw IP, 101', 101, packet6],
  ...['1e000000', '1c000000', '18000000', '0a000000', '0000001e', '0000001c', '00000018', '0000000a'].map(
    (family) => [`BSD loopback, family ${family}`, 0, Buffer.concat([hex(family), packet6])] as const,
  ),
];

describe('so is IPv6', () => {
  it.each(framings6)('%s', (_name, linkType, frame) => {
    const { messages } = readAll(pcapReader, pcap([frame], { linkType }));
    expect(messages.map(({ source, destination }) => [source, destination])).toEqual([
      [
        { ip: ends6.source, port: ends6.sourcePort },
        { ip: ends6.destination, port: ends6.destinationPort },
      ],
    ]);
  });
});

describe('a message that Wireshark exported without its packets', () => {
  const tag = (type: number, value: Buffer) => Buffer.concat([uint16(type), uint16(value.length), value]);
  const exported = Buffer.concat([
    tag(12, Buffer.from('sip\0')),
    tag(20, Buffer.from([192, 0, 2, 10])),
    tag(21, Buffer.from([198, 51, 100, 20])),
    tag(24, uint32(2)),
    tag(25, uint32(5070)),
    tag(26, uint32(5060)),
    tag(0, Buffer.alloc(0)),
    message,
  ]);

  it('has the addresses and the transport of its tags', () => {
    const { messages } = readAll(pcapReader, pcap([exported], { linkType: 252 }));
    expect(messages).toMatchObject([
      {
        bytes: message,
        transport: 'tcp',
        source: { ip: ends.source, port: 5070 },
        destination: { ip: ends.destination, port: 5060 },
      },
    ]);
  });
});

it('messages of one segment, which Wireshark exports together once for each of them, are told once', () => {
  const tag = (type: number, value: Buffer) => Buffer.concat([uint16(type), uint16(value.length), value]);
  const other = request('other@test');
  const tcp = Buffer.concat([tag(24, uint32(2)), tag(0, Buffer.alloc(0)), message, other]);
  const frame = { bytes: tcp, seconds: 1700000000, fraction: 5 };
  const { messages } = readAll(
    pcapReader,
    pcap([frame, frame, { ...frame, fraction: 6 }], { linkType: 252 }),
  );
  expect(messages.map(({ bytes, frame: number }) => [bytes, number])).toEqual([
    [message, 1],
    [other, 1],
    [message, 3],
    [other, 3],
  ]);
});

describe('802.11', () => {
  const read = (frames: readonly Buffer[]) => readAll(pcapReader, pcap(frames, { linkType: 105 }));

  it('aggregates frames: each is read', () => {
    const other = Buffer.concat([hex('aaaa03 000000 0800'), ipv4(udp(request('other@test')))]);
    const padding = Buffer.alloc((4 - ((14 + llc.length) % 4)) % 4);
    const { messages, problems } = read([
      Buffer.concat([aggregated, subframe(llc), padding, subframe(other)]),
    ]);
    expect(messages.map(({ bytes, frame }) => [bytes, frame])).toEqual([
      [message, 1],
      [request('other@test'), 1],
    ]);
    expect(problems).toEqual([]);
  });

  const part = (number: number, hasMore: boolean, bytes: Buffer) =>
    Buffer.concat([
      hex(hasMore ? '0805 0000' : '0801 0000'),
      Buffer.alloc(18, 2),
      Buffer.from([0x10 | number, 0]),
      bytes,
    ]);

  it('puts fragments together, one of them sent twice', () => {
    const parts = [part(0, true, llc.subarray(0, 60)), part(1, true, llc.subarray(60, 200))];
    const { messages, problems } = read([...parts, parts[1] as Buffer, part(2, false, llc.subarray(200))]);
    expect(messages.map(({ bytes, frame }) => [bytes, frame])).toEqual([[message, 4]]);
    expect(problems).toEqual([]);
  });

  it('says which fragments are without the others', () => {
    const first = read([part(0, true, llc.subarray(0, 60))]);
    expect(first.problems).toMatchObject([{ kind: 'lost-fragments', frame: 1 }]);
    const last = read([part(1, false, llc.subarray(60))]);
    expect(last.problems).toMatchObject([{ kind: 'lost-fragments', frame: 1 }]);
  });

  it('says once that frames are encrypted', () => {
    const encrypted = Buffer.concat([hex('0841 0000'), Buffer.alloc(20, 2), Buffer.alloc(60, 0x99)]);
    expect(read([encrypted, encrypted])).toMatchObject({
      messages: [],
      problems: [{ kind: 'encrypted-wireless', frame: 1, nature: 'format' }],
    });
  });

  it('has beacons and frames without data, which hold nothing', () => {
    const beacon = Buffer.concat([hex('8000 0000'), Buffer.alloc(60)]);
    const empty = Buffer.concat([hex('4801 0000'), Buffer.alloc(22)]);
    expect(read([beacon, empty])).toEqual({ messages: [], problems: [] });
  });
});

it('a link type that is not read is reported once', () => {
  const { messages, problems } = readAll(
    pcapReader,
    pcap([ethernet(packet), ethernet(packet)], { linkType: 189 }),
  );
  expect(messages).toEqual([]);
  expect(problems).toMatchObject([
    { kind: 'unknown-link-type', message: 'link type 189 is not read', frame: 1 },
  ]);
});
