import { describe, expect, it } from 'vitest';
import { readInput, texts } from '../../collectInput.js';

const request = (id: string, method = 'INVITE') =>
  `${method} sip:bob@example.com SIP/2.0\r\nCall-ID: ${id}\r\nContent-Length: 0\r\n\r\n`;

/** What tcpdump's -A makes of a message: the CRs of its line ends are not shown. */
const shown = (message: string) => message.replaceAll('\r\n', '\n');

const ip = 'E..^....@..G...\n.3d.';
const ip6 = '`......@ ............... ..............';
const tcp = '............P. .:D..';
const udp = '............'.slice(0, 8);
const ethernet = '..............';

const segment = (ways: string, flags: string, sequence: string, message: string, link = '') =>
  `22:13:20.000000 IP ${ways}: Flags [${flags}], ${sequence}, win 8192, length ${message.length}\n${link}${ip}${tcp}${shown(message)}\n`;
const to = '192.0.2.10.5070 > 192.0.2.20.5060';

describe('tcpdump -A', () => {
  it('with the link header of -AA, though no datagram shows how long it is', async () => {
    const text = segment(to, 'P.', `seq 1:${request('a').length + 1}, ack 1`, request('a'), ethernet);
    expect(texts(await readInput(text))).toEqual([request('a')]);
  });

  it('IPv6 over TCP with the link header of -AA', async () => {
    const message = request('a');
    const text = `22:13:20.000000 IP6 2001:db8::10.5070 > 2001:db8::20.5060: Flags [P.], seq 1:${message.length + 1}, ack 0, win 8192, length ${message.length}\n${ethernet}${ip6}.${tcp}${shown(message)}\n`;
    expect(texts(await readInput(text))).toEqual([message]);
  });

  it('of two connections that use the same ports one after the other', async () => {
    const connection = (first: number, id: string) => {
      const message = request(id);
      return (
        segment(to, 'S', `seq ${first}`, '') +
        segment(to, 'P.', `seq 1:${message.length + 1}, ack 1`, message) +
        segment(to, 'F.', `seq ${message.length + 1}, ack 1`, '')
      );
    };
    const { messages } = await readInput(connection(1000, 'a') + connection(900_000_000, 'b'));
    expect(messages.map(({ bytes }) => bytes.toString('latin1'))).toEqual([request('a'), request('b')]);
  });

  it('with -q, where neither sequence numbers nor the options of a segment are shown', async () => {
    const message = request('a');
    const [first, second] = [message.slice(0, 60), message.slice(60)];
    const quiet = (part: string) =>
      `22:13:20.000000 IP ${to}: tcp ${part.length}\n${ip}${tcp}${shown(part)}\n`;
    expect(texts(await readInput(quiet(first) + quiet(second)))).toEqual([message]);
  });

  it('with extension headers of IPv6 between addresses and ports', async () => {
    const message = request('a');
    const text = `22:13:20.000000 IP6 2001:db8::10 > 2001:db8::20: HBH RT6 (len=2, type=0 [Deprecated], segleft=0, [0]2001:db8::99) DSTOPT 5070 > 5060: SIP: INVITE sip:bob@example.com SIP/2.0\n${ip6}.${'.'.repeat(40)}${udp}${shown(message)}\n`;
    const { messages } = await readInput(text);
    expect(messages).toMatchObject([
      {
        bytes: Buffer.from(message),
        transport: 'udp',
        source: { ip: '2001:db8::10', port: 5070 },
        destination: { ip: '2001:db8::20', port: 5060 },
      },
    ]);
  });

  it('a method that ends with the name of another one', async () => {
    const message = request('a', 'BENOTIFY');
    const text = `22:13:20.000000 IP ${to}: UDP, length ${message.length}\n${ip}${udp}${shown(message)}\n`;
    expect(texts(await readInput(text))).toEqual([message]);
  });

  it('over SCTP', async () => {
    const message = request('a');
    const text = `22:13:20.000000 IP ${to}: sctp (1) [DATA] (B)(E) [TSN: 1] [SID: 0] [SSEQ 0] [PPID 0x0] \n${ip}${'.'.repeat(28)}${shown(message)}\n`;
    expect((await readInput(text)).messages).toMatchObject([{ transport: 'sctp' }]);
  });
});
