import { describe, expect, it } from 'vitest';
import { readInput, texts } from '../../collectInput.js';

const request = (id: string, body = '') =>
  `INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: ${id}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const [a, b, c] = [request('a'), request('b', 'v=0\r\ns=-\r\n'), request('c')];

/** A line for each LF, with a point for the CR before it. */
const byline = (payload: string) => payload.replaceAll('\r\n', '.\n');

/** Sixteen bytes a line, eight and eight, the room of those that are missing, then the text of them. */
function hexLines(payload: string): string {
  const lines: string[] = [];
  for (let at = 0; at < payload.length; at += 16) {
    const bytes = [...Buffer.from(payload.slice(at, at + 16), 'latin1')];
    const hex = bytes.map(
      (byte, index) => `${byte.toString(16).padStart(2, '0')}${index === 7 ? '    ' : ' '}`,
    );
    const shown = payload.slice(at, at + 16).replace(/[^ -~]/g, '.');
    lines.push(`  ${hex.join('').padEnd(52)}  ${shown.padEnd(16)}`);
  }
  return `${lines.join('\n')}\n`;
}

const heading = (letter: string) =>
  `${letter} 192.0.2.10:5070 -> 192.0.2.20:5060${letter === 'T' ? ' [AP]' : ''} #4\n`;
const end = '\n####exit\n';

describe('ngrep', () => {
  it.each(['T', 'U'])('several messages in one packet (%s)', async (letter) => {
    const read = await readInput(`####\n${heading(letter)}${byline(a + b + c)}${end}`);
    const found = texts(read);
    // A server takes a datagram for one message.
    expect(found).toEqual(letter === 'T' ? [a, b, c] : [a + b + c]);
  });

  it('-x of segments that are shorter than half a line', async () => {
    const parts = ['I', 'NVITE', b.slice(6, 60), b.slice(60)];
    const text = parts.map((part) => `${heading('T')}${hexLines(part)}\n`).join('');
    expect(texts(await readInput(text))).toEqual([b]);
  });
});
