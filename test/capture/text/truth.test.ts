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

/** Traces of the programs that took part, and where the packets of those messages were captured, bytes and all. */
const traces: readonly (readonly [text: string, captures: readonly string[], tells: Comparable])[] = [
  ['sipp/rich4_messages.log', ['udp4.eth.us.modpcap'], { bytes: 'exact', transport: true }],
  ['sipp/richt_messages.log', ['tcp.eth.us.modpcap'], { bytes: 'exact', transport: true }],
  ['sipp/uac6_messages.log', ['udp6.eth.ns.pcap'], { bytes: 'exact', transport: true }],
  ['sipp/uact_messages.log', ['tcp.eth.us.modpcap'], { bytes: 'exact', transport: true }],
  // Kamailio writes its captures as if everything were UDP, and as Asterisk it makes up what it does not know.
  ['kamailio/kamailio-sipdump-2026-11-23--00-45-12.data', ['kamailio-sipdump---00-45-12.pcap'], timedExact()],
  ['kamailio/kamailio-sipdump-2026-11-23--00-45-18.data', ['kamailio-sipdump---00-45-18.pcap'], timedExact()],
  ['asterisk/pjsip-console.asterisk-22.10.txt', ['asterisk-22-pjsip-logger.pcap'], { bytes: 'exact' }],
  [
    'tshark/tcp.follow-tcp-ascii.txt',
    ['tcp.eth.us.modpcap'],
    { bytes: 'exact', addresses: true, transport: true },
  ],
  ['tshark/udp4.follow-udp-ascii.all.txt', ['udp4.eth.us.modpcap'], { bytes: 'points', addresses: true }],
  [
    'ngrep/udp4.byline.t.INVITE.txt',
    ['udp4.eth.us.modpcap'],
    { bytes: 'points', addresses: true, transport: true },
  ],
  ['homer/homer-app-format.rendered-by-us.txt', ['udp4.eth.us.modpcap'], { bytes: 'exact', addresses: true }],
  ['tcpdump/udp4.any-sll2.A.txt', ['udp4.any.pcapng'], ascii],
];

function timedExact(): Comparable {
  return { bytes: 'exact', addresses: true, time: true };
}

describe('the traces of programs hold messages that were captured, byte for byte', () => {
  test.skipIf(sharedText('FORMATS.md') === undefined).each(traces)('%s', async (name, captures, tells) => {
    const text = await readInput(sharedText(name) as Buffer);
    const captured = new Set<string>();
    for (const capture of captures) {
      const { messages } = await readInput(sharedCapture(capture) as Buffer);
      for (const message of messages) captured.add(comparableLine(message, tells));
    }
    expect(text.messages.length).toBeGreaterThan(0);
    const notCaptured = text.messages
      .map((message) => comparableLine(message, tells))
      .filter((line) => !captured.has(line));
    expect(notCaptured).toEqual([]);
  });
});
