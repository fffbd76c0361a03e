import { describe, expect, it } from 'vitest';
import { isPcapng, pcapngReader } from '../../../src/capture/file/pcapng.js';
import { readAll } from '../collect.js';
import { halfWord, ipv4, request, udp, udpFrame, word } from '../frames.js';

type Order = 'little' | 'big';

const message = request('ng@test');
const frame = udpFrame(message);

function block(order: Order, type: number, body: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (body.length % 4)) % 4);
  const length = word(12 + body.length + padding.length, order);
  return Buffer.concat([word(type, order), length, body, padding, length]);
}

function option(order: Order, code: number, value: Buffer): Buffer {
  return Buffer.concat([
    halfWord(code, order),
    halfWord(value.length, order),
    value,
    Buffer.alloc((4 - (value.length % 4)) % 4),
  ]);
}

const section = (order: Order) =>
  block(
    order,
    0x0a0d0d0a,
    Buffer.concat([word(0x1a2b3c4d, order), halfWord(1, order), halfWord(0, order), Buffer.alloc(8, 0xff)]),
  );

interface InterfaceOptions {
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly resolution?: number;
  readonly offsetSeconds?: bigint;
}

function interfaceBlock(order: Order, options: InterfaceOptions = {}): Buffer {
  const offset = Buffer.alloc(8);
  if (order === 'little') offset.writeBigInt64LE(options.offsetSeconds ?? 0n);
  else offset.writeBigInt64BE(options.offsetSeconds ?? 0n);
  return block(
    order,
    1,
    Buffer.concat([
      halfWord(options.linkType ?? 1, order),
      halfWord(0, order),
      word(options.snapLength ?? 0, order),
      option(order, 2, Buffer.from('eth0')),
      ...(options.resolution === undefined ? [] : [option(order, 9, Buffer.from([options.resolution]))]),
      ...(options.offsetSeconds === undefined ? [] : [option(order, 14, offset)]),
      option(order, 0, Buffer.alloc(0)),
    ]),
  );
}

function enhanced(order: Order, units: bigint, bytes = frame, interfaceId = 0): Buffer {
  const [high, low] = [Number(units >> 32n), Number(units & 0xffffffffn)];
  const fields = [interfaceId, high, low, bytes.length, bytes.length].map((value) => word(value, order));
  return block(order, 6, Buffer.concat([...fields, bytes]));
}

function obsolete(order: Order, units: bigint): Buffer {
  const [high, low] = [Number(units >> 32n), Number(units & 0xffffffffn)];
  const drops = halfWord(3, order);
  const fields = [high, low, frame.length, frame.length].map((value) => word(value, order));
  return block(order, 2, Buffer.concat([halfWord(0, order), drops, ...fields, frame]));
}

const simple = (order: Order, captured = frame) =>
  block(order, 3, Buffer.concat([word(frame.length, order), captured]));

const read = (...blocks: Buffer[]) => readAll(pcapngReader, Buffer.concat(blocks));
const microseconds = 1_700_000_000_123_456n;

describe.each(['little', 'big'] as const)('pcapng, %s-endian', (order) => {
  const start = [section(order), interfaceBlock(order)];

  it('is told by its first bytes', () => {
    expect(isPcapng(section(order).subarray(0, 12))).toBe(true);
    expect(isPcapng(section(order).subarray(0, 4))).toBe(true);
    expect(isPcapng(section(order).subarray(0, 3))).toBe(false);
    expect(isPcapng(Buffer.from('\n\r\r\nOPTIONS sip:'))).toBe(false);
  });

  it.each([
    ['enhanced packet block', enhanced(order, microseconds)],
    ['obsolete packet block', obsolete(order, microseconds)],
  ])('%s', (_name, packet) => {
    const { messages, problems } = read(...start, packet);
    expect(messages).toMatchObject([
      { bytes: message, frame: 1, time: { seconds: 1_700_000_000, nanoseconds: 123_456_000 } },
    ]);
    expect(problems).toEqual([]);
  });

  it('simple packet block, which has no time', () => {
    const [found] = read(...start, simple(order)).messages;
    expect(found).toMatchObject({ bytes: message, frame: 1 });
    expect(found).not.toHaveProperty('time');
  });

  it('simple packet block, cut by the snap length of the first interface', () => {
    const { messages } = read(
      section(order),
      interfaceBlock(order, { snapLength: 142 }),
      simple(order, frame.subarray(0, 142)),
    );
    expect(messages).toMatchObject([{ bytes: message.subarray(0, 100), missingBytes: message.length - 100 }]);
  });

  /** if_tsresol, a stamp, the seconds and nanoseconds that it means. */
  const clocks: readonly (readonly [string, number, bigint, number, number])[] = [
    ['seconds', 0, 1_700_000_000n, 1_700_000_000, 0],
    ['milliseconds', 3, 1_700_000_000_123n, 1_700_000_000, 123_000_000],
    ['nanoseconds', 9, 1_700_000_000_123_456_789n, 1_700_000_000, 123_456_789],
    ['10^-10 seconds', 10, 17_000_000_001_234_567_891n, 1_700_000_000, 123_456_789],
    ['picoseconds', 12, 9_000_000_123_456_789_012n, 9_000_000, 123_456_789],
    ['2^-10 seconds', 0x8a, 1_700_000_000n * 1024n + 512n, 1_700_000_000, 500_000_000],
    ['2^-20 seconds', 0x94, (1_700_000_000n << 20n) + 1n, 1_700_000_000, 953],
    ['2^-32 seconds', 0xa0, (1_700_000_000n << 32n) + (1n << 30n), 1_700_000_000, 250_000_000],
    ['2^-50 seconds', 0xb2, (1000n << 50n) + (1n << 49n), 1000, 500_000_000],
    ['10^-127 seconds', 127, 0xffff_ffff_ffff_ffffn, 0, 0],
  ];
  it.each(clocks)('clock in %s', (_name, resolution, stamp, seconds, nanoseconds) => {
    const { messages } = read(section(order), interfaceBlock(order, { resolution }), enhanced(order, stamp));
    expect(messages[0]?.time).toEqual({ seconds, nanoseconds });
  });

  it.each(clocks.flatMap((clock) => [3600n, -3600n].map((offset) => [...clock, offset] as const)))(
    'clock in %s (if_tsresol %d, stamp %d: %d s, %d ns) that is offset by %d s',
    (...row) => {
      const [_name, resolution, stamp, seconds, nanoseconds, offsetSeconds] = row;
      const options = { resolution, offsetSeconds };
      const { messages } = read(section(order), interfaceBlock(order, options), enhanced(order, stamp));
      expect(messages[0]?.time).toEqual({ seconds: seconds + Number(offsetSeconds), nanoseconds });
    },
  );

  it('options of an interface stand behind each other, each filled to four bytes', () => {
    const named = (name: string) =>
      block(
        order,
        1,
        Buffer.concat([
          halfWord(1, order),
          halfWord(0, order),
          word(0, order),
          option(order, 2, Buffer.from(name)),
          option(order, 9, Buffer.from([9])),
        ]),
      );
    const stamp = 1_700_000_000_123_456_789n;
    for (const name of ['', 'e', 'et', 'eth', 'eth0', 'eth01']) {
      const { messages } = read(section(order), named(name), enhanced(order, stamp));
      expect([name, messages[0]?.time]).toEqual([name, { seconds: 1_700_000_000, nanoseconds: 123_456_789 }]);
    }
  });

  it('an offset of less than eight bytes is none', () => {
    const short = block(
      order,
      1,
      Buffer.concat([
        halfWord(1, order),
        halfWord(0, order),
        word(0, order),
        option(order, 14, Buffer.alloc(4, 1)),
      ]),
    );
    const { messages } = read(section(order), short, enhanced(order, microseconds));
    expect(messages[0]?.time).toEqual({ seconds: 1_700_000_000, nanoseconds: 123_456_000 });
  });
});

it('no nanosecond is lost on the way', () => {
  const stamps = Array.from({ length: 2000 }, (_, index) => 999_999_999 - index * 499_979);
  const packets = stamps.map((nanoseconds) =>
    enhanced('little', 1_700_000_000_000_000_000n + BigInt(nanoseconds)),
  );
  const { messages } = read(section('little'), interfaceBlock('little', { resolution: 9 }), ...packets);
  expect(messages.map(({ time }) => time?.nanoseconds)).toEqual(stamps);
});

describe('pcapng', () => {
  it('of several interfaces, each with its own link type and clock', () => {
    const raw = ipv4(udp(message));
    const { messages } = read(
      section('little'),
      interfaceBlock('little'),
      interfaceBlock('little', { linkType: 101, resolution: 9 }),
      enhanced('little', 1_000_000_000n, raw, 1),
      enhanced('little', 1_000_000n, frame, 0),
    );
    expect(messages.map(({ frame, time }) => [frame, time])).toEqual([
      [1, { seconds: 1, nanoseconds: 0 }],
      [2, { seconds: 1, nanoseconds: 0 }],
    ]);
  });

  it('of several sections, each with its own byte order and interfaces', () => {
    const { messages, problems } = read(
      section('little'),
      interfaceBlock('little'),
      enhanced('little', 0n),
      section('big'),
      interfaceBlock('big', { resolution: 9 }),
      enhanced('big', 5n),
      section('little'),
      enhanced('little', 0n),
    );
    expect(messages.map(({ frame, time }) => [frame, time?.nanoseconds])).toEqual([
      [1, 0],
      [2, 5],
    ]);
    expect(problems).toMatchObject([{ kind: 'bad-interface', frame: 3 }]);
  });

  it('passes over blocks of other kinds, however long, and numbers frames as Wireshark does', () => {
    const file = Buffer.concat([
      section('little'),
      block('little', 0x0000000a, Buffer.alloc(40_000, 1)),
      interfaceBlock('little'),
      block('little', 4, Buffer.from('names')),
      block('little', 0x00000bad, message),
      block('little', 0x7ffffff0, Buffer.alloc(0)),
      enhanced('little', 0n),
      block('little', 5, Buffer.alloc(8)),
    ]);
    for (const pieceBytes of [1, 7, 65_536]) {
      const { messages, problems } = readAll(pcapngReader, file, pieceBytes);
      expect(messages).toMatchObject([{ bytes: message, frame: 2 }]);
      expect(problems).toEqual([]);
    }
  });

  it('with a packet that is longer than its block goes on behind it', () => {
    const lying = enhanced('little', 0n);
    lying.writeUInt32LE(5000, 8 + 12);
    const { messages, problems } = read(
      section('little'),
      interfaceBlock('little'),
      lying,
      enhanced('little', 0n),
    );
    expect(messages).toMatchObject([{ frame: 2 }]);
    expect(problems).toMatchObject([{ kind: 'bad-length', frame: 1 }]);
  });

  const broken: readonly (readonly [string, Buffer, string])[] = [
    ['a block shorter than a block can be', word(6, 'little'), 'bad-record'],
    ['a block of an odd length', Buffer.concat([word(6, 'little'), word(33, 'little')]), 'bad-record'],
    ['a packet of a gigabyte', Buffer.concat([word(6, 'little'), word(1 << 30, 'little')]), 'bad-record'],
    [
      'a section without a byte order',
      Buffer.concat([word(0x0a0d0d0a, 'little'), word(28, 'little')]),
      'bad-header',
    ],
  ];
  it.each(broken)('with %s is read up to there', (_name, bytes, kind) => {
    const start = [section('little'), interfaceBlock('little'), enhanced('little', 0n)];
    const { messages, problems } = read(...start, bytes, Buffer.alloc(64));
    expect(messages).toHaveLength(1);
    const offsetBytes = Buffer.concat(start).length;
    expect(problems).toMatchObject([{ kind, place: { input: 'test.pcap', offsetBytes } }]);
  });

  it('cut at every byte gives the packets before the cut, and says that it is cut', () => {
    const file = Buffer.concat([
      section('little'),
      interfaceBlock('little'),
      enhanced('little', 0n),
      enhanced('little', 0n),
    ]);
    const whole = file.length;
    for (let length = 0; length < whole; length++) {
      const { messages, problems } = readAll(pcapngReader, file.subarray(0, length));
      const secondStart = whole - enhanced('little', 0n).length;
      expect(messages).toHaveLength(length >= secondStart ? 1 : 0);
      const isBetween = [28, secondStart, secondStart - enhanced('little', 0n).length].includes(length);
      expect(problems.map(({ kind }) => kind)).toEqual(isBetween ? [] : ['truncated-file']);
    }
  });
});

describe('what is said of a pcapng file that is damaged', () => {
  const start = [section('little'), interfaceBlock('little')];
  const behind = Buffer.concat(start).length;
  const said = (...blocks: Buffer[]) =>
    read(...blocks).problems.map(({ kind, message: text, frame: number, place }) =>
      [kind, number ?? '', place?.offsetBytes, text].join(' '),
    );

  it.each<[string, Buffer[], string[]]>([
    [
      'no section',
      [enhanced('little', 0n)],
      ['bad-header  0 not the header of a pcapng file; the rest cannot be read'],
    ],
    [
      'a section without a byte order',
      [Buffer.concat([word(0x0a0d0d0a, 'little'), word(28, 'little'), Buffer.alloc(20)])],
      ['bad-header  0 a section header without a byte order; the rest cannot be read'],
    ],
    ['nothing', [], ['truncated-file  0 the file ends within its header']],
    [
      'a cut behind the second packet',
      [...start, enhanced('little', 0n), enhanced('little', 0n), enhanced('little', 0n).subarray(0, 20)],
      [
        `truncated-file  ${behind + 2 * enhanced('little', 0n).length} the file ends within the block after packet 2`,
      ],
    ],
    [
      'an enhanced block without room for a packet',
      [...start, block('little', 6, Buffer.alloc(16))],
      [`bad-length 1 ${behind} a packet of 16 bytes in a block that has room for 20`],
    ],
    [
      'an obsolete block without room for a packet',
      [...start, block('little', 2, Buffer.alloc(16))],
      [`bad-length 1 ${behind} a packet of 16 bytes in a block that has room for 20`],
    ],
    [
      'a simple block without room for a packet',
      [...start, block('little', 3, Buffer.alloc(0))],
      [`bad-length 1 ${behind} a packet of 0 bytes in a block that has room for 20`],
    ],
    [
      'a simple packet before any interface',
      [section('little'), simple('little')],
      ['bad-interface 1 28 a simple packet before any interface'],
    ],
    [
      'a packet of an interface that is not there',
      [...start, enhanced('little', 0n, frame, 1)],
      [`bad-interface 1 ${behind} a packet of interface 1, which the file does not describe`],
    ],
    [
      'a block that claims too much',
      [...start, Buffer.concat([word(6, 'little'), word(16 * 1024 * 1024 + 4, 'little'), Buffer.alloc(8)])],
      [`bad-record  ${behind} a block claims 16777220 bytes; the rest cannot be read`],
    ],
    [
      'a block of the longest that is believed, which is cut',
      [...start, Buffer.concat([word(6, 'little'), word(16 * 1024 * 1024, 'little'), Buffer.alloc(8)])],
      [`truncated-file  ${behind} the file ends within the block after packet 0`],
    ],
  ])('%s', (_name, blocks, expected) => {
    expect(said(...blocks)).toEqual(expected);
  });

  it('a simple packet that is longer than its block is read as far as that goes', () => {
    const cut = block('little', 3, Buffer.concat([word(frame.length, 'little'), frame.subarray(0, 144)]));
    const { messages, problems } = read(...start, cut, enhanced('little', 0n));
    expect(problems[0]).toMatchObject({
      kind: 'bad-length',
      message: `a packet of ${frame.length} bytes in a block that has room for 144`,
      frame: 1,
    });
    expect(messages.at(-1)).toMatchObject({ bytes: message, frame: 2 });
  });

  it('a packet may fill its block to the last byte, and not one more', () => {
    const whole = frame.subarray(0, frame.length - (frame.length % 4));
    const packet = (captured: number) => {
      const made = enhanced('little', 0n, whole);
      made.writeUInt32LE(captured, 8 + 12);
      return said(...start, made).filter((text) => text.includes('a packet of'));
    };
    expect([packet(whole.length), packet(whole.length + 1)]).toEqual([
      [],
      [
        `bad-length 1 ${behind} a packet of ${whole.length + 1} bytes in a block that has room for ${whole.length}`,
      ],
    ]);
  });

  it('an interface that is too short has no link type that is known', () => {
    expect(said(section('little'), block('little', 1, Buffer.alloc(4)), enhanced('little', 0n))).toEqual([
      expect.stringMatching(/^unknown-link-type 1 /),
    ]);
    // Without options it has microseconds.
    const bare = Buffer.concat([halfWord(1, 'little'), halfWord(0, 'little'), word(0, 'little')]);
    const { messages } = read(section('little'), block('little', 1, bare), enhanced('little', microseconds));
    expect(messages[0]?.time).toEqual({ seconds: 1_700_000_000, nanoseconds: 123_456_000 });
  });

  it.each<[string, Buffer[], number]>([
    ['the last, without an end of options', [option('little', 9, Buffer.from([9]))], 1000],
    [
      'behind the end of options',
      [option('little', 0, Buffer.alloc(0)), option('little', 9, Buffer.from([9]))],
      1_000_000,
    ],
    [
      'longer than its block',
      [Buffer.concat([halfWord(9, 'little'), halfWord(9, 'little'), Buffer.from([9, 0, 0, 0])])],
      1_000_000,
    ],
    ['of no bytes', [option('little', 9, Buffer.alloc(0))], 1_000_000],
    ['of another kind with the same value', [option('little', 8, Buffer.from([9]))], 1_000_000],
    ['an offset that is too short', [option('little', 14, Buffer.alloc(4, 1))], 1_000_000],
  ])('the clock of an interface is an option: %s', (_name, options, nanoseconds) => {
    const body = Buffer.concat([halfWord(1, 'little'), halfWord(0, 'little'), word(0, 'little'), ...options]);
    const { messages } = read(section('little'), block('little', 1, body), enhanced('little', 1000n));
    expect(messages[0]?.time).toEqual({ seconds: 0, nanoseconds });
  });
});
