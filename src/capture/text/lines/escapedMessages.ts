import { firstLineAt } from './firstLine.js';

/** A message that a line holds with its line ends escaped. */
export interface EscapedMessage {
  /** What stands before it in the line. */
  readonly before: string;
  readonly lines: readonly string[];
  /** What stands behind it, where something encloses it; else empty. */
  readonly behind: string;
}

const escapedEnd = /#015#012|#012|\\r\\n|\\n|\\015\\012|\\012|\^M ?/;
const escapes = /#(\d{3})|\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|([\s\S]))|\^M ?/g;
const letters: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '0': '\0', b: '\b', f: '\f' };

/**
 * The messages of a line that holds them whole, line ends as `#015#012` (rsyslog), `\r\n` (JSON, SQL, gdb), `\015\012` or
 * `^M`. A quote that stands before a message, or opened before it, ends it. Empty where the line holds none: a string that
 * holds one line of a message is not enough.
 */
export function escapedMessages(line: string): EscapedMessage[] {
  const found: EscapedMessage[] = [];
  for (let from = 0; ; ) {
    const start = firstLineAt(line, from);
    if (start < 0) return found;
    const firstEnd = escapedEnd.exec(line.slice(start, start + 2000));
    if (firstEnd === null) return found;
    const quote = quoteAround(line, from, start);
    const end = quote === undefined ? line.length : endOfQuoted(line, start, quote);
    const lines = linesOf(unescaped(line.slice(start, end), firstEnd[0].startsWith('#')));
    if (lines.length > 1)
      found.push({
        before: line.slice(from, start),
        lines,
        behind: quote === undefined ? '' : line.slice(end),
      });
    if (quote === undefined) return found;
    from = end + 1;
  }
}

/** How far before a message the quote may stand that opens its string, when other words of the string come first. */
const maxQuoteDistance = 400;

/** The quote of the string in which a message begins: right before it, or a double one that is still open. */
function quoteAround(line: string, from: number, start: number): '"' | "'" | undefined {
  const quote = line[start - 1];
  if (quote === '"' || quote === "'") return quote;
  let isOpen = false;
  for (let at = Math.max(from, start - maxQuoteDistance); at < start; at++) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') isOpen = !isOpen;
  }
  return isOpen ? '"' : undefined;
}

/** Where the string ends that `quote` opened before `start`; the line's end where nothing closes it. */
export function endOfQuoted(line: string, start: number, quote: string): number {
  for (let at = start; at < line.length; at++) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === quote) {
      if (quote !== "'" || line[at + 1] !== "'") return at;
      at += 1;
    }
  }
  return line.length;
}

/** The text without escapes; `isSyslog`: with those of rsyslog (`#012`) and no others. As latin1. */
export function unescaped(text: string, isSyslog: boolean): string {
  return text.replace(escapes, (whole, decimal, unicode, hex, octal, letter) => {
    if (whole.startsWith('^M')) return '\r\n';
    if (decimal !== undefined) return isSyslog ? String.fromCharCode(Number.parseInt(decimal, 8)) : whole;
    if (isSyslog) return whole;
    if (unicode !== undefined) {
      const code = Number.parseInt(unicode, 16);
      return Buffer.from(String.fromCharCode(code)).toString('latin1');
    }
    const number =
      hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : -1;
    return number >= 0 ? String.fromCharCode(number) : (letters[letter] ?? letter);
  });
}

/** The lines, of which the last one ends where the text does. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
