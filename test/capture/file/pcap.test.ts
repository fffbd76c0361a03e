import { describe, expect, it } from 'vitest';
import { isPcap, pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { type PcapOptions, pcap, request, udpFrame } from '../frames.js';

const frames = [request('one@test'), request('two@test')].map((message) => ({
  bytes: udpFrame(message),
  seconds: 1700000000,
  fraction: 123456,
}));

/** Name, how the file is written, nanoseconds of a fraction of 123456. */
const variants: readonly (readonly [string, PcapOptions, number])[] = [
  ['microseconds', {}, 123_456_000],
  ['nanoseconds', { magic: 0xa1b23c4d }, 123_456],
  ["Kuznetzov's patch", { magic: 0xa1b2cd34, extraRecordBytes: 8 }, 123_456_000],
  ["Nokia's patch", { magic: 0xa1e2cb12, extraRecordBytes: 4 }, 123_456_000],
  ["Nokia's patch under libpcap's own number", { extraRecordBytes: 4 }, 123_456_000],
  ["Red Hat 6.1's patch under libpcap's own number", { extraRecordBytes: 8 }, 123_456_000],
  ["SuSE 6.3's patch under Kuznetzov's number", { magic: 0xa1b2cd34, extraRecordBytes: 12 }, 123_456_000],
  ['version 2.3 with lengths in order', { version: [2, 3] }, 123_456_000],
  ['version 2.2, lengths swapped', { version: [2, 2], swapLengths: true }, 123_456_000],
];

describe.each(['little', 'big'] as const)('pcap, %s-endian', (order) => {
  it.each(variants)('%s', (_name, options, nanoseconds) => {
    const file = pcap(frames, { ...options, order });
    expect(isPcap(file.subarray(0, 4))).toBe(true);
    for (const pieceBytes of [1, 100, 65_536]) {
      const { messages, problems } = readAll(pcapReader, file, pieceBytes);
      expect(messages.map(({ frame, time }) => ({ frame, time }))).toEqual([
        { frame: 1, time: { seconds: 1700000000, nanoseconds } },
        { frame: 2, time: { seconds: 1700000000, nanoseconds } },
      ]);
      expect(problems).toEqual([]);
    }
  });
});

describe('pcap', () => {
  it('of version 2.3 whose snap length shows that its lengths are swapped', () => {
    const cut = frames.map((frame) => ({
      ...frame,
      bytes: frame.bytes.subarray(0, 150),
      wireLength: frame.bytes.length,
    }));
    const { messages } = readAll(pcapReader, pcap(cut, { version: [2, 3], swapLengths: true }));
    expect(messages.map(({ bytes }) => bytes.length)).toEqual([108, 108]);
  });

  it.each<[string, PcapOptions]>([
    ['2.4, lengths in order', { version: [2, 4] }],
    ['2.3, lengths in order', { version: [2, 3] }],
    ['2.3, lengths swapped', { version: [2, 3], swapLengths: true }],
    ['2.2, lengths swapped', { version: [2, 2], swapLengths: true }],
    ['1.2, lengths in order', { version: [1, 2] }],
    ['543.0, lengths swapped', { version: [543, 0], swapLengths: true }],
  ])('of version %s says which packets are cut, and by how much', (_name, options) => {
    const [first, second] = frames as [(typeof frames)[0], (typeof frames)[0]];
    const cut = { ...first, bytes: first.bytes.subarray(0, 150), wireLength: first.bytes.length };
    const { messages, problems } = readAll(pcapReader, pcap([cut, second], options));
    expect(messages.map(({ bytes, missingBytes }) => [bytes.length, missingBytes])).toEqual([
      [108, first.bytes.length - 150],
      [second.bytes.length - 42, undefined],
    ]);
    expect(problems.map(({ kind, frame }) => [kind, frame])).toEqual([['cut-packet', 1]]);
  });

  it.each([
    ['a fraction of more than a second, as of nanoseconds in a file of microseconds', 123_456_789],
    ['a fraction that is damaged', 0xffff0000],
  ])('is not taken for a variant because of %s', (_name, fraction) => {
    const { messages, problems } = readAll(pcapReader, pcap(frames.map((frame) => ({ ...frame, fraction }))));
    expect(messages.map(({ bytes }) => bytes)).toEqual([request('one@test'), request('two@test')]);
    expect(problems).toEqual([]);
  });

  it('keeps the link type beside the length of a frame check sequence', () => {
    expect(readAll(pcapReader, pcap(frames, { linkType: 0x28000001 })).messages).toHaveLength(2);
  });

  it('stops at a record that no network has sent, whatever the pieces are, and reads nothing behind it', () => {
    const file = pcap([...frames, ...frames]);
    const second = 24 + 16 + (frames[0]?.bytes.length ?? 0);
    file.writeUInt32LE(262_145, second + 8);
    for (const pieceBytes of [1, 100, 65_536]) {
      const { messages, problems } = readAll(pcapReader, file, pieceBytes);
      expect([pieceBytes, messages.map(({ frame }) => frame), problems]).toEqual([
        pieceBytes,
        [1],
        [
          {
            kind: 'bad-record',
            message: 'packet 2 claims 262145 bytes; the rest cannot be read',
            place: { input: 'test.pcap', offsetBytes: second },
          },
        ],
      ]);
    }
  });

  const firstEnd = 24 + 16 + (frames[0]?.bytes.length ?? 0);

  it('hands over a message as soon as its last byte came, and the first one when the next is seen to follow', () => {
    const file = pcap([...frames, ...frames]);
    expect(
      seenAfter(file, [firstEnd, firstEnd + 23, firstEnd + 24, 2 * firstEnd - 25, 2 * firstEnd - 24]),
    ).toEqual([[], [], [1], [1], [1, 2]]);
  });

  it('hands over the first message when nothing follows it for a moment', () => {
    expect(seenAfter(pcap(frames), [firstEnd - 1, 'silence', firstEnd, 'silence', 'silence'])).toEqual([
      [],
      [],
      [],
      [1],
      [1],
    ]);
  });

  it('has no choice to wait for where the number names one kind of records', () => {
    expect(seenAfter(pcap(frames, { magic: 0xa1b23c4d }), [firstEnd])).toEqual([[1]]);
  });

  it('of one packet is read as records usually are', () => {
    expect(readAll(pcapReader, pcap(frames.slice(0, 1)), 1).messages.map(({ bytes }) => bytes)).toEqual([
      request('one@test'),
    ]);
  });

  it('with a length that cannot be is read up to there, and reported when it is met', () => {
    const file = pcap([...frames, ...frames]);
    const third = 24 + 2 * (16 + (frames[0]?.bytes.length ?? 0));
    file.writeUInt32LE(0x7fffffff, third + 8);
    const { messages, problems } = readAll(pcapReader, file);
    expect(messages).toHaveLength(2);
    expect(problems).toEqual([
      {
        kind: 'bad-record',
        message: 'packet 3 claims 2147483647 bytes; the rest cannot be read',
        place: { input: 'test.pcap', offsetBytes: third },
      },
    ]);
  });

  it('that ends within a packet is reported once, with the place of that packet', () => {
    const file = pcap(frames);
    const { messages, problems } = readAll(pcapReader, file.subarray(0, file.length - 1));
    expect(messages).toHaveLength(1);
    expect(problems).toEqual([
      {
        kind: 'truncated-file',
        message: 'the file ends within packet 2',
        place: { input: 'test.pcap', offsetBytes: 24 + 16 + (frames[0]?.bytes.length ?? 0) },
      },
    ]);
  });

  it('that ends within its header is reported', () => {
    for (const length of [0, 3, 17]) {
      const { problems } = readAll(pcapReader, pcap(frames).subarray(0, length));
      expect(problems).toMatchObject([
        { kind: 'truncated-file', message: 'the file ends within its header' },
      ]);
    }
  });

  it('is not what begins with anything else', () => {
    expect(isPcap(Buffer.from('OPTIONS sip:'))).toBe(false);
    expect(isPcap(Buffer.from([0xd4, 0xc3]))).toBe(false);
    expect(
      readAll(pcapReader, Buffer.from('OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n')).problems,
    ).toMatchObject([{ kind: 'bad-header' }]);
  });

  it.each([
    [262_144, 'the file ends within packet 1'],
    [262_145, 'packet 1 claims 262145 bytes; the rest cannot be read'],
  ])('believes a packet of %i bytes or not: %s', (length, message) => {
    const file = pcap(frames);
    file.writeUInt32LE(length, 24 + 8);
    expect(readAll(pcapReader, file).problems.map((problem) => problem.message)).toEqual([message]);
  });

  it('carries what is more than a second of a fraction', () => {
    const times = (fraction: number) =>
      readAll(pcapReader, pcap(frames.map((frame) => ({ ...frame, fraction })))).messages.map(
        ({ time }) => time,
      );
    expect(times(999_999)[0]).toEqual({ seconds: 1_700_000_000, nanoseconds: 999_999_000 });
    expect(times(1_000_000)[0]).toEqual({ seconds: 1_700_000_001, nanoseconds: 0 });
    expect(times(2_500_001)[0]).toEqual({ seconds: 1_700_000_002, nanoseconds: 500_001_000 });
  });

  it.each(['little', 'big'] as const)(
    'that is joined to another, %s-endian, goes on with that one',
    (order) => {
      const first = pcap(frames);
      const { messages, problems } = readAll(
        pcapReader,
        Buffer.concat([first, pcap(frames, { order, magic: 0xa1b23c4d })]),
      );
      expect(messages.map(({ frame, time }) => [frame, time?.nanoseconds])).toEqual([
        [1, 123_456_000],
        [2, 123_456_000],
        [3, 123_456],
        [4, 123_456],
      ]);
      expect(problems).toEqual([
        {
          kind: 'joined-files',
          message: 'another pcap file begins behind packet 2; it is read as a part of this one',
          nature: 'format',
          place: { input: 'test.pcap', offsetBytes: first.length },
        },
      ]);
    },
  );

  it.each([
    [0xa1b2c3d4, true],
    [0xa1b23c4d, true],
    [0xa1b2cd34, true],
    [0xa1e2cb12, true],
    [0x1c0001ac, true],
    [0x1c0001ab, true],
    [0xa1b2c3d5, false],
    [0x0a0d0d0a, false],
  ])('begins with one of these numbers: %i: %s', (magic, expected) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(magic);
    expect([isPcap(bytes), isPcap(Buffer.from(bytes).reverse()), isPcap(bytes.subarray(0, 3))]).toEqual([
      expected,
      expected,
      false,
    ]);
  });

  it.each([0x1c0001ac, 0x1c0001ab])(
    'of Ixia (%i) has the length of all records behind its header',
    (magic) => {
      const file = pcap(frames, { magic });
      const withLength = Buffer.concat([file.subarray(0, 24), Buffer.alloc(4, 1), file.subarray(24)]);
      const { messages, problems } = readAll(pcapReader, withLength);
      expect(messages.map(({ time }) => time?.nanoseconds)).toEqual([123_456, 123_456]);
      expect(problems).toEqual([]);
    },
  );

  it('that is none says so, and that the rest cannot be read', () => {
    expect(readAll(pcapReader, Buffer.from('OPTIONS sip:bob@example.com SIP/2.0')).problems).toEqual([
      {
        kind: 'bad-header',
        message: 'not the header of a pcap file; the rest cannot be read',
        place: { input: 'test.pcap', offsetBytes: 0 },
      },
    ]);
  });

  it.each<[string, number, number, boolean]>([
    ['version 2.4', 2, 4, true],
    ['version 2.0', 2, 0, true],
    ['version 2.5, which there is not', 2, 5, false],
    ['version 1.1', 1, 1, false],
  ])('is joined to what begins as another: %s', (_name, major, minor, isJoined) => {
    const second = pcap(frames, { version: [major, minor], swapLengths: minor < 3 });
    const { problems } = readAll(pcapReader, Buffer.concat([pcap(frames), second]));
    expect(problems.some(({ kind }) => kind === 'joined-files')).toBe(isJoined);
  });

  it('of version 2.3 or 2.2 that is followed by one of 2.4 has its lengths in order again', () => {
    const old = pcap(frames, { version: [2, 2], swapLengths: true });
    const { messages } = readAll(pcapReader, Buffer.concat([old, pcap(frames)]));
    expect(messages.map(({ bytes }) => bytes)).toEqual([
      request('one@test'),
      request('two@test'),
      request('one@test'),
      request('two@test'),
    ]);
  });

  it('of version 543, which some wrote, has its lengths the other way round', () => {
    const cut = frames.map((one) => ({
      ...one,
      bytes: one.bytes.subarray(0, 150),
      wireLength: one.bytes.length,
    }));
    const { messages } = readAll(pcapReader, pcap(cut, { version: [543, 0], swapLengths: true }));
    expect(messages.map(({ bytes }) => bytes.length)).toEqual([108, 108]);
  });

  it.each<[string, number, number]>([
    ['a fraction of a second that is one', 4, 1_000_000],
    ['a time of a year later', 0, 1_700_000_000 + 31_536_001],
    ['a length that no packet has', 8, 262_145],
    ['more captured than there was', 12, 10],
  ])('is not taken for a variant whose second record has %s', (_name, field, value) => {
    // Records of a patched kind look like this, but for that field.
    const file = pcap(frames, { extraRecordBytes: 4 });
    const second = 24 + 20 + (frames[0]?.bytes.length ?? 0);
    file.writeUInt32LE(value, second + field);
    const { messages } = readAll(pcapReader, file);
    expect(messages.map(({ bytes }) => bytes)).not.toContainEqual(request('one@test'));
  });
});

/** Reads a file up to some of its bytes, or through a moment without input. Out: what packets had been seen after each step. */
function seenAfter(file: Buffer, steps: readonly (number | 'silence')[]): number[][] {
  const seen: number[] = [];
  const reader = pcapReader(
    { message: ({ frame }) => seen.push(frame ?? 0), problem: () => {} },
    'test.pcap',
  );
  let at = 0;
  return steps.map((step) => {
    if (step === 'silence') reader.idle?.();
    else {
      reader.push(file.subarray(at, step));
      at = step;
    }
    return [...seen];
  });
}
