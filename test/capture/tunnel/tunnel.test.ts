import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import {
  ends,
  ends6,
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
} from '../frames.js';

const message = request('tunnel@test');
const inner = ipv4(udp(message));
const outer = { source: '203.0.113.1', destination: '203.0.113.2', sourcePort: 33333 };

const over = (protocol: number, payload: Buffer) => ethernet(ipv4(payload, { ...outer, protocol }));
const overUdp = (destinationPort: number, payload: Buffer) =>
  udpFrame(payload, { ...outer, destinationPort });
const gtpLength = (payload: Buffer) => uint16(payload.length);
const route = Buffer.concat([hex('0800 00 04 c0000201'), hex('0000 00 00')]);

const tunnels: readonly (readonly [string, Buffer])[] = [
  ['IP in IP', over(4, inner)],
  ['IP in IP in IP', over(4, ipv4(inner, { ...outer, protocol: 4 }))],
  ['IPv4 in IPv6', ethernet(ipv6(inner, { nextHeader: 4 }), 0x86dd)],
  ['GRE', over(47, Buffer.concat([hex('0000 0800'), inner]))],
  [
    'GRE with checksum, key and sequence',
    over(47, Buffer.concat([hex('b000 0800 00000000 00000001 00000002'), inner])),
  ],
  ['GRE with a source route', over(47, Buffer.concat([hex('4000 0800 00000000'), route, inner]))],
  ['GRE with Ethernet', over(47, Buffer.concat([hex('2000 6558 00000001'), ethernet(inner)]))],
  ['GRE with MPLS', over(47, Buffer.concat([hex('0000 8847 00064140'), inner]))],
  [
    'PPTP',
    over(
      47,
      Buffer.concat([
        hex('3081 880b'),
        uint16(inner.length + 4),
        hex('0001 00000001 00000000 ff03 0021'),
        inner,
      ]),
    ),
  ],
  ['ERSPAN I', over(47, Buffer.concat([hex('0000 88be'), ethernet(inner)]))],
  ['ERSPAN II', over(47, Buffer.concat([hex('1000 88be 00000001 1001 0000 00000000'), ethernet(inner)]))],
  [
    'ERSPAN III',
    over(47, Buffer.concat([hex('1000 22eb 00000001 2000 0000 00000000 0000 0000'), ethernet(inner)])),
  ],
  ['VXLAN', overUdp(4789, Buffer.concat([hex('08000000 00002a00'), ethernet(inner)]))],
  ['VXLAN on another port', overUdp(9999, Buffer.concat([hex('08000000 00002a00'), ethernet(inner)]))],
  [
    'VXLAN with a VLAN inside',
    overUdp(
      8472,
      Buffer.concat([hex('08000000 00002a00'), ethernet(Buffer.concat([hex('0064 0800'), inner]), 0x8100)]),
    ),
  ],
  ['VXLAN with a group policy', overUdp(4789, Buffer.concat([hex('88000064 00002a00'), ethernet(inner)]))],
  ['VXLAN-GPE', overUdp(4790, Buffer.concat([hex('0c000001 00002a00'), inner]))],
  ['Geneve', overUdp(6081, Buffer.concat([hex('0100 6558 00002a00 01020304'), ethernet(inner)]))],
  ['GTP-U', overUdp(2152, Buffer.concat([hex('30ff'), gtpLength(inner), uint32(7), inner]))],
  [
    'GTP-U with a sequence number',
    overUdp(
      2152,
      Buffer.concat([hex('32ff'), uint16(inner.length + 4), uint32(7), hex('0001 00 00'), inner]),
    ),
  ],
  [
    'GTP-U with an extension header',
    overUdp(
      2152,
      Buffer.concat([hex('34ff'), uint16(inner.length + 8), uint32(7), hex('0000 00 85 01 0000 00'), inner]),
    ),
  ],
  ['TZSP', overUdp(37008, Buffer.concat([hex('01 00 0001 0a 01 ff 01'), ethernet(inner)]))],
  ['EtherIP', over(97, Buffer.concat([hex('3000'), ethernet(inner)]))],
  ['MPLS in UDP', overUdp(6635, Buffer.concat([hex('00064140'), inner]))],
  ['L2TP', overUdp(1701, Buffer.concat([hex('0002 0001 0001 ff03 0021'), inner]))],
  [
    'L2TP with all that its header may hold',
    overUdp(1701, Buffer.concat([hex('4a02 0000 0001 0001 0007 0008 0002 0000 0021'), inner])),
  ],
  ['MPLS in IP', over(137, Buffer.concat([hex('00064140'), inner]))],
  [
    'authentication header',
    over(51, Buffer.concat([hex('04 04 0000 00000001 00000001 000000000000000000000000'), inner])),
  ],
];

/** ESP with NULL encryption: index, sequence number, content, padding to four bytes, next header, check value. */
const esp = (
  content: Buffer,
  next: number,
  checkBytes: number,
  filler: 'counting' | 'zeros' = 'counting',
) => {
  const length = (4 - ((content.length + 2) % 4)) % 4;
  const padding = Buffer.from(Array.from({ length }, (_, index) => (filler === 'counting' ? index + 1 : 0)));
  const check = Buffer.from(Array.from({ length: checkBytes }, (_, index) => (index * 71 + 13) & 0xff));
  return Buffer.concat([hex('00001234 00000001'), content, padding, Buffer.from([length, next]), check]);
};
const way = { source: ends.source, destination: ends.destination };
const overIp = (payload: Buffer) => ethernet(ipv4(payload, { ...way, protocol: 50 }));

const more: readonly (readonly [string, Buffer])[] = [
  ...[0, 12, 16, 24, 32].map(
    (length) =>
      [
        `ESP without encryption, ${length} bytes of check value`,
        overIp(esp(udp(message), 17, length)),
      ] as const,
  ),
  ['ESP with padding of zeros', overIp(esp(udp(message), 17, 12, 'zeros'))],
  ['ESP with TCP', overIp(esp(tcp(message, { sequence: 1 }), 6, 12))],
  ['ESP in tunnel mode', over(50, esp(inner, 4, 12))],
  ['ESP over IPv6 in tunnel mode', ethernet(ipv6(esp(inner, 4, 16), { nextHeader: 50 }), 0x86dd)],
  ['ESP in UDP', overUdp(4500, esp(inner, 4, 12))],
  ['LISP', overUdp(4341, Buffer.concat([hex('80000001 00000000'), inner]))],
  ['LISP that names Ethernet', overUdp(4341, Buffer.concat([hex('04000000 00000003'), ethernet(inner)]))],
];

it('ESP that is encrypted holds nothing, and its damage costs nothing', () => {
  const junk = Buffer.from(Array.from({ length: 200 }, (_, index) => (index * 151 + 7) & 0xff));
  expect(readAll(pcapReader, pcap([overIp(junk)]))).toEqual({ messages: [], problems: [] });
});

it('ESP that the snap length cuts is read as far as it is there', () => {
  const packed = esp(udp(message), 17, 12);
  const frame = overIp(packed);
  const trailerBytes = packed.length - 8 - udp(message).length;
  const bytes = frame.subarray(0, frame.length - trailerBytes - 20);
  const { messages } = readAll(pcapReader, pcap([{ bytes, wireLength: frame.length }]));
  expect(messages).toMatchObject([{ bytes: message.subarray(0, -20), source: { port: 5070 } }]);
});

describe('in a tunnel, the innermost addresses count', () => {
  it.each([...tunnels, ...more])('%s', (_name, frame) => {
    const { messages, problems } = readAll(pcapReader, pcap([frame]));
    expect(messages).toMatchObject([
      {
        bytes: message,
        source: { ip: ends.source, port: ends.sourcePort },
        destination: { ip: ends.destination, port: ends.destinationPort },
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('IPv6 in IPv4', () => {
    const { messages } = readAll(pcapReader, pcap([over(41, ipv6(udp(message)))]));
    expect(messages).toMatchObject([
      { source: { ip: ends6.source }, destination: { ip: ends6.destination } },
    ]);
  });
});

describe('what is not to be taken for a message', () => {
  it('a request that an ICMP error quotes', () => {
    const error = Buffer.concat([hex('0303 0000 00000000'), inner]);
    expect(readAll(pcapReader, pcap([over(1, error)]))).toEqual({ messages: [], problems: [] });
  });

  it('a request that an ICMPv6 error quotes', () => {
    const error = Buffer.concat([hex('0104 0000 00000000'), ipv6(udp(message))]);
    const frame = ethernet(ipv6(error, { nextHeader: 58 }), 0x86dd);
    expect(readAll(pcapReader, pcap([frame]))).toEqual({ messages: [], problems: [] });
  });

  it('tunnels nested without end', () => {
    let packet = inner;
    for (let depth = 0; depth < 200; depth++) packet = ipv4(packet, { protocol: 4 });
    expect(readAll(pcapReader, pcap([ethernet(packet)])).messages).toEqual([]);
  });
});
