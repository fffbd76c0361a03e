import { isSipVersion } from '../firstLine/sipVersion.js';
import {
  endOfFolded,
  type FoundSpan,
  firstLineStart,
  isNamed,
  nextOf,
  searchedBytes,
  setValue,
  withoutReturn,
} from './headerLines.js';

const lineFeed = 0x0a;
const blank = 0x20;

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
    let lineEnd = nextOf(lineFeed, bytes, start, end);
    this.#readFirstLine(bytes, start, withoutReturn(bytes, lineEnd));
    for (let line = lineEnd + 1; line < end; line = lineEnd + 1) {
      lineEnd = nextOf(lineFeed, bytes, line, end);
      if (withoutReturn(bytes, lineEnd) <= line) return;
      const letter = (bytes[line] as number) | 0x20;
      if (letter !== 0x63 && letter !== 0x69) continue;
      lineEnd = endOfFolded(bytes, lineEnd, end);
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
    const first = nextOf(blank, bytes, start, end);
    if (first === end) return;
    const second = nextOf(blank, bytes, first + 1, end);
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
      setValue(this.callId, bytes, line, end);
    else if (this.cseq.start < 0 && isNamed(bytes, line, end, 'cseq')) setValue(this.cseq, bytes, line, end);
  }
}

function noSpan(): FoundSpan {
  return { start: -1, end: -1 };
}

function setSpan(span: FoundSpan, start: number, end: number): void {
  span.start = start;
  span.end = end;
}
