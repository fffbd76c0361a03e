import { isUtf8 } from 'node:buffer';

/**
 * Bytes as the text that expectations are compared with: UTF-8 where they are that; otherwise every byte above 0x7F
 * is written `\xE9`, so that each text stands for one sequence of bytes only.
 */
export function seenText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return bytes
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (character) => `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Output as lines; the line end of the last one ends it and begins no other. */
export function seenLines(text: string): string[] {
  const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
  return whole === '' && text === '' ? [] : whole.split('\n');
}
