import { isSipVersion } from './sipVersion.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const blank = 0x20;

/** How far into a message the headers that tell it are looked for. */
const searchedBytes = 65_536;

/** Where in a message a text stands; `start` is -1 where there is none. */
export interface FoundSpan {
  start: number;
  end: number;
}

/**
 * Finds what tells one message from another: the words of the first line, Call-ID and CSeq. One object serves all
 * messages of a capture, as there may be millions: `read` fills the spans anew.
 */
export class SummaryScan {
  readonly method = noSpan();
  readonly uri = noSpan();
  readonly status = noSpan();
  readonly reason = noSpan();
  /** The values without the blanks around them; a folded one spans its lines. */
  readonly callId = noSpan();
  readonly cseq = noSpan();

  /** In: a whole message; blank lines before it are passed over. */
  read(bytes: Buffer): void {
    this.#clear();
    const end = Math.min(bytes.length, searchedBytes);
    const start = firstLineStart(bytes, end);
    let lineEnd = next(lineFeed, bytes, start, end);
    this.#readFirstLine(bytes, start, withoutReturn(bytes, lineEnd));
    for (let line = lineEnd + 1; line < end; line = lineEnd + 1) {
      lineEnd = next(lineFeed, bytes, line, end);
      if (withoutReturn(bytes, lineEnd) <= line) return;
      const letter = (bytes[line] as number) | 0x20;
      if (letter !== 0x63 && letter !== 0x69) continue;
      while (lineEnd + 1 < end && isBlank(bytes[lineEnd + 1]))
        lineEnd = next(lineFeed, bytes, lineEnd + 1, end);
      this.#readHeader(bytes, line, lineEnd);
      if (this.callId.start >= 0 && this.cseq.start >= 0) return;
    }
  }

  #clear(): void {
    this.method.start = -1;
    this.uri.start = -1;
    this.status.start = -1;
    this.reason.start = -1;
    this.callId.start = -1;
    this.cseq.start = -1;
  }

  #readFirstLine(bytes: Buffer, start: number, end: number): void {
    const first = next(blank, bytes, start, end);
    if (first === end) return;
    const second = next(blank, bytes, first + 1, end);
    if (first - start !== 7 || !isSipVersion(bytes, start, first)) {
      setSpan(this.method, start, first);
      setSpan(this.uri, first + 1, second);
      return;
    }
    setSpan(this.status, first + 1, second);
    setSpan(this.reason, Math.min(second + 1, end), end);
  }

  #readHeader(bytes: Buffer, line: number, end: number): void {
    if (this.callId.start < 0 && (isNamed(bytes, line, end, 'call-id') || isNamed(bytes, line, end, 'i')))
      setTrimmed(this.callId, bytes, line, end);
    else if (this.cseq.start < 0 && isNamed(bytes, line, end, 'cseq'))
      setTrimmed(this.cseq, bytes, line, end);
  }
}

function noSpan(): FoundSpan {
  return { start: -1, end: -1 };
}

function setSpan(span: FoundSpan, start: number, end: number): void {
  span.start = start;
  span.end = end;
}

/** The value of the header line, without the white space around it. */
function setTrimmed(span: FoundSpan, bytes: Buffer, line: number, lineEnd: number): void {
  let start = line;
  while (bytes[start] !== colon) start++;
  start++;
  let end = lineEnd;
  while (start < end && isWhite(bytes[start] as number)) start++;
  while (end > start && isWhite(bytes[end - 1] as number)) end--;
  setSpan(span, start, end);
}

/** Whether the header line has this name, given in lower case, in any case of letters. */
function isNamed(bytes: Buffer, line: number, end: number, name: string): boolean {
  let at = line;
  for (let index = 0; index < name.length; index++, at++) {
    const code = name.charCodeAt(index);
    const byte = bytes[at] as number;
    if (byte !== code && (byte | 0x20) !== code) return false;
  }
  while (at < end && isBlank(bytes[at])) at++;
  return at < end && bytes[at] === colon;
}

function firstLineStart(bytes: Buffer, end: number): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < end && ((bytes[at] as number) === 0 || isWhite(bytes[at] as number))) at++;
  return at;
}

/** Where the next such byte stands, at most `end`. Node looks for it several times as fast as a loop here would. */
function next(byte: number, bytes: Buffer, from: number, end: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 || at > end ? end : at;
}

function withoutReturn(bytes: Buffer, end: number): number {
  return bytes[end - 1] === carriageReturn ? end - 1 : end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === blank || byte === 0x09;
}

function isWhite(byte: number): boolean {
  return byte === blank || (byte >= 0x09 && byte <= 0x0d);
}
