import { describe, expect, it } from 'vitest';
import { readInput } from '../../collectInput.js';
import { ends, ends6, ipv4, ipv6, udp } from '../../frames.js';

const request = 'OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: a\r\nContent-Length: 0\r\n\r\n';
const datagram = udp(Buffer.from(request));
const over4 = ipv4(datagram);
const over6 = ipv6(datagram);

const ways = {
  4: `${ends.source}.5070 > ${ends.destination}.5060`,
  6: `${ends6.source}.5070 > ${ends6.destination}.5060`,
};
const detail = 'SIP: OPTIONS sip:bob@example.com SIP/2.0';
const fields = {
  4: '(tos 0x0, ttl 64, id 2, offset 0, flags [none], proto UDP (17), length 98)',
  6: '(hlim 64, next-header UDP (17) payload length: 78)',
};

/** The dump of `-X`, without what stands beside the numbers. */
function dump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const groups = bytes.toString('hex', at, at + 16).replace(/.{4}(?=.)/g, '$& ');
    lines.push(`\t0x${at.toString(16).padStart(4, '0')}:  ${groups}\n`);
  }
  return lines.join('');
}

const links: readonly (readonly [string, 4 | 6, string])[] = [
  ['raw IPv4', 4, 'ip: '],
  ['raw IPv6', 6, 'ip: '],
  ['Linux cooked, in', 4, ' In 01:02:03:04:05:06 ethertype IPv4 (0x0800), length 114: '],
  ['Linux cooked, out', 6, 'Out 01:02:03:04:05:06 ethertype IPv6 (0x86dd), length 134: '],
  ['Linux cooked 2', 4, 'ifb0  Out ifindex 2 01:02:03:04:05:06 ethertype IPv4 (0x0800), length 118: '],
  ['BSD loopback, IPv4', 4, 'AF IPv4 (2), length 102: '],
  ['BSD loopback, IPv6', 6, 'AF IPv6 (24), length 122: '],
  [
    'MPLS',
    4,
    '02:00:00:00:00:02 > 02:00:00:00:00:01, ethertype MPLS unicast (0x8847), length 116: MPLS (label 32, tc 0, [S], ttl 64) ',
  ],
];

describe('tcpdump -e', () => {
  it.each(links)('of %s', async (_name, version, link) => {
    const packet = version === 4 ? over4 : over6;
    const expected = {
      bytes: Buffer.from(request),
      transport: 'udp',
      source: { ip: version === 4 ? ends.source : ends6.source, port: 5070 },
    };
    for (const time of ['22:13:20.000000 ', '']) {
      const { messages } = await readInput(`${time}${link}${ways[version]}: ${detail}\n${dump(packet)}`);
      expect([time, messages]).toMatchObject([time, [expected]]);
    }
  });

  // The labels of MPLS stand on lines of their own with -v, which are not read.
  it.each(links.filter(([name]) => name !== 'MPLS'))('with -v of %s', async (_name, version, link) => {
    const packet = version === 4 ? over4 : over6;
    const heading = version === 4 ? `${fields[4]}\n    ${ways[4]}` : `${fields[6]} ${ways[6]}`;
    const { messages } = await readInput(
      `22:13:20.000000 ${link}${heading}: SIP, length: 70\n${dump(packet)}`,
    );
    expect(messages).toMatchObject([{ bytes: Buffer.from(request) }]);
  });
});

describe('tcpdump -X, which shows what the frame header leads to', () => {
  it.each([
    ['MPLS', 'MPLS (label 16, tc 0, ttl 64) (label 32, tc 0, [S], ttl 64) IP', '0001004000020140'],
    ['PPPoE', 'PPPoE  [ses 0x1] IP', '1100000100640021'],
  ])('%s', async (_name, link, header) => {
    const packet = Buffer.concat([Buffer.from(header, 'hex'), over4]);
    const { messages } = await readInput(`22:13:20.000000 ${link} ${ways[4]}: ${detail}\n${dump(packet)}`);
    expect(messages).toMatchObject([{ bytes: Buffer.from(request), source: { ip: ends.source } }]);
  });
});
