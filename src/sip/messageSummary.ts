import { isUtf8 } from 'node:buffer';

/** What tells one message from another at a glance. */
export interface MessageSummary {
  /** Of a request; absent for a reply. */
  readonly method?: string;
  readonly uri?: string;
  /** Of a reply: its status code and reason phrase; absent for a request. */
  readonly status?: number;
  readonly reason?: string;
  readonly callId?: string;
  /** Number and method, one blank between. */
  readonly cseq?: string;
  /** Names of the fields above that are not UTF-8: they hold one character a byte. */
  readonly latin1?: readonly string[];
}

/** How far into a message the headers that a summary names are looked for. */
const SEARCHED_BYTES = 65_536;
/** Where they stand in nearly every message. */
const USUAL_BYTES = 1_024;

/**
 * Reads the first line, Call-ID and CSeq of a message without parsing the rest (RFC 3261 §7.1, §7.2, §20.8, §20.16).
 * In: a whole message; blank lines before it are passed over. Never fails: what is not there is absent.
 */
export function summarize(bytes: Buffer): MessageSummary {
  const short = read(bytes.toString('latin1', 0, USUAL_BYTES));
  const isComplete = short.callId !== undefined && short.cseq !== undefined;
  if (isComplete || bytes.length <= USUAL_BYTES) return finish(short);
  return finish(read(bytes.toString('latin1', 0, SEARCHED_BYTES)));
}

function read(text: string): Summary {
  const start = firstLineStart(text);
  let lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1) lineEnd = text.length;
  const summary = readFirstLine(text, start, withoutCr(text, lineEnd));
  for (let at = lineEnd + 1; at < text.length; ) {
    let next = text.indexOf('\n', at);
    if (next === -1) next = text.length;
    const end = withoutCr(text, next);
    if (end === at) break;
    const letter = text.charCodeAt(at) | 0x20;
    if (letter === LETTER_C || letter === LETTER_I) readHeader(text, at, end, summary);
    if (summary.callId !== undefined && summary.cseq !== undefined) break;
    at = next + 1;
  }
  return summary;
}

type Summary = { -readonly [Key in keyof MessageSummary]: MessageSummary[Key] };

const LETTER_C = 0x63;
const LETTER_I = 0x69;

function firstLineStart(text: string): number {
  let at = text.charCodeAt(0) === 0xef && text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  while (isBlankOrLineEnd(text.charCodeAt(at))) at += 1;
  return at;
}

function readFirstLine(text: string, start: number, end: number): Summary {
  const first = text.indexOf(' ', start);
  if (first === -1 || first > end) return {};
  const word = text.slice(start, first);
  const second = text.indexOf(' ', first + 1);
  const secondEnd = second === -1 || second > end ? end : second;
  const middle = text.slice(first + 1, secondEnd);
  if (!isSipVersion(word)) return { method: word, uri: middle };
  return { status: Number(middle), reason: text.slice(Math.min(secondEnd + 1, end), end) };
}

function isSipVersion(word: string): boolean {
  return word.length === 7 && (word.charCodeAt(0) | 0x20) === 0x73 && /^sip\/\d\.\d$/i.test(word);
}

function readHeader(text: string, start: number, end: number, summary: Summary): void {
  const colon = text.indexOf(':', start);
  if (colon === -1 || colon > end || colon - start > 16) return;
  const name = text.slice(start, colon).trimEnd().toLowerCase();
  if (name === 'call-id' || name === 'i') summary.callId ??= text.slice(colon + 1, end).trim();
  else if (name === 'cseq') summary.cseq ??= oneBlank(text.slice(colon + 1, end).trim());
}

function oneBlank(text: string): string {
  return text.includes('  ') || text.includes('\t') ? text.replace(/\s+/g, ' ') : text;
}

/** Nearly every message is ASCII; the others are decoded here. */
function finish(summary: Summary): MessageSummary {
  const latin1: string[] = [];
  for (const key of ['method', 'uri', 'reason', 'callId', 'cseq'] as const) {
    const value = summary[key];
    if (value === undefined || isAscii(value)) continue;
    const bytes = Buffer.from(value, 'latin1');
    if (isUtf8(bytes)) summary[key] = bytes.toString('utf8');
    else latin1.push(key);
  }
  if (latin1.length > 0) summary.latin1 = latin1;
  return summary;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function withoutCr(text: string, end: number): number {
  return text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

function isBlankOrLineEnd(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}
