import { isUtf8 } from 'node:buffer';
import { type FoundSpan, unfolded } from './headerLines.js';
import { SummaryScan } from './summaryScan.js';

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

const scan = new SummaryScan();

/**
 * Reads the first line, Call-ID and CSeq of a message without parsing the rest (RFC 3261 §7.1, §7.2, §20.8, §20.16).
 * In: a whole message; blank lines before it are passed over. Never fails: what is not there is absent.
 */
export function summarize(bytes: Buffer): MessageSummary {
  scan.read(bytes);
  const summary: Summary = {};
  const latin1: string[] = [];
  for (const name of ['method', 'uri', 'reason', 'callId', 'cseq'] as const) {
    const { start, end } = scan[name];
    if (start < 0) continue;
    const value = bytes.subarray(start, end);
    const isLegible = isUtf8(value);
    if (!isLegible) latin1.push(name);
    summary[name] = oneLine(value.toString(isLegible ? 'utf8' : 'latin1'), name);
  }
  const status = statusCode(bytes, scan.status);
  if (status !== undefined) summary.status = status;
  if (latin1.length > 0) summary.latin1 = latin1;
  return summary;
}

type Summary = { -readonly [Key in keyof MessageSummary]: MessageSummary[Key] };

function statusCode(bytes: Buffer, { start, end }: FoundSpan): number | undefined {
  const text = start < 0 ? '' : bytes.toString('latin1', start, end);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The value without line folding (RFC 3261 §7.3.1); the two words of CSeq with one blank between them. */
function oneLine(value: string, name: string): string {
  if (name === 'cseq') return value.replace(/\s+/g, ' ');
  return unfolded(value);
}
