import { readFileSync } from 'node:fs';
import { wordOf } from '../../rawWords.js';

const REPLACEMENT = '\ufffd';

/** This program's words behind its name. Where Node has lost bytes of one, /proc has them still (proc(5)). */
export function ownWords(): string[] {
  const words = process.argv.slice(2);
  if (!words.some((word) => word.includes(REPLACEMENT))) return words;
  try {
    const line = readFileSync('/proc/self/cmdline', 'latin1').split('\0').slice(0, -1);
    return line.slice(line.length - words.length).map((word) => wordOf(Buffer.from(word, 'latin1')));
  } catch {
    return words;
  }
}
