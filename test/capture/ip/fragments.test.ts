import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, ethernet, type Frame, ipv4, ipv6, pcap, request, udp, uint16, uint32 } from '../frames.js';

const message = request('fragment@test', 'x'.repeat(900));
const datagram = udp(message);
const unit = 400;

/** The fragments of a datagram, each with `unit` bytes. */
function fragments4(bytes: Buffer, identification = 7): Buffer[] {
  return offsets(bytes).map((offset) =>
    ethernet(
      ipv4(bytes.subarray(offset, offset + unit), {
        identification,
        fragmentOffset: offset,
        moreFragments: offset + unit < bytes.length,
      }),
    ),
  );
}

function fragments6(bytes: Buffer): Buffer[] {
  return offsets(bytes).map((offset) => {
    const bits = offset | (offset + unit < bytes.length ? 1 : 0);
    const header = Buffer.concat([Buffer.from([17, 0]), uint16(bits), uint32(99)]);
    return ethernet(
      ipv6(Buffer.concat([header, bytes.subarray(offset, offset + unit)]), { nextHeader: 44 }),
      0x86dd,
    );
  });
}

const offsets = (bytes: Buffer) =>
  Array.from({ length: Math.ceil(bytes.length / unit) }, (_, index) => index * unit);
const read = (frames: readonly (Buffer | Frame)[]) => readAll(pcapReader, pcap(frames));

describe.each([
  ['IPv4', fragments4(datagram)],
  ['IPv6', fragments6(datagram)],
])('fragments of %s', (_version, parts) => {
  const [a, b, c] = parts as [Buffer, Buffer, Buffer];
  const orders: readonly (readonly [string, Buffer[], number])[] = [
    ['in order', [a, b, c], 3],
    ['backwards', [c, b, a], 3],
    ['the last first', [c, a, b], 3],
    ['each twice', [a, a, b, b, c, c], 5],
    ['some again when they were complete', [a, b, c, c, a], 3],
  ];
  it.each(orders)('%s', (_name, frames, frame) => {
    const { messages, problems } = read(frames);
    expect(messages).toMatchObject([{ bytes: message, frame }]);
    expect(messages).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('all again, as a whole packet that is captured twice, are a message twice', () => {
    const { messages, problems } = read([a, b, c, a, c, b]);
    expect(messages).toMatchObject([
      { bytes: message, frame: 3 },
      { bytes: message, frame: 6 },
    ]);
    expect(problems).toEqual([]);
  });

  it('one of them missing is reported with the place of the first that came', () => {
    const { messages, problems } = read([a, c]);
    expect(messages).toEqual([]);
    expect(problems).toEqual([
      {
        kind: 'lost-fragments',
        message: `only ${datagram.length - unit} of ${datagram.length} bytes of a fragmented packet came`,
        place: { input: 'test.pcap', offsetBytes: 24 },
        frame: 1,
      },
    ]);
  });
});

describe('fragments', () => {
  it('of several datagrams, mixed', () => {
    const other = request('other@test', 'y'.repeat(900));
    const first = fragments4(datagram, 1);
    const second = fragments4(udp(other), 2);
    const mixed = first.flatMap((fragment, index) => [second[2 - index] as Buffer, fragment]);
    expect(read(mixed).messages.map(({ bytes }) => bytes)).toEqual([other, message]);
  });

  it('that overlap keep the bytes that came first', () => {
    const fragment = (from: number, to: number, fill?: string) =>
      ethernet(
        ipv4(fill === undefined ? datagram.subarray(from, to) : Buffer.alloc(to - from, fill), {
          fragmentOffset: from,
          moreFragments: to < datagram.length,
        }),
      );
    expect(
      read([fragment(0, 800), fragment(400, 1000, '!'), fragment(1000, datagram.length)]).messages,
    ).toMatchObject([
      { bytes: Buffer.concat([datagram.subarray(8, 800), Buffer.alloc(200, '!'), datagram.subarray(1000)]) },
    ]);
  });

  it('of one identification that comes again with other bytes are another datagram', () => {
    const other = request('again@test', 'z'.repeat(900));
    const frames = [...fragments4(datagram), ...fragments4(udp(other))];
    expect(read(frames).messages.map(({ bytes }) => bytes)).toEqual([message, other]);
  });

  it('older than half a minute are given up', () => {
    const [a, b, c] = fragments4(datagram) as [Buffer, Buffer, Buffer];
    const { messages, problems } = read([
      { bytes: a, seconds: 1000 },
      { bytes: b, seconds: 1031 },
      { bytes: c, seconds: 1031 },
    ]);
    expect(messages).toEqual([]);
    expect(problems.map(({ kind, frame }) => [kind, frame])).toEqual([
      ['lost-fragments', 1],
      ['lost-fragments', 2],
    ]);
  });

  it('that contradict each other are reported, and never show memory that was not filled', () => {
    const last = ethernet(ipv4(datagram.subarray(0, 80), { fragmentOffset: 80 }));
    const beyond = ethernet(ipv4(datagram.subarray(0, 80), { fragmentOffset: 400, moreFragments: true }));
    const { messages, problems } = read([last, beyond]);
    expect(messages).toEqual([]);
    expect(problems.map(({ kind }) => kind)).toEqual(['bad-fragment', 'lost-fragments']);
  });

  it('cut by the snap length give the start of the message at once', () => {
    const [a, b, c] = fragments4(datagram) as [Buffer, Buffer, Buffer];
    const cut = (bytes: Buffer) => ({ bytes: bytes.subarray(0, 200), wireLength: bytes.length });
    const { messages, problems } = read([cut(a), cut(b), cut(c)]);
    expect(messages).toMatchObject([{ bytes: message.subarray(0, 200 - 42), frame: 1 }]);
    expect(problems.map(({ kind }) => kind)).toEqual(['cut-packet']);
  });

  it('of a tunnel are put together, too', () => {
    const inner = ipv4(datagram, { source: '10.0.0.1' });
    const [a, b] = [inner.subarray(0, 800), inner.subarray(800)];
    const frames = [
      ethernet(ipv4(b, { protocol: 4, fragmentOffset: 800 })),
      ethernet(ipv4(a, { protocol: 4, moreFragments: true })),
    ];
    expect(read(frames).messages).toMatchObject([
      { bytes: message, source: { ip: '10.0.0.1', port: ends.sourcePort } },
    ]);
  });

  it('that never become whole are given up, the oldest first, before they hold more than 8 MB', () => {
    const part = Buffer.alloc(1400, 1);
    const offset = 32_000;
    const count = 10_000;
    let lost = 0;
    const reader = pcapReader({ message: () => {}, problem: () => lost++ }, 'test.pcap');
    reader.push(pcap([]));
    for (let index = 0; index < count; index++) {
      const source = `10.0.${index >> 8}.${index & 255}`;
      const frame = ethernet(ipv4(part, { source, fragmentOffset: offset, moreFragments: true }));
      reader.push(pcap([frame]).subarray(24));
    }
    expect(lost).toBeGreaterThan(count - (8 * 1024 * 1024) / offset - 2);
    reader.end();
    expect(lost).toBe(count);
  });
});
