import { parseArgs } from 'node:util';

/**
 * Reads the command line of one of the project's tools. In: its options as parseArgs takes them, what to say of its use, and
 * what makes something of the values; where that throws, or an option is unknown, the tool ends with status 1 and one line.
 */
export function toolArguments(config, usage, read) {
  try {
    return read(parseArgs(config));
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(1);
  }
}

/** @throws Error where the text is no whole number from `least` to `most` */
export function wholeNumber(option, text, { least = 0, most = Number.MAX_SAFE_INTEGER } = {}) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  const range = most < Number.MAX_SAFE_INTEGER ? ` from ${least} to ${most}` : '';
  throw new Error(`${option} ${text}: expected a whole number${range}`);
}
