import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import fc from '../../fastCheck.js';
import { readAll } from '../collect.js';
import { ends, type Frame, pcap, request, type TcpOptions, tcpFrame, udpFrame } from '../frames.js';

const first = request('first@tcp');
const second = request('second@tcp', 'v=0\r\n', 'INVITE');
const third = request('third@tcp', 'x'.repeat(3000), 'MESSAGE');
const stream = Buffer.concat([first, second, third]);
const nothing = Buffer.alloc(0);

const start = 5001;
const syn = tcpFrame(nothing, { sequence: start - 1, flags: 'S' });
/** The bytes of the stream from one place to another as a segment. */
const part = (from: number, to: number, options: Partial<TcpOptions> = {}) =>
  tcpFrame(stream.subarray(from, to), { sequence: start + from, ...options });
const segment = (payload: Buffer, sequence: number, options: Partial<TcpOptions> = {}) =>
  tcpFrame(payload, { sequence, ...options });
const back = (acknowledgment: number) =>
  tcpFrame(nothing, {
    sequence: 1,
    acknowledgment,
    source: ends.destination,
    destination: ends.source,
    sourcePort: ends.destinationPort,
    destinationPort: ends.sourcePort,
  });

const read = (...frames: (Buffer | Frame)[]) => readAll(pcapReader, pcap(frames));
const found = (...frames: (Buffer | Frame)[]) =>
  read(...frames).messages.map(({ bytes, frame }) => [text(bytes), frame]);
/** A message in short: its Call-ID and a digest of all its bytes. */
const text = (message: Buffer) =>
  `${/Call-ID: (\S+)/.exec(message.toString('latin1'))?.[1]} ${createHash('md5').update(message).digest('hex')}`;
const all = (...frames: number[]) =>
  [first, second, third].map((message, index) => [text(message), frames[index]]);

const a = 100;
const b = first.length + 50;
const c = first.length + second.length + 1000;
const d = stream.length;

describe('SIP over TCP', () => {
  it('has the addresses, the time and the frame of the segment that completes a message', () => {
    expect(read(syn, part(0, a), part(a, first.length)).messages).toEqual([
      {
        bytes: first,
        frame: 3,
        time: { seconds: 1700000000, nanoseconds: 2000 },
        transport: 'tcp',
        source: { ip: ends.source, port: ends.sourcePort },
        destination: { ip: ends.destination, port: ends.destinationPort },
      },
    ]);
  });

  const orders: readonly (readonly [string, Buffer[], (string | number | undefined)[][]])[] = [
    ['several messages in a segment', [syn, part(0, d)], all(2, 2, 2)],
    ['one message over many', [syn, part(0, a), part(a, b), part(b, c), part(c, d)], all(3, 4, 5)],
    ['reordered', [syn, part(b, c), part(c, d), part(a, b), part(0, a)], all(5, 5, 5)],
    ['retransmitted', [syn, part(0, b), part(0, b), part(b, d), part(0, d), part(b, d)], all(2, 4, 4)],
    ['overlapping', [syn, part(0, b), part(a, c), part(b, d)], all(2, 3, 4)],
    ['overlapping and reordered', [syn, part(a, c), part(b, d), part(0, b)], all(4, 4, 4)],
    ['the same early segment twice', [syn, part(b, d), part(b, d), part(0, b)], all(4, 4, 4)],
    ['without its SYN', [part(0, b), part(b, d)], all(1, 2, 2)],
    ['data on the SYN', [segment(stream, start - 1, { flags: 'S' })], all(1, 1, 1)],
    ['a SYN sent again', [syn, part(0, b), syn, part(b, d)], all(2, 4, 4)],
    ['over the end of sequence numbers', wrapped(), all(2, 3, 3)],
  ];
  it.each(orders)('%s', (_name, frames, expected) => {
    expect(found(...frames)).toEqual(expected);
    expect(read(...frames).problems).toEqual([]);
  });

  function wrapped(): Buffer[] {
    const from = 0xffffff00;
    return [
      segment(nothing, from - 1, { flags: 'S' }),
      segment(stream.subarray(0, b), from),
      segment(stream.subarray(b), (from + b) >>> 0),
    ];
  }

  it('keeps two connections, and two directions, apart', () => {
    const other = request('other@tcp');
    expect(
      found(
        part(0, a),
        segment(other.subarray(0, 60), 1, { sourcePort: 5071 }),
        segment(second.subarray(0, 60), 9, { source: ends.destination, destination: ends.source }),
        part(a, first.length),
        segment(other.subarray(60), 61, { sourcePort: 5071 }),
        segment(second.subarray(60), 69, { source: ends.destination, destination: ends.source }),
      ),
    ).toEqual([
      [text(first), 4],
      [text(other), 5],
      [text(second), 6],
    ]);
  });

  it('passes over keep-alives of line ends, and over a byte that asks whether the other is there', () => {
    const crlf = Buffer.from('\r\n\r\n');
    const at = start + first.length;
    expect(
      found(
        syn,
        part(0, first.length),
        segment(Buffer.from('\n'), at - 1),
        segment(crlf, at),
        segment(Buffer.concat([crlf, second]), at + 4),
      ),
    ).toEqual([
      [text(first), 2],
      [text(second), 5],
    ]);
  });

  it('of a connection that began before the capture is found from the next message on', () => {
    const middle = stream.subarray(40);
    expect(found(segment(middle, 40))).toEqual([
      [text(second), 1],
      [text(third), 1],
    ]);
    expect(
      found(segment(middle.subarray(0, 30), 40), segment(middle.subarray(30), 70)).map(([, frame]) => frame),
    ).toEqual([2, 2]);
  });

  it('of a connection that began before the capture, whose first bytes look as if they could go on', () => {
    const rest = Buffer.from('the rest of a text');
    expect(found(segment(rest, 40), segment(first, 40 + rest.length))).toEqual([[text(first), 2]]);
    expect(
      found(syn, part(0, b), segment(rest, start + d), segment(second, start + d + rest.length)),
    ).toEqual([
      [text(first), 2],
      [text(second), 4],
    ]);
  });

  it('of a connection that began before the capture, split at any byte of its first line', () => {
    for (let at = 1; at < 37; at++)
      expect(found(part(0, at), part(at, first.length))).toEqual([[text(first), 2]]);
  });

  it('without Content-Length takes what its segment brought', () => {
    const bare = Buffer.from('OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: bare@tcp\r\n\r\nbody');
    const next = start + bare.length;
    expect(found(syn, segment(bare, start), segment(first, next))).toEqual([
      [text(bare), 2],
      [text(first), 3],
    ]);
  });

  it('with a compact, folded-away or odd Content-Length', () => {
    for (const field of ['l: 4', 'L:4', 'content-length   :   4', 'CONTENT-LENGTH:\t4']) {
      const message = Buffer.from(
        `OPTIONS sip:bob@example.com SIP/2.0\r\n${field}\r\nCall-ID: x\r\n\r\nbody`,
      );
      expect(found(syn, segment(Buffer.concat([message, first]), start)).map(([found]) => found)).toEqual([
        text(message),
        text(first),
      ]);
    }
  });

  it('with a Content-Length beyond belief is reported and passed over', () => {
    const lie = Buffer.from('OPTIONS sip:bob@example.com SIP/2.0\r\nContent-Length: 99999999999\r\n\r\n');
    const { messages, problems } = read(syn, segment(Buffer.concat([lie, first]), start));
    expect(messages).toMatchObject([{ bytes: first }]);
    expect(problems).toMatchObject([{ kind: 'bad-length', frame: 2 }]);
  });

  it('on ports that are used again', () => {
    const again = tcpFrame(nothing, { sequence: 900_000, flags: 'S' });
    expect(found(syn, part(0, first.length), again, segment(second, 900_001))).toEqual([
      [text(first), 2],
      [text(second), 4],
    ]);
    // The same without the second SYN: a sequence number far from the expected one.
    expect(found(syn, part(0, first.length), segment(second, 3_000_000_000))).toEqual([
      [text(first), 2],
      [text(second), 3],
    ]);
  });

  it('cut by the snap length gives what there is, and goes on with the next segment', () => {
    const whole = part(0, first.length);
    const { messages, problems } = read(
      syn,
      { bytes: whole.subarray(0, 154), wireLength: whole.length },
      part(first.length, first.length + second.length),
    );
    expect(messages).toMatchObject([
      { bytes: first.subarray(0, 100), missingBytes: first.length - 100, frame: 2 },
      { bytes: second, frame: 3 },
    ]);
    expect(problems).toMatchObject([{ kind: 'cut-packet', frame: 2 }]);
  });
});

it('a message that is not complete when the capture ends is reported with the place of its last segment', () => {
  const { messages, problems } = read(syn, part(0, b), udpFrame(first));
  expect(messages).toMatchObject([{ frame: 2 }, { frame: 3, transport: 'udp' }]);
  expect(problems).toMatchObject([
    {
      kind: 'incomplete-message',
      message: 'only 50 bytes of a SIP message came',
      frame: 2,
      place: { input: 'test.pcap', offsetBytes: 24 + 16 + syn.length },
    },
  ]);
});

describe('a segment that the capture lost', () => {
  it('is waited for until the capture ends, then reported, and the messages behind it are read', () => {
    const { messages, problems } = read(syn, part(0, b), part(c, d), segment(first, start + d));
    expect(messages).toMatchObject([
      { bytes: first, frame: 2 },
      { bytes: first, frame: 4 },
    ]);
    expect(problems.map(({ kind }) => kind)).toEqual(['lost-segments', 'incomplete-message']);
  });

  it('is given up soon after its receiver has acknowledged it', () => {
    const { messages } = read(
      { bytes: syn, seconds: 100, fraction: 0 },
      { bytes: part(0, b), seconds: 100, fraction: 1000 },
      { bytes: segment(first, start + d), seconds: 100, fraction: 2000 },
      { bytes: back(start + d + first.length), seconds: 100, fraction: 3000 },
      { bytes: back(start + d + first.length), seconds: 100, fraction: 100_000 },
      { bytes: back(start + d + first.length), seconds: 100, fraction: 200_000 },
    );
    expect(messages).toMatchObject([{ bytes: first }, { bytes: first, frame: 3 }]);
  });

  it('is given up after a while in any case', () => {
    let seen = 0;
    const reader = pcapReader({ message: () => seen++, problem: () => {} }, 'test.pcap');
    reader.push(
      pcap([
        { bytes: syn, seconds: 100 },
        { bytes: part(0, first.length), seconds: 100 },
        { bytes: segment(second, start + d), seconds: 100 },
      ]),
    );
    expect(seen).toBe(1);
    reader.push(
      pcap([{ bytes: tcpFrame(nothing, { sequence: 1, sourcePort: 9 }), seconds: 110 }]).subarray(24),
    );
    expect(seen).toBe(2);
  });

  it('is given up when too much waits behind it', () => {
    const chunk = Buffer.alloc(1000, 'x');
    const waiting = Array.from({ length: 600 }, (_, index) => segment(chunk, start + d + 1000 * index));
    const { messages } = read(syn, part(0, first.length), ...waiting, segment(second, start + d + 600_000));
    expect(messages).toMatchObject([{ bytes: first }, { bytes: second, frame: 603 }]);
  });
});

describe('a stream', () => {
  it('split at any byte gives the same messages', () => {
    const whole = found(syn, part(0, d)).map(([message]) => message);
    for (let at = 1; at < d; at++) {
      expect(found(syn, part(0, at), part(at, d)).map(([message]) => message)).toEqual(whole);
    }
  });

  it('split byte by byte gives the same messages', () => {
    const bytes = Array.from({ length: d }, (_, at) => part(at, at + 1));
    expect(found(syn, ...bytes).map(([message]) => message)).toEqual([first, second, third].map(text));
  });

  it('cut, repeated and shuffled in any way gives the same messages', () => {
    const pieces = fc.array(fc.tuple(fc.nat(d - 1), fc.integer({ min: 1, max: 1500 })), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 80 }), (extra, keys) => {
        const cuts = [...new Set([0, ...extra.map(([at]) => at), d])].sort((x, y) => x - y);
        const frames = cuts.slice(1).map((to, index) => part(cuts[index] as number, to));
        frames.push(...extra.map(([from, length]) => part(from, Math.min(d, from + length))));
        const shuffled = frames
          .map((frame, index) => ({ frame, key: keys[index] ?? index }))
          .sort((x, y) => x.key - y.key)
          .map(({ frame }) => frame);
        expect(found(syn, ...shuffled).map(([message]) => message)).toEqual([first, second, third].map(text));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a connection that carries something else', () => {
  it('gives nothing, however much it carries', () => {
    const page = Buffer.from(
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nINVITE sip:bob@example.com SIP/2.0\r\nVia: x\r\n\r\n',
    );
    const noise = Buffer.alloc(1400, 0x17);
    expect(read(syn, segment(page, start), segment(noise, start + page.length))).toEqual({
      messages: [],
      problems: [],
    });
  });
});
