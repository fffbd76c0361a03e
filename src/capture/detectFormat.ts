import { headerEnd } from './content/framing.js';
import { sipStart } from './content/sipFirstLine.js';
import { isHeaderLine } from './text/lines/firstLine.js';
import { isQuotedPrintable } from './text/lines/quotedPrintable.js';

/**
 * What the first bytes of an input say it is: plain SIP, text that is not, or bytes that are no text at all (of a
 * capture file, or junk). `gzip` is to be inflated and looked at again; `unknown`: more bytes must tell.
 */
export type FirstBytes = 'plain' | 'text' | 'binary' | 'gzip' | 'unknown';

/** The longest first line that is waited for before an input is called plain SIP or not. */
const maxFirstLineBytes = 65_536;

/**
 * Looks at the first bytes of an input. `ended`: there are no more. Plain SIP is recognised here, without a look at any
 * other format, because a run on one message must not wait for more than that.
 */
export function classifyFirstBytes(bytes: Buffer, ended: boolean): FirstBytes {
  if (bytes.length < 4 && !ended) return 'unknown';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  // The first block of a pcapng file begins with line ends.
  if (isPcapngStart(bytes)) return 'binary';
  const lineStart = skipLineEnds(bytes);
  if (lineStart === bytes.length && !ended) return 'unknown';
  const lineEnd = bytes.indexOf(0x0a, lineStart);
  const end = lineEnd < 0 ? bytes.length : lineEnd;
  if ((lineEnd >= 0 || ended) && isStrictFirstLine(bytes, lineStart, end)) return 'plain';
  if (!isText(bytes, Math.min(bytes.length, 512))) return 'binary';
  return lineEnd < 0 && !ended && bytes.length < maxFirstLineBytes ? 'unknown' : 'text';
}

/**
 * Whether an input that no tool's text begins like may be plain SIP all the same: a first line that only lenient
 * servers take, such as one with blanks in its URI.
 */
export function beginsWithLenientFirstLine(bytes: Buffer): boolean {
  const start = skipLineEnds(bytes);
  const lineEnd = bytes.indexOf(0x0a, start);
  // A text that was indented as a whole.
  if (isBlank(bytes[start]) && lineEnd > 0 && isBlank(bytes[lineEnd + 1])) return false;
  return sipStart(bytes, 0, lineEnd < 0 ? bytes.length : lineEnd) >= 0;
}

/**
 * Whether what begins like plain SIP shows that something was done to each of its lines, so that a reader of texts must
 * undo it: a second CR or blanks at the ends, an empty line behind each, HTML's escapes for all angle brackets, a mail's encoding.
 * `unknown`: the header has not come yet. `ended`: there are no more bytes.
 */
export function isDressed(bytes: Buffer, ended: boolean): boolean | 'unknown' {
  const start = skipLineEnds(bytes);
  const end = headerEnd(bytes, start, bytes.length);
  const isAll = ended || bytes.length - start > maxFirstLineBytes;
  if (end < 0 && !isAll) return 'unknown';
  const header = bytes.toString(
    'latin1',
    start,
    end < 0 ? Math.min(bytes.length, start + maxFirstLineBytes) : end,
  );
  const lines = header.split('\n', 4);
  if (lines[0]?.endsWith('\r\r')) return true;
  if (end > 0 && lines.length === 3 && lines[2] === '') {
    // The header is one line: an empty line follows the first one, and in a double-spaced text a header line follows that.
    const lineEnd = bytes.indexOf(0x0a, end);
    if (lineEnd < 0 && !isAll) return 'unknown';
    return isHeaderLine(bytes.toString('latin1', end, lineEnd < 0 ? bytes.length : lineEnd));
  }
  if (lines.length === 4 && lines.slice(0, 3).every((line) => /[ \t]\r?$/.test(line))) return true;
  if (isQuotedPrintable(header)) return true;
  return /&(?:lt|#60);sips?:/.test(header) && !header.includes('<');
}

/** A first line of three words, or a status line: no heading of a trace looks like that. */
function isStrictFirstLine(bytes: Buffer, start: number, end: number): boolean {
  if (sipStart(bytes, start, end) < 0) return false;
  const line = bytes.toString('latin1', start, Math.min(end, start + maxFirstLineBytes));
  return /^(?:\xef\xbb\xbf)?(?:\S+ \S+ SIP\/\d\.\d\s*$|SIP\/\d)/i.test(line);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isPcapngStart(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32BE(0) === 0x0a0d0d0a;
}

function skipLineEnds(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x0d || bytes[at] === 0x0a)) at++;
  return at;
}

/** Whether there is no control character among the first bytes but those that logs have: line ends, TAB, ESC. */
function isText(bytes: Buffer, length: number): boolean {
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && byte !== 0x1b) return false;
  }
  return true;
}
