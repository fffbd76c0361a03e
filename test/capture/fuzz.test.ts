import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../src/capture/file/pcap.js';
import { pcapngReader } from '../../src/capture/file/pcapng.js';
import { snoopReader } from '../../src/capture/file/snoop.js';
import { type ReaderFactory, readAll } from './collect.js';
import { pcap } from './frames.js';
import { mutated, numbersFrom } from './mutations.js';
import { seedFiles, seedFrames } from './seedCaptures.js';

/** What any input may come to: no more messages and reports than its bytes could hold. */
function expectBounded(input: Buffer, factory: ReaderFactory, pieceBytes: number): void {
  const { messages, problems } = readAll(factory, input, pieceBytes);
  let messageBytes = 0;
  for (const { bytes } of messages) messageBytes += bytes.length;
  if (
    messages.length > input.length / 16 ||
    messageBytes > 3 * input.length ||
    problems.length > input.length / 8 + 2
  ) {
    expect({
      messages: messages.length,
      messageBytes,
      problems: problems.length,
      input: input.toString('hex'),
    }).toBeUndefined();
  }
}

const frames = seedFrames();

/** Short files: the fuzz reaches each byte of them often. */
function shortFrames(random: (below: number) => number): Buffer[] {
  const first = random(frames.length);
  return frames.slice(first, first + 1 + random(4));
}

describe('no input makes a reader throw, hang or tell without end', () => {
  const factories: readonly (readonly ['pcap' | 'pcapng' | 'snoop', ReaderFactory])[] = [
    ['pcap', pcapReader],
    ['pcapng', pcapngReader],
    ['snoop', snoopReader],
  ];

  it.each(factories)('%s: 25,000 files with mutations anywhere', (format, factory) => {
    const random = numbersFrom(1);
    for (let run = 0; run < 25_000; run++) {
      const input = mutated(seedFiles(shortFrames(random))[format], random);
      expectBounded(input, factory, 1 + random(2) * random(2000));
    }
  });

  it('50,000 files whose packets are mutated and whose records are whole', () => {
    const random = numbersFrom(2);
    for (let run = 0; run < 50_000; run++) {
      const linkType = random(4) > 0 ? 1 : (linkTypes[random(linkTypes.length)] as number);
      const packets = shortFrames(random).map((frame) => mutated(frame, random));
      expectBounded(pcap(packets, { linkType }), pcapReader, 65_536);
    }
  });

  it('100,000 mutated packets in one capture, whose state lives on', () => {
    const random = numbersFrom(3);
    let told = 0;
    const reader = pcapReader({ message: () => told++, problem: () => told++ }, 'test.pcap');
    reader.push(pcap([]));
    for (let run = 0; run < 100_000; run++) {
      const bytes = mutated(frames[random(frames.length)] as Buffer, random);
      reader.push(pcap([{ bytes, seconds: 1_700_000_000 + (run >> 6) }]).subarray(24));
    }
    reader.end();
    expect(told).toBeLessThan(300_000);
  });

  const linkTypes = [0, 9, 12, 50, 51, 100, 101, 104, 108, 113, 219, 228, 229, 239, 252, 276];
});

describe('cut at every byte', () => {
  const files = seedFiles(frames);

  it.each([
    ['pcap', files.pcap, pcapReader],
    ['pcapng', files.pcapng, pcapngReader],
    ['snoop', files.snoop, snoopReader],
  ] as const)('a %s file gives the messages of its whole packets and is reported', (_name, file, factory) => {
    const whole = readAll(factory, file).messages;
    for (let length = 0; length <= file.length; length++) {
      const { messages, problems } = readAll(factory, file.subarray(0, length));
      const known = messages.filter(({ bytes }) => whole.some((message) => message.bytes.equals(bytes)));
      expect(known.length).toBe(messages.length);
      expect(problems.filter(({ kind }) => kind === 'truncated-file').length).toBeLessThanOrEqual(1);
    }
  });
});
