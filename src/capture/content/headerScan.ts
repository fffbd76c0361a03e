const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What Content-Length says when it is not there, and when its value is no number. */
const noContentLength = -1;
const badContentLength = -2;

/**
 * Finds the end of a message's header and its Content-Length (`l` in compact form, RFC 3261 §20.14) in one pass. The
 * bytes may come little by little: each scan goes on where the last one ended.
 */
export class HeaderScan {
  contentLength = noContentLength;
  /** Where the line that is not yet complete begins, and how far it was searched, from the message's start. */
  #line = 0;
  #searched = 0;
  /** Whether the line before was Content-Length without its value, which a folded line then holds (RFC 3261 §7.3.1). */
  #awaitsFolded = false;

  reset(): void {
    this.contentLength = noContentLength;
    this.#line = 0;
    this.#searched = 0;
    this.#awaitsFolded = false;
  }

  /**
   * Scans the message that begins at `start`, of which the bytes up to `end` are there. Returns where its body begins,
   * behind the empty line; -1 while there is none. Lines end with CRLF or a bare LF.
   */
  scan(bytes: Buffer, start: number, end: number): number {
    let line = start + this.#line;
    // Node looks for a byte much faster than a loop here would; nothing behind `end` must be searched.
    const searched = end === bytes.length ? bytes : bytes.subarray(0, end);
    let at = searched.indexOf(lineFeed, start + this.#searched);
    for (; at >= 0; at = searched.indexOf(lineFeed, at + 1)) {
      if (at === line || (at === line + 1 && bytes[line] === carriageReturn)) return at + 1;
      const isFolded = this.#awaitsFolded && isBlank(bytes[line] as number);
      const value = isFolded ? line : contentLengthValue(bytes, line, at);
      if (value > 0 || isFolded) this.contentLength = numberAt(bytes, value, at);
      this.#awaitsFolded = value > 0 && this.contentLength === badContentLength;
      line = at + 1;
    }
    this.#line = line - start;
    this.#searched = end - start;
    return -1;
  }
}

const longName = 'content-length';

/** Where the value begins when the line from `line` to `end` is Content-Length; else 0. */
function contentLengthValue(bytes: Buffer, line: number, end: number): number {
  const first = (bytes[line] as number) | 0x20;
  let at = line + 1;
  if (first === 0x63) {
    if (end - line < longName.length) return 0;
    for (let index = 1; index < longName.length; index++, at++) {
      if (((bytes[at] as number) | 0x20) !== (longName.charCodeAt(index) | 0x20)) return 0;
    }
  } else if (first !== 0x6c) return 0;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at < end && bytes[at] === 0x3a ? at + 1 : 0;
}

function numberAt(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at] as number)) at++;
  const first = at;
  let value = 0;
  for (; at < end && isDigit(bytes[at] as number); at++) {
    value = Math.min(value * 10 + (bytes[at] as number) - 0x30, Number.MAX_SAFE_INTEGER);
  }
  return at === first ? badContentLength : value;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
