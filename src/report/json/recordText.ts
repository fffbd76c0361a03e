import { isUtf8 } from 'node:buffer';
import type { EnvironmentEntry } from '../../exec/environment.js';

/** What JSON lets stand as it is, though it can steer a terminal (C1 controls) or reorder what it shows. */
const CONTROL =
  /[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|#(?=\[|vso\[|teamcity\[)/g;

/**
 * A value as JSON in one line, with everything escaped that steers a terminal or gives the log of a CI service a command
 * (`##[…]`): whoever reads it gets the same value.
 */
export function jsonLine(value: unknown): string {
  return jsonText(value);
}

/** The same over several lines, each level indented by so many blanks. */
export function jsonText(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(CONTROL, escaped);
}

/**
 * A record: an object of what sipexec prints for other programs, in one line without its end. It begins with the version
 * of what its keys mean: that stays as long as keys are only added.
 */
export function recordLine(record: Readonly<Record<string, unknown>>): string {
  return jsonLine({ version: 1, ...record });
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

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
