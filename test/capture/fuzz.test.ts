import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../src/capture/file/pcap.js';
import { pcapngReader } from '../../src/capture/file/pcapng.js';
import { snoopReader } from '../../src/capture/file/snoop.js';
import { type ReaderFactory, readAll } from './collect.js';
import { pcap, uint32 } from './frames.js';
import { seedFiles, seedFrames } from './seedCaptures.js';

/** The numbers of a linear congruential generator, so that a failure comes again. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const lies = [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Buffer, random: (below: number) => number) => Buffer;

const mutations: readonly Mutation[] = [
  // One bit, one byte, a few bytes.
  (bytes, random) => changed(bytes, random(bytes.length), (byte) => byte ^ (1 << random(8))),
  (bytes, random) => changed(bytes, random(bytes.length), () => random(256)),
  (bytes, random) => {
    let result = bytes;
    for (let count = 1 + random(8); count > 0; count--)
      result = changed(result, random(result.length), () => random(256));
    return result;
  },
  // A length that lies, in two bytes or four, of either order.
  (bytes, random) => overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number)),
  (bytes, random) =>
    overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number).reverse()),
  (bytes, random) =>
    overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number).subarray(2)),
  // A cut, a piece that is missing, a piece that comes twice.
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(40))]);
  },
  (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at + random(40)), bytes.subarray(at)]);
  },
];

function changed(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const result = Buffer.from(bytes);
  if (at < result.length) result[at] = change(result[at] as number);
  return result;
}

function overwritten(bytes: Buffer, at: number, value: Buffer): Buffer {
  const result = Buffer.from(bytes);
  value.copy(result, at);
  return result;
}

const mutated: Mutation = (bytes, random) => {
  let result = bytes;
  for (let count = 1 + random(3); count > 0 && result.length > 0; count--) {
    result = (mutations[random(mutations.length)] as Mutation)(result, random);
  }
  return result;
};

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
