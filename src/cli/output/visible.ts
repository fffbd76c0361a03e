import { isUtf8 } from 'node:buffer';

/**
 * Bytes that came from a message or a command, for a terminal: control characters, which could steer it, are shown
 * escaped (`\e`, `\x07`), and bytes that are no UTF-8 as `\xE9`. Line feeds stay when `keepLines` says so; tabs stay.
 */
export function visible(bytes: Buffer, keepLines: 'keep-lines' | 'one-line'): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : escapeHighBytes(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    if (character === '\n' && keepLines === 'keep-lines') return character;
    return NAMED[character] ?? `\\x${hex(character.charCodeAt(0))}`;
  });
}

const NAMED: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\x1b': '\\e' };

function escapeHighBytes(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${hex(byte)}`;
  return text;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(2, '0');
}
