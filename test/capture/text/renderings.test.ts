import { expect, test } from 'vitest';
import type { CapturedMessage } from '../../../src/capture/capturedMessage.js';
import { readInput } from '../collectInput.js';
import { fixtureText } from './fixtureTexts.js';
import { type Comparable, comparableLine } from './sharedTexts.js';

const exact: Comparable = { bytes: 'exact', addresses: true, transport: true, frame: true };
const points: Comparable = { ...exact, bytes: 'points' };
const unnumbered: Comparable = { ...points, frame: false };

const isUdp = (message: CapturedMessage) => message.transport === 'udp';
const isTcpFromClient = (message: CapturedMessage) =>
  message.transport === 'tcp' && message.source?.port === 5090;

/** What a rendering of `mixed.pcap` tells, and which of its messages cannot be in it. */
const renderings: [
  name: string,
  tells: Comparable,
  lost?: { readonly messages: (message: CapturedMessage) => boolean; readonly reason: string },
][] = [
  ['tcpdump-x.txt', exact],
  ['tcpdump-xx.txt', exact],
  ['tcpdump-X.txt', exact],
  ['tcpdump-XX.txt', exact],
  ['tcpdump-vX.txt', exact],
  ['tshark-x.txt', exact],
  ['tcpdump-A.txt', points],
  ['tcpdump-AA.txt', points],
  ['tcpdump-S-A.txt', points],
  ['tcpdump-A-t.txt', points],
  ['tcpdump-A-tt.txt', { ...points, time: true }],
  ['tcpdump-A-ttt.txt', points],
  ['tcpdump-A-tttt.txt', points],
  ['tcpdump-A-e-num-t.txt', points],
  ['tcpdump-A-e-num-tttt.txt', points],
  ['tcpdump-vvvA.txt', points],
  ['tcpdump-AA-e-v.txt', points],
  ['tcpdump-A-q.txt', points, { messages: isTcpFromClient, reason: 'tcpdump -q shows no sequence numbers' }],
  ['tcpdump-A-names.txt', { ...points, addresses: false }],
  ['ngrep-x.txt', unnumbered, { messages: isTcpFromClient, reason: 'ngrep shows no sequence numbers' }],
  [
    'ngrep-byline-q.txt',
    unnumbered,
    { messages: isTcpFromClient, reason: 'ngrep shows no sequence numbers' },
  ],
  [
    'ngrep-byline-t.txt',
    unnumbered,
    { messages: isTcpFromClient, reason: 'ngrep shows no sequence numbers' },
  ],
  [
    'ngrep-none-q.txt',
    { ...unnumbered, bytes: 'line-points' },
    { messages: isTcpFromClient, reason: 'the same' },
  ],
  [
    'ngrep-normal-q.txt',
    { ...unnumbered, bytes: 'line-points' },
    { messages: isTcpFromClient, reason: 'the same' },
  ],
  [
    'ngrep-single-q.txt',
    { ...unnumbered, bytes: 'line-points' },
    { messages: isTcpFromClient, reason: 'the same' },
  ],
  ['follow-tcp-ascii.txt', unnumbered, { messages: isUdp, reason: 'one stream was followed' }],
  ['follow-tcp-raw.txt', { ...exact, frame: false }, { messages: isUdp, reason: 'one stream was followed' }],
  [
    'follow-tcp-yaml.txt',
    { ...exact, frame: false, transport: false },
    { messages: isUdp, reason: 'one stream was followed' },
  ],
  ['follow-tcp-hex.txt', { ...exact, frame: false }, { messages: isUdp, reason: 'one stream was followed' }],
];

test.each(renderings)(
  '%s has the messages of the capture that it was made from',
  async (name, tells, lost) => {
    const isThere = (message: CapturedMessage) => lost === undefined || !lost.messages(message);
    const lines = (messages: readonly CapturedMessage[]) =>
      messages
        .filter(isThere)
        .map((message) => comparableLine(message, tells))
        .sort();
    const text = await readInput(fixtureText(name));
    const capture = await readInput(fixtureText('mixed.pcap'));
    expect(lines(text.messages)).toEqual(lines(capture.messages));
  },
);

test.each(['follow-udp-ascii.txt', 'follow-udp-raw.txt', 'follow-udp-hex.txt', 'follow-udp-yaml.txt'])(
  '%s has the messages of the four streams that were followed',
  async (name) => {
    const capture = await readInput(fixtureText('mixed.pcap'));
    const tells = { ...unnumbered, transport: !name.endsWith('-yaml.txt') };
    const captured = capture.messages.map((message) => comparableLine(message, tells));
    const text = await readInput(fixtureText(name));
    const found = text.messages.map((message) => comparableLine(message, tells));
    expect(found).toHaveLength(8);
    for (const line of found) expect(captured).toContain(line);
  },
);

test('tcpdump -v stops at the first line that is not ASCII, and this is told', async () => {
  const text = await readInput(fixtureText('tcpdump-v.txt'));
  expect(text.problems.map((problem) => problem.kind)).toEqual(['cut-message', 'lost-fragments']);
  expect(text.messages[0]?.bytes.toString()).toBe(
    'OPTIONS sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10:5080;branch=z9hG4bKopt\r\n\r\n',
  );
});

test('what a text loses is told once', async () => {
  const text = await readInput(fixtureText('tcpdump-A.txt'));
  expect(text.problems.map((problem) => problem.kind)).toEqual(['lossy-format']);
});

test('a port that tcpdump wrote by its name is a number again', async () => {
  const text = await readInput(fixtureText('tcpdump-A-names.txt'));
  expect(text.messages[0]?.destination).toEqual({ ip: '192.0.2.20', port: 5060 });
});
