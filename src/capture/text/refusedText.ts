import type { NamedLines } from '../namedLines.js';
import { isHeaderLine } from './lines/firstLine.js';
import { textFormats } from './textFormats.js';

/** How many formats a refusal names. */
const maxNamed = 6;

/**
 * What is to be said of a text in which no message was found; undefined where it may be meant for a message, so that a
 * reader of messages can say what is wrong with it: one line alone, or a line of a header below the first one.
 * `bareFirstLines`: the lines that begin like messages, without headers behind.
 */
export function refusalOf(bytes: Buffer, bareFirstLines: NamedLines): string | undefined {
  const lines = bytes
    .toString('latin1', 0, 65_536)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length < 2 || isHeaderLine(lines[1] as string)) return undefined;
  const names = Object.keys(textFormats).filter((name) => name !== 'text');
  const formats = `${names.slice(0, maxNamed).join(', ')} and ${names.length - maxNamed} more: sipexec list --help names them`;
  const { count, text } = bareFirstLines;
  const found =
    count === 0
      ? 'no line begins a SIP message'
      : `${text} begin${count === 1 ? 's a message' : ' messages'}, without headers behind`;
  return `not a SIP message, nor a text of a known format (${formats}); ${found}`;
}
