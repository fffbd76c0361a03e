import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type ReaderFactory, readAll } from './collect.js';
import { ethernet, ipv4, pcap, request, tcpFrame, udp, udpFrame, uint16, uint32, word } from './frames.js';

/**
 * The readers, built so that each function called, each branch taken and each turn of a loop counts: work without
 * a clock.
 */
async function countedReaders() {
  const { outputFiles } = await build({
    entryPoints: ['src/capture/file/pcap.ts', 'src/capture/file/pcapng.ts'].map((file) => path.resolve(file)),
    bundle: true,
    write: false,
    outdir: 'unused',
    platform: 'node',
    format: 'cjs',
  });
  const counter = { steps: 0 };
  const load = (text: string): Record<string, ReaderFactory> => {
    const counted = text
      .replace(/^(?!\s*switch\b)(.*\) \{)$/gm, '$1 counter.steps++;')
      .replace(/^(\s*(?:\} )?while \()/gm, '$1++counter.steps && ');
    const module = { exports: {} };
    new Function('require', 'module', 'counter', counted)(createRequire(import.meta.url), module, counter);
    return module.exports;
  };
  const [first, second] = outputFiles.map(({ text }) => load(text));
  const { pcapReader, pcapngReader } = { ...first, ...second } as Record<string, ReaderFactory>;
  const stepsOf = (factory: ReaderFactory | undefined, input: Buffer, pieceBytes: number) => {
    const before = counter.steps;
    readAll(factory as ReaderFactory, input, pieceBytes);
    return counter.steps - before;
  };
  return { pcapReader, pcapngReader, stepsOf };
}

const { pcapReader, pcapngReader, stepsOf } = await countedReaders();

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const message = request('cost@test', 'v=0\r\n', 'INVITE');
const text = Buffer.from('a line of text that is not SIP at all\r\n'.repeat(10));

/** A stream as segments of one connection that began before the capture. */
function segments(stream: Buffer, size: number): Buffer[] {
  return times(Math.ceil(stream.length / size), (index) =>
    tcpFrame(stream.subarray(index * size, (index + 1) * size), { sequence: 1000 + index * size }),
  );
}

/** An SCTP packet with one DATA chunk. */
function sctpFrame(sequence: number, flags: number, payload: Buffer): Buffer {
  const chunk = [
    Buffer.from([0, flags]),
    uint16(16 + payload.length),
    uint32(sequence),
    uint32(0),
    uint32(0),
    payload,
  ];
  return ethernet(
    ipv4(Buffer.concat([uint16(5060), uint16(5060), uint32(1), uint32(0), ...chunk]), { protocol: 132 }),
  );
}

const lineEnds = (size: number) => Buffer.from('\r\n'.repeat(4 * size));
const webSocket = (size: number) =>
  Buffer.concat([
    Buffer.from('HTTP/1.1 101 x\r\nUpgrade: websocket\r\n\r\n'),
    ...times(size, () => Buffer.concat([Buffer.from([0x82, 0x7e]), uint16(message.length), message])),
  ]);
const payload = Buffer.concat([Buffer.from([0, 0, 0, 15]), uint16(6 + message.length), message]);
const hep3 = Buffer.concat([Buffer.from('HEP3'), uint16(6 + payload.length), payload]);

const fragmentOf = (bytes: Buffer, index: number, unit: number) =>
  ethernet(
    ipv4(bytes.subarray(index * unit, (index + 1) * unit), {
      fragmentOffset: index * unit,
      moreFragments: (index + 1) * unit < bytes.length,
    }),
  );

const nothing = Buffer.alloc(0);
const syn = tcpFrame(nothing, { sequence: 999, flags: 'S' });

/** Name, an input of a given size, the size of the pieces that it comes in. */
const inputs: readonly (readonly [string, (size: number) => Buffer, number?])[] = [
  ['messages over UDP', (size) => pcap(times(size, () => udpFrame(message)))],
  ['messages over UDP, byte by byte', (size) => pcap(times(size, () => udpFrame(message))), 1],
  [
    'many messages in one datagram',
    (size) => pcap([udpFrame(Buffer.concat(times(size >> 2, () => request('x'))))]),
  ],
  [
    'bare line feeds in one datagram',
    (size) => pcap([udpFrame(Buffer.from(`INVITE sip:x SIP/2.0\nl:0\n\n`.repeat(size)))]),
  ],
  ['one message over TCP, byte by byte', (size) => pcap(segments(request('x', 'y'.repeat(20 * size)), 1))],
  ['messages over TCP', (size) => pcap(segments(Buffer.concat(times(size, () => message)), 100))],
  [
    'a header over TCP that does not end',
    (size) => pcap(segments(Buffer.from(`INVITE sip:x SIP/2.0\r\n${'X: y\r\n'.repeat(20 * size)}`), 50)),
  ],
  [
    'a first line over TCP that does not end',
    (size) => pcap([syn, ...segments(Buffer.from(`INVITE sip:${'x'.repeat(40 * size)}`), 40)]),
  ],
  [
    'text after a message over TCP',
    (size) => pcap(segments(Buffer.concat([message, ...times(size, () => text)]), 100)),
  ],
  ['keep-alives over TCP and nothing else', (size) => pcap([syn, ...segments(lineEnds(size), 2)])],
  ['keep-alives over TCP that began before', (size) => pcap(segments(lineEnds(size), 2))],
  [
    'keep-alives of WebSocket',
    (size) => pcap(segments(Buffer.concat(times(4 * size, () => Buffer.from([0x89, 0]))), 2)),
  ],
  ['messages over WebSocket', (size) => pcap([syn, ...segments(webSocket(size), 100)])],
  ['messages over HEP', (size) => pcap([syn, ...segments(Buffer.concat(times(size, () => hep3)), 100)])],
  [
    'segments before a gap',
    (size) =>
      pcap([syn, ...times(size, (index) => tcpFrame(text, { sequence: 5000 + index * text.length }))]),
  ],
  [
    'segments before a gap, backwards',
    (size) =>
      pcap([syn, ...times(size, (index) => tcpFrame(text, { sequence: 400_000 - index * text.length }))]),
  ],
  [
    'connections',
    (size) => pcap(times(size, (index) => tcpFrame(message, { sequence: 1, sourcePort: index & 0xffff }))),
  ],
  [
    'gaps in many connections',
    (size) =>
      pcap(
        times(2 * size, (index) =>
          tcpFrame(message, { sequence: 1000 * index, sourcePort: index >> 1, flags: index & 1 ? 'A' : 'S' }),
        ),
      ),
  ],
  [
    'gaps in many connections, while the clock jumps',
    (size) =>
      pcap(
        times(2 * size, (index) => ({
          bytes: tcpFrame(message, {
            sequence: 1000 * index,
            sourcePort: index >> 1,
            flags: index & 1 ? 'A' : 'S',
          }),
          seconds: 1_700_000_000 + (index & 1),
        })),
      ),
  ],
  [
    'fragments of one datagram',
    (size) => pcap(times(size, (index) => fragmentOf(udp(Buffer.alloc(8 * size - 8, 1)), index, 8))),
  ],
  [
    'fragments without the others',
    (size) =>
      pcap(
        times(size, (index) =>
          ethernet(ipv4(message.subarray(0, 80), { identification: index, moreFragments: true })),
        ),
      ),
  ],
  [
    'SCTP fragments without end',
    (size) => pcap(times(size, (index) => sctpFrame(index, index === 0 ? 2 : 0, text))),
  ],
  [
    'unknown link types',
    (size) =>
      pcap(
        times(size, () => udpFrame(message)),
        { linkType: 147 },
      ),
  ],
];

describe('ten times the input costs at most twelve times the work', () => {
  it.each(inputs.map(([name, make, pieceBytes = 65_536]) => ({ name, make, pieceBytes })))(
    '$name',
    ({ make, pieceBytes }) => {
      const small = stepsOf(pcapReader, make(60), pieceBytes);
      const large = stepsOf(pcapReader, make(600), pieceBytes);
      expect(small).toBeGreaterThan(60);
      expect(large / small).toBeLessThan(12);
    },
  );

  it('a pcapng block of options and a block that is passed over', () => {
    const file = (size: number) => {
      const block = (type: number, body: Buffer) => {
        const length = word(12 + body.length, 'little');
        return Buffer.concat([word(type, 'little'), length, body, length]);
      };
      return Buffer.concat([
        block(0x0a0d0d0a, Buffer.concat([word(0x1a2b3c4d, 'little'), Buffer.alloc(12)])),
        block(
          1,
          Buffer.concat([Buffer.alloc(8), ...times(size, () => Buffer.from([1, 0, 4, 0, 0, 0, 0, 0]))]),
        ),
        ...times(size, () => block(5, Buffer.alloc(8))),
      ]);
    };
    const small = stepsOf(pcapngReader, file(60), 1);
    const large = stepsOf(pcapngReader, file(600), 1);
    expect(large / small).toBeLessThan(12);
  });
});
