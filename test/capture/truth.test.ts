import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPcap, pcapReader } from '../../src/capture/file/pcap.js';
import { isPcapng, pcapngReader } from '../../src/capture/file/pcapng.js';
import { isSnoop, snoopReader } from '../../src/capture/file/snoop.js';
import { type ReaderFactory, readAll } from './collect.js';
import { capturesFolder, messageRow, type Truth, truthFiles } from './truthTable.js';

/** Where tshark, not this project, is wrong: what it misses, by capture, and why. */
const moreThanTshark: Record<string, { reason: string; rows: readonly RegExp[] }> = {
  'derived/udp-odd-payloads.pcap': {
    reason: 'a leading CRLFCRLF, a byte order mark, sip/2.0 in lower case',
    rows: [/^2 .*tcp-3@hand$/, /^14 .*tcp-14@hand$/, /^16 .*sip:x@y/],
  },
  'derived/null-le-linux.pcap': {
    reason: 'address family 10, which is IPv6 on Linux',
    rows: [/ 2001:db8:/],
  },
};

const factories: readonly (readonly [(firstBytes: Buffer) => boolean, ReaderFactory])[] = [
  [isPcap, pcapReader],
  [isPcapng, pcapngReader],
  [isSnoop, snoopReader],
];

const truths = truthFiles();
const bytesOf = (capture: string) => readFileSync(path.join(capturesFolder, capture));

/** tshark's rows as they should be: without what an ICMP error quotes, and by frame for what it took for a fragment. */
function comparable(truth: Truth) {
  const rows = truth.rows.filter((row) => !row.flags.includes('in-icmp-error'));
  return {
    rows: rows.filter((row) => row.kind !== 'other').map((row) => row.row),
    // A message that follows keep-alives in one segment is `Continuation` to tshark, without its headers.
    continuations: rows.filter((row) => row.kind === 'other').map((row) => row.frame),
  };
}

describe('the messages of a capture are those that tshark finds', () => {
  if (truths.length === 0) it.skip('(there is no folder ../shared/captures to compare with)');

  it.each(truths.map((truth) => [truth.capture, truth] as const))('%s', (capture, truth) => {
    const input = bytesOf(capture);
    const factory = factories.find(([isFormat]) => isFormat(input))?.[1];
    if (factory === undefined) {
      expect(truth.rows).toEqual([]);
      return;
    }
    const { messages } = readAll(factory, input);
    const { rows, continuations } = comparable(truth);
    if (truth.rows.length === 0 && truth.hepCount > 0) {
      // The table of what is inside the HEP packets is not there, only how many they are.
      expect(messages).toHaveLength(truth.hepCount);
      return;
    }
    const extra = moreThanTshark[capture]?.rows ?? [];
    const found = messages
      // tshark names no Call-ID where the snap length cut the header.
      .map((message) => messageRow(message, message.missingBytes === undefined))
      .filter((row) => !extra.some((pattern) => pattern.test(row)))
      .filter((row) => !continuations.includes(frameOf(row)));
    expect(messages.map((message) => String(message.frame))).toEqual(expect.arrayContaining(continuations));
    const cut = messages.some((message) => message.missingBytes !== undefined);
    expect(cut ? found.map(withoutCallId) : found).toEqual(cut ? rows.map(withoutCallId) : rows);
  });

  it.each(truths.map((truth) => [truth.capture, truth] as const))('%s, byte by byte', (_capture, truth) => {
    const input = bytesOf(truth.capture).subarray(0, 40_000);
    const factory = factories.find(([isFormat]) => isFormat(input))?.[1];
    if (factory === undefined) return;
    expect(readAll(factory, input, 1)).toEqual(readAll(factory, input));
  });
});

const frameOf = (row: string) => row.split(' ')[0] as string;
const withoutCallId = (row: string) => row.replace(/ \| [^|]*$/, '');

describe('what tshark misses is found', () => {
  const withCapture = truths.filter((truth) => moreThanTshark[truth.capture] !== undefined);
  it.each(withCapture.map((truth) => [truth.capture, truth] as const))('%s', (capture) => {
    const { messages } = readAll(pcapReader, bytesOf(capture));
    const rows = messages.map((message) => messageRow(message));
    for (const pattern of moreThanTshark[capture]?.rows ?? [])
      expect(rows.some((row) => pattern.test(row))).toBe(true);
  });

  it.skipIf(truths.length === 0)('IPv6 in null-le-linux.pcap is that of null-le-bsd.pcap', () => {
    const linux = readAll(pcapReader, bytesOf('derived/null-le-linux.pcap'));
    const bsd = readAll(pcapReader, bytesOf('derived/null-le-bsd.pcap'));
    expect(linux.messages.map((message) => messageRow(message))).toEqual(
      bsd.messages.map((message) => messageRow(message)),
    );
  });
});
