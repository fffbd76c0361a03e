import { readFileSync } from 'node:fs';
import { SipexecError } from '../../errors.js';
import type { EnvironmentEntry } from '../environment.js';

/** The system would not start the command: its environment or command line is too large. */
export class TooLargeError extends SipexecError {}

/** Linux: the longest single string of an environment or argument list, its NUL included (execve(2)). */
const MAX_ARG_STRLEN = 131_072;

const DEFAULT_STACK_BYTES = 8 * 1024 * 1024;
const POINTER_BYTES = 8;

/**
 * Checks what execve(2) would refuse with E2BIG, so that the error can name the variable.
 * In: the whole environment (inherited variables too) and the command line, as bytes.
 * @throws TooLargeError
 */
export function checkLimits(environment: readonly EnvironmentEntry[], commandLine: Buffer): void {
  let total = 0;
  let largest: EnvironmentEntry | undefined;
  for (const entry of environment) {
    const bytes = entry.name.length + 1 + entry.value.length + 1;
    if (bytes > MAX_ARG_STRLEN) {
      throw new TooLargeError(
        `environment variable ${entry.name} is too large: ${bytes} bytes with its name, the system allows ${MAX_ARG_STRLEN} (the server could not start the command either)`,
      );
    }
    total += bytes + POINTER_BYTES;
    if (largest === undefined || entry.value.length > largest.value.length) largest = entry;
  }
  if (commandLine.length + 1 > MAX_ARG_STRLEN) {
    throw new TooLargeError(
      `the command line is too large: ${commandLine.length + 1} bytes, the system allows ${MAX_ARG_STRLEN}`,
    );
  }
  total += commandLine.length;
  // The stack limit is looked up only where even the usual one could be exceeded.
  if (total > DEFAULT_STACK_BYTES / 8 && total > totalLimitBytes()) {
    throw new TooLargeError(
      `the environment is too large: ${total} bytes in all, the system allows ${totalLimitBytes()}; the largest variable is ${largest?.name} with ${largest?.value.length} bytes`,
    );
  }
}

function totalLimitBytes(): number {
  let stackBytes = DEFAULT_STACK_BYTES;
  try {
    const soft = /^Max stack size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
    if (soft === 'unlimited') stackBytes = Number.POSITIVE_INFINITY;
    else if (soft !== undefined) stackBytes = Number(soft);
  } catch {
    // No /proc: the usual limit stands.
  }
  return Math.min(stackBytes / 4, 6 * 1024 * 1024);
}
