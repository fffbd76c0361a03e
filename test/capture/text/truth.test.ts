import { describe, expect, test } from 'vitest';
import { readInput } from '../collectInput.js';
import { type Comparable, comparableLine, sharedCapture, sharedText } from './sharedTexts.js';

/** Each capture of packets and what tools made of it; all but the bytes' loss is compared message by message. */
const hex: Comparable = { bytes: 'exact', addresses: true, transport: true, frame: true };
const ascii: Comparable = { bytes: 'points', addresses: true, transport: true, frame: true };
const timed: Comparable = { ...ascii, time: true };

const renderings: readonly (readonly [text: string, capture: string, tells: Comparable])[] = [
  ['tcpdump/udp4.x.txt', 'udp4.eth.us.modpcap', hex],
  ['tcpdump/udp4.xx.txt', 'udp4.eth.us.modpcap', hex],
  ['tcpdump/udp6.XX.txt', 'udp6.eth.ns.pcap', hex],
  ['tcpdump/frag.X.txt', 'frag.eth.us.pcap', hex],
  ['tcpdump/frag.XX.txt', 'frag.eth.us.pcap', hex],
  ['tcpdump/misc.X.txt', 'misc.eth.us.pcap', hex],
  ['tcpdump/tcp.X.txt', 'tcp.eth.us.modpcap', hex],
  ['tcpdump/frag.A.txt', 'frag.eth.us.pcap', ascii],
  ['tcpdump/misc.A.txt', 'misc.eth.us.pcap', ascii],
  ['tcpdump/misc.vvvA.txt', 'misc.eth.us.pcap', ascii],
  ['tcpdump/udp4.AA.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.e.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.names.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.nano.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.num.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.t.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.tt.A.txt', 'udp4.eth.us.modpcap', timed],
  ['tcpdump/udp4.tttt.A.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp4.vvvA.txt', 'udp4.eth.us.modpcap', ascii],
  ['tcpdump/udp6.vvvA.txt', 'udp6.eth.ns.pcap', ascii],
  ['misc/udp4.tcpdump-A.live.txt', 'udp4.eth.us.modpcap', ascii],
  ['misc/udp6.tcpdump-A.live.txt', 'udp6.eth.ns.pcap', ascii],
  ['misc/misc.tcpdump-A.live.txt', 'misc.eth.us.pcap', ascii],
  ['misc/tcp.tcpdump-A.live.txt', 'tcp.eth.us.modpcap', ascii],
  ['ngrep/udp4.byline.q.txt', 'udp4.eth.us.modpcap', { ...ascii, frame: false }],
  ['ngrep/udp4.byline.N.txt', 'udp4.eth.us.modpcap', { ...ascii, frame: false }],
  ['ngrep/udp4.byline.hash.txt', 'udp4.eth.us.modpcap', { ...ascii, frame: false }],
  ['ngrep/udp6.byline.q.txt', 'udp6.eth.ns.pcap', { ...ascii, frame: false }],
  ['ngrep/misc.byline.q.txt', 'misc.eth.us.pcap', { ...ascii, frame: false }],
  ['ngrep/frag.byline.q.txt', 'frag.eth.us.pcap', { ...ascii, frame: false }],
  ['ngrep/tcp.byline.q.txt', 'tcp.eth.us.modpcap', { ...ascii, frame: false }],
  ['ngrep/udp4.x.txt', 'udp4.eth.us.modpcap', { ...hex, frame: false }],
  ['ngrep/udp4.none.txt', 'udp4.eth.us.modpcap', { ...ascii, bytes: 'line-points', frame: false }],
  ['ngrep/udp4.normal.txt', 'udp4.eth.us.modpcap', { ...ascii, bytes: 'line-points', frame: false }],
  ['misc/udp4.ngrep-byline.live.txt', 'udp4.eth.us.modpcap', { ...ascii, frame: false }],
  ['misc/tcp.ngrep-byline.live.txt', 'tcp.eth.us.modpcap', { ...ascii, frame: false }],
  ['misc/misc.ngrep-byline.live.txt', 'misc.eth.us.pcap', { ...ascii, frame: false }],
  ['tshark/udp4.x.txt', 'udp4.eth.us.modpcap', hex],
  ['sngrep/udp4-all.txt', 'udp4.eth.us.modpcap', { bytes: 'exact', addresses: true, time: false }],
];

describe('the texts that tools made of a capture hold the messages of that capture', () => {
  test.skipIf(sharedText('FORMATS.md') === undefined).each(renderings)('%s', async (name, capture, tells) => {
    const text = await readInput(sharedText(name) as Buffer);
    const truth = await readInput(sharedCapture(capture) as Buffer);
    const lines = (found: typeof text) =>
      found.messages.map((message) => comparableLine(message, tells)).sort();
    expect(lines(text)).toEqual(lines(truth));
  });
});
