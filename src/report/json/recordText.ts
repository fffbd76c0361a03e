import { isUtf8 } from 'node:buffer';
import type { EnvironmentEntry } from '../../exec/environmentEntry.js';

/**
 * Makes the strings of one JSON record from bytes: UTF-8 where the bytes are that, else one character a byte, and
 * then the string's path is noted in `latin1` (cli.md, "JSON records").
 */
export class RecordText {
  readonly latin1: string[];

  constructor(latin1: readonly string[] = []) {
    this.latin1 = [...latin1];
  }

  /** In: the path that the string will have in the record, and its bytes. */
  of(path: string, bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString('utf8');
    this.latin1.push(path);
    return bytes.toString('latin1');
  }

  /** Variables as an object. */
  environment(entries: readonly EnvironmentEntry[]): Record<string, string> {
    return Object.fromEntries(
      entries.map(({ name, value }) => [name, this.of(`environment.${name}`, value)]),
    );
  }

  /** Variables as pairs, in order. */
  block(entries: readonly EnvironmentEntry[]): [string, string][] {
    return entries.map(({ name, value }, i) => [name, this.of(`environmentBlock.${i}.1`, value)]);
  }
}
