import { describe, expect, it } from 'vitest';
import { k12Reader } from '../../../src/capture/file/k12.js';
import { readAll } from '../collect.js';
import { readInput } from '../collectInput.js';
import { ends, request, udpFrame } from '../frames.js';

const message = request('k12@test');
const bars = (bytes: Buffer) =>
  `|0   |${[...bytes].map((byte) => `${byte.toString(16).padStart(2, '0')}|`).join('')}`;
const entry = (line: string, name = 'ETHER') =>
  `+---------+---------------+----------+\r\n10:01:33,661,521   ${name}\r\n${line}\r\n\r\n`;
const text =
  entry(bars(udpFrame(message))) + entry('|0   |00|01|', 'MTP-L2') + entry(bars(udpFrame(message)));

describe("a K12's text", () => {
  it.each([1, 7, 65_536])('is read in pieces of %d bytes', async (pieceBytes) => {
    const { messages, problems, format } = await readInput(text, { pieceBytes });
    expect(format).toBe('k12');
    expect(messages.map(({ bytes, frame, time, source }) => [bytes, frame, time, source])).toEqual([
      [message, 1, undefined, { ip: ends.source, port: ends.sourcePort }],
      [message, 3, undefined, { ip: ends.source, port: ends.sourcePort }],
    ]);
    expect(problems).toMatchObject([
      { kind: 'unknown-link-type', message: 'frames of a MTP-L2 interface are not read' },
    ]);
  });

  it('may lack the end of its last line', () => {
    expect(readAll(k12Reader, Buffer.from(text.trimEnd())).messages.length).toBe(2);
  });

  it('whose bytes are none says so', () => {
    const { problems } = readAll(k12Reader, Buffer.from(entry('|0   |0g|01|')));
    expect(problems).toMatchObject([{ kind: 'bad-record', frame: 1 }]);
  });

  it.each([
    ['a digit that is none', '|0   |0g|01|'],
    ['half a byte', '|0   |0|'],
    ['no bytes', '|0   |'],
  ])('says of %s which frame it is', (_name, line) => {
    const { problems } = readAll(k12Reader, Buffer.from(entry(bars(udpFrame(message))) + entry(line)));
    expect(problems[0]).toMatchObject({
      kind: 'bad-record',
      message: "frame 2: what stands between the bars is no frame's bytes",
      frame: 2,
    });
  });

  it('has headings of their own lines, and frames that begin with a bar', () => {
    const odd = `x10:01:33,661,521   MTP-L2\r\n${bars(udpFrame(message))}\r\na|00|\r\n`;
    const { messages, problems } = readAll(k12Reader, Buffer.from(entry(bars(udpFrame(message))) + odd));
    expect([messages.map(({ frame }) => frame), problems]).toEqual([[1, 2], []]);
  });

  it('has nothing behind the name in a heading', () => {
    const odd = `10:01:33,661,521   MTP-L2 x\r\n${bars(udpFrame(message))}\r\n`;
    const { messages, problems } = readAll(k12Reader, Buffer.from(entry(bars(udpFrame(message))) + odd));
    expect([messages.map(({ frame }) => frame), problems]).toEqual([[1, 2], []]);
  });

  it('tells where the frame stands of which something is said', () => {
    const first = entry(bars(udpFrame(message)));
    const heading = '+---------+---------------+----------+\r\n10:01:33,661,521   ETHER\r\n';
    const { problems } = readAll(k12Reader, Buffer.from(first + entry('|0   |0g|')));
    expect(problems[0]?.place).toEqual({ input: 'test.pcap', offsetBytes: first.length + heading.length });
  });

  it('reads no frame of an interface that it cannot read, and says so once', () => {
    const twice = entry(bars(udpFrame(message)), 'MTP-L2') + entry(bars(udpFrame(message)), 'MTP-L2');
    const { messages, problems } = readAll(k12Reader, Buffer.from(twice));
    expect([messages, problems.map((problem) => problem.message)]).toEqual([
      [],
      ['frames of a MTP-L2 interface are not read'],
    ]);
  });

  it('gives up a line that is longer than any frame, and goes on behind it', () => {
    const long = `|0   |${'00|'.repeat(100_000)}`;
    const { messages, problems } = readAll(
      k12Reader,
      Buffer.from(entry(long) + entry(bars(udpFrame(message)))),
      1000,
    );
    expect(messages.map(({ frame }) => frame)).toEqual([2]);
    expect(problems[0]).toMatchObject({ kind: 'bad-record', frame: 1 });
  });
});
