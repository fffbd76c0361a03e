const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Where the body begins: behind the empty line that ends the header, lines ended by CRLF or a bare LF.
 * `from` is where to look from: the first line's start, or as far as an earlier look went. -1: no empty line yet.
 */
export function headerEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== lineFeed) continue;
    const next = bytes[at + 1];
    if (at + 1 < end && next === lineFeed) return at + 2;
    if (at + 2 < end && next === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return -1;
}

/**
 * The value of Content-Length, `l` in compact form (RFC 3261 §20.14), in the header from `start` to `end`:
 * -1 where there is none, -2 where its value is no number.
 */
export function bodyLength(bytes: Buffer, start: number, end: number): number {
  for (let line = start; line < end; ) {
    const value = contentLengthValue(bytes, line, end);
    if (value > 0) return numberAt(bytes, value, end);
    while (line < end && bytes[line] !== lineFeed) line++;
    line++;
  }
  return -1;
}

const longName = 'content-length';

/** Where the value begins when the line at `line` is Content-Length; else 0. */
function contentLengthValue(bytes: Buffer, line: number, end: number): number {
  const first = (bytes[line] as number) | 0x20;
  let at = line + 1;
  if (first === 0x63) {
    for (let index = 1; index < longName.length; index++, at++) {
      if (at >= end || ((bytes[at] as number) | 0x20) !== (longName.charCodeAt(index) | 0x20)) return 0;
    }
  } else if (first !== 0x6c) return 0;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return bytes[at] === 0x3a ? at + 1 : 0;
}

/** The digits at `from`, behind blanks and folds. */
function numberAt(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && (isBlank(bytes[at] as number) || isLineEnd(bytes[at] as number))) at++;
  const first = at;
  let value = 0;
  for (; at < end && isDigit(bytes[at] as number); at++) {
    value = Math.min(value * 10 + (bytes[at] as number) - 0x30, Number.MAX_SAFE_INTEGER);
  }
  return at === first ? -2 : value;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isLineEnd(byte: number): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
