import { describe, expect, test } from 'vitest';
import { readInput, texts } from '../collectInput.js';

const authorization = `Digest username="1001",realm="example.com",nonce="${'0123456789abcdef'.repeat(3)}",uri="sip:1003@example.com",response="${'f'.repeat(32)}",algorithm=MD5`;
const long = [
  'INVITE sip:1003@example.com SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.10:5080;rport;branch=z9hG4bKPj85db1d415',
  'Call-ID: 1@192.0.2.10',
  `Authorization: ${authorization}`,
  'CSeq: 1 INVITE',
  'Content-Length: 4',
  '',
  'a=b',
].join('\n');
const wire = `${long.replaceAll('\n', '\r\n')}`;
const wrap = (text: string, width: number) =>
  text
    .replace(new RegExp(`^(.{${width}})(?=.)`, 'gm'), '$1\n')
    .replace(new RegExp(`^(.{${width}})(?=.)`, 'gm'), '$1\n');
const asterisk = (text: string) =>
  `<--- Received SIP request (${wire.length} bytes) from UDP:192.0.2.10:5080 --->\n${text}\n\n`;
const snom = (text: string) =>
  `Received from udp:192.0.2.10:5080 at Nov 23 00:16:35.302 (${wire.length} bytes):\n\n${text}\n\n`;
const remarks = (
  problems: readonly { kind: string; message: string; place?: { line?: number } | undefined }[],
) =>
  problems
    .filter(({ kind }) => kind === 'wrapped-lines' || kind === 'broken-header')
    .map(({ kind, place }) => `${kind} ${place?.line}`);

describe('lines that a terminal wrapped', () => {
  test.each([80, 100, 120])('at %d columns are joined again, and the first one is named', async (width) => {
    for (const [dress, line] of [
      [asterisk, 6],
      [snom, 7],
    ] as const) {
      const { messages, problems, format } = await readInput(dress(wrap(long, width)));
      expect(texts({ messages, problems, format }).map((text) => text.trimEnd())).toEqual([wire]);
      expect(remarks(problems)).toEqual([`wrapped-lines ${line}`]);
    }
  });

  test('at a width that no terminal has are joined when there are two of them', async () => {
    const { messages, problems } = await readInput(snom(wrap(long, 91)));
    expect(messages[0]?.bytes.toString().trimEnd()).toBe(wire);
    expect(remarks(problems)).toEqual(['wrapped-lines 7']);
  });
});

describe('a line that is no header stays as it is, and is named', () => {
  const bodyless = (lines: string) => `OPTIONS sip:b@example.com SIP/2.0\n${lines}Content-Length: 0\n\n`;

  test.each([
    [
      'where the line before is shorter than others',
      'Call-ID: 1\nno header\nX-Long: 23456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\n',
      5,
    ],
    [
      'where the line before is the longest one, at no width of a terminal',
      `X-Long: ${'1'.repeat(65)}\nno header\nCall-ID: 1\n`,
      5,
    ],
    [
      'where another line of the same length has a header behind it',
      `X-Long: ${'1'.repeat(72)}\nno header\nY-Long: ${'1'.repeat(72)}\nCall-ID: 1\n`,
      5,
    ],
  ])('%s', async (_name, lines, line) => {
    const text = bodyless(lines);
    const { messages, problems } = await readInput(snom(text));
    expect(messages[0]?.bytes.toString()).toBe(text.replaceAll('\n', '\r\n'));
    expect(remarks(problems)).toEqual([`broken-header ${line}`]);
  });

  test('a folded header is none of them', async () => {
    const text = bodyless(`Subject: ${'1'.repeat(71)}\n goes on\nCall-ID: 1\n`);
    const { messages, problems } = await readInput(snom(text));
    expect(messages[0]?.bytes.toString()).toBe(text.replaceAll('\n', '\r\n'));
    expect(remarks(problems)).toEqual([]);
  });
});
