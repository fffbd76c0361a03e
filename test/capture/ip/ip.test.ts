import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, ends6, ethernet, hex, ipv4, ipv6, pcap, request, udp, udpFrame } from '../frames.js';

const message = request('ip@test');
const datagram = udp(message);
const bytesOf = (frames: Buffer[]) => readAll(pcapReader, pcap(frames)).messages.map(({ bytes }) => bytes);
const frame6 = (payload: Buffer, nextHeader: number) => ethernet(ipv6(payload, { nextHeader }), 0x86dd);

describe('IPv4', () => {
  it('with options', () => {
    expect(bytesOf([ethernet(ipv4(datagram, { options: hex('94040000 01010101') }))])).toEqual([message]);
  });

  it('with a total length of 0, as segmentation in the network card leaves it', () => {
    expect(bytesOf([ethernet(ipv4(datagram, { totalLength: 0 }))])).toEqual([message]);
  });

  it('whose total length lies is reported, and read as far as it goes', () => {
    const frame = ethernet(ipv4(udp(message, ends, 0), { totalLength: 9000 }));
    const { messages, problems } = readAll(pcapReader, pcap([frame]));
    expect(messages).toMatchObject([{ bytes: message, missingBytes: 9000 - 28 - message.length }]);
    expect(problems.map(({ kind, frame }) => [kind, frame])).toEqual([
      ['bad-length', 1],
      ['cut-packet', 1],
    ]);
  });

  it('whose header is longer than the packet is reported', () => {
    const { messages, problems } = readAll(pcapReader, pcap([ethernet(ipv4(datagram, { totalLength: 12 }))]));
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'bad-length', place: { input: 'test.pcap', offsetBytes: 24 } }]);
  });
});

describe('IPv6', () => {
  const extensions: readonly (readonly [string, number, Buffer])[] = [
    ['hop-by-hop options', 0, hex('11 00 050200000100')],
    ['destination options of 16 bytes', 60, hex('11 01 01 0c 000000000000000000000000')],
    ['routing', 43, hex('11 02 00 00 00000000 20010db8000000000000000000000099')],
    ['hop-by-hop, then destination options', 0, hex('3c 00 010400000000 11 00 010400000000')],
    ['an atomic fragment', 44, hex('11 00 0000 00000001')],
    ['authentication', 51, hex('11 04 0000 00000001 00000001 000000000000000000000000')],
  ];
  it.each(extensions)('with %s', (_name, nextHeader, extension) => {
    expect(bytesOf([frame6(Buffer.concat([extension, datagram]), nextHeader)])).toEqual([message]);
  });

  it('with a payload length of 0', () => {
    expect(bytesOf([ethernet(ipv6(datagram, { payloadLength: 0 }), 0x86dd)])).toEqual([message]);
  });

  const texts: readonly (readonly [string, string])[] = [
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::', 'fe80::'],
    ['0:0:0:0:0:ffff:c000:201', '::ffff:192.0.2.1'],
  ];
  it.each(texts)('writes %s as RFC 5952 does: %s', (source, text) => {
    const { messages } = readAll(pcapReader, pcap([ethernet(ipv6(datagram, { source }), 0x86dd)]));
    expect(messages[0]?.source?.ip).toBe(text);
    expect(messages[0]?.destination?.ip).toBe(ends6.destination);
  });
});

describe('UDP', () => {
  it('with a length of 0 is as long as its packet', () => {
    expect(bytesOf([ethernet(ipv4(udp(message, ends, 0)))])).toEqual([message]);
  });

  it("Lite, which has its checksum's coverage in place of a length", () => {
    expect(bytesOf([ethernet(ipv4(udp(message, ends, 8), { protocol: 136 }))])).toEqual([message]);
  });

  it('shorter than its packet ends where it says', () => {
    const payload = Buffer.concat([message, Buffer.alloc(5)]);
    expect(bytesOf([ethernet(ipv4(udp(payload, ends, 8 + message.length)))])).toEqual([message]);
  });

  it('with a length under that of its header is reported', () => {
    const { messages, problems } = readAll(pcapReader, pcap([ethernet(ipv4(udp(message, ends, 7)))]));
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'bad-length', frame: 1 }]);
  });

  it('on any port', () => {
    expect(bytesOf([udpFrame(message, { sourcePort: 1, destinationPort: 33333 })])).toEqual([message]);
  });

  it('cut by the snap length gives what there is, and is reported', () => {
    const frame = udpFrame(message);
    const { messages, problems } = readAll(
      pcapReader,
      pcap([{ bytes: frame.subarray(0, 142), wireLength: frame.length }]),
    );
    expect(messages).toMatchObject([{ bytes: message.subarray(0, 100), missingBytes: message.length - 100 }]);
    expect(problems).toMatchObject([{ kind: 'cut-packet', frame: 1 }]);
  });

  it('cut within its first line is only reported', () => {
    const frame = udpFrame(Buffer.from('SIP/2.0 200 OK\r\n\r\n'));
    const { messages, problems } = readAll(
      pcapReader,
      pcap([{ bytes: frame.subarray(0, 54), wireLength: frame.length }]),
    );
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'cut-packet', frame: 1 }]);
  });
});
