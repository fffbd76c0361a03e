import type { EnvironmentEntry } from '../../exec/environment.js';
import { shellQuote } from '../../exec/process/shellQuote.js';

/** The formats in which variables are printed, each from entries that are sorted and unique. */
export const environmentFormats = {
  /** `NAME=value` lines, bytes as they are. */
  text: (entries: readonly EnvironmentEntry[]) => lines(entries, (value) => value, '\n'),
  /** `export NAME='value'` lines for `eval` in any POSIX shell, safe whatever the values hold. */
  sh: (entries: readonly EnvironmentEntry[]) => lines(entries, shellQuote, '\n', 'export '),
  /** `NAME=value` and a NUL, as in /proc/PID/environ. */
  null: (entries: readonly EnvironmentEntry[]) => lines(entries, (value) => value, '\0'),
} as const;

function lines(
  entries: readonly EnvironmentEntry[],
  encode: (value: Buffer) => Buffer,
  end: string,
  before = '',
): Buffer {
  return Buffer.concat(
    entries.flatMap(({ name, value }) => [Buffer.from(`${before}${name}=`), encode(value), Buffer.from(end)]),
  );
}
