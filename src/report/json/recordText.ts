import { isUtf8 } from 'node:buffer';
import type { EnvironmentEntry } from '../../exec/environmentEntry.js';

/**
 * Makes the strings of one JSON record from bytes: UTF-8 where the bytes are that, else one character a byte, and
 * then the string's path is noted in `latin1` (cli.md, "JSON records").
 */
export class RecordText {
  /** The paths of the strings that are one character a byte. */
  readonly latin1: string[];
  private readonly prefix: string;

  constructor(latin1: string[] = [], prefix = '') {
    this.latin1 = latin1;
    this.prefix = prefix;
  }

  /** Makes the strings of an object within the record: their paths begin with its key. */
  within(key: string): RecordText {
    return new RecordText(this.latin1, `${this.prefix}${key}.`);
  }

  /** In: the path that the string will have in the record, and its bytes. */
  of(path: string, bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString('utf8');
    this.latin1.push(`${this.prefix}${path}`);
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
