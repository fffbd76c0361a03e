import { contentLength } from './contentLength.js';
import { withCarriageReturns } from './restore.js';

/** A message that was pasted without what tells its end. */
export interface Pasted {
  readonly text: string;
  /** How many bytes its body has more (below zero: fewer) than Content-Length says; 0 where it fits or says nothing. */
  readonly surplus: number;
}

const sdpLine = /^[a-z]=/;
const hasType = /^(?:content-type|c)[ \t]{0,8}:/im;

/**
 * Puts a message together from lines that may go on behind it: its header, up to the empty line (which some traces lack
 * before SDP), and of the rest what Content-Length counts, be it with CRLF or with LF; else the lines of SDP, or those up
 * to the last that is not empty. CRs that the text lost are put back.
 */
export function pastedMessage(lines: readonly string[]): Pasted {
  const split = headerLines(lines);
  const keepsReturns = lines[0]?.endsWith('\r') === true;
  const header = lines.slice(0, split).map((line) => line.trimEnd());
  const head = `${header.join('\r\n')}\r\n\r\n`;
  const bodyLines = lines.slice(lines[split]?.trim() === '' ? split + 1 : split);
  const length = contentLength(head);
  if (keepsReturns) return keptBody(head, `${bodyLines.join('\n')}\n`, length);
  const body = bodyLines.map((line) => line.replace(/\r$/, ''));
  if (length !== undefined) {
    const fitting = fittingBody(body, length);
    if (fitting !== undefined) return { text: head + fitting, surplus: 0 };
  }
  const natural = naturalBody(body, head);
  return { text: head + natural, surplus: length === undefined ? 0 : natural.length - length };
}

/** How many lines the header has. */
export function headerLines(lines: readonly string[]): number {
  const split = lines.findIndex((line, at) => at > 0 && (line.trim() === '' || /^v=0\r?$/.test(line)));
  return split < 0 ? lines.length : split;
}

function keptBody(head: string, body: string, length: number | undefined): Pasted {
  if (length !== undefined && length <= body.length) {
    const rest = body.slice(length);
    if (length === 0 || body[length - 1] === '\n' || /^\r?\n|^$/.test(rest)) {
      return { text: head + body.slice(0, length), surplus: 0 };
    }
  }
  const lines = body.split('\n');
  lines.pop();
  const natural = naturalBody(
    lines.map((line) => line.replace(/\r$/, '')),
    head,
  );
  return { text: head + natural, surplus: length === undefined ? 0 : natural.length - length };
}

/** The lines that have `length` bytes with CRLF, with LF, or without the end of the last line; undefined: none have. */
function fittingBody(lines: readonly string[], length: number): string | undefined {
  if (length === 0) return '';
  let wire = 0;
  let bare = 0;
  for (const [index, line] of lines.entries()) {
    wire += line.length + 2;
    bare += line.length + 1;
    const soFar = () => lines.slice(0, index + 1);
    if (wire === length) return `${soFar().join('\r\n')}\r\n`;
    if (wire - 2 === length) return soFar().join('\r\n');
    if (bare === length && !(lines[0] ?? '').startsWith('v=')) return `${soFar().join('\n')}\n`;
    if (bare - 1 === length && !(lines[0] ?? '').startsWith('v=')) return soFar().join('\n');
    if (bare > length + 2) return undefined;
  }
  return undefined;
}

function naturalBody(lines: readonly string[], head: string): string {
  let start = 0;
  while (start < lines.length && lines[start]?.trim() === '') start += 1;
  let end = lines.length;
  if (sdpLine.test(lines[start] ?? '')) {
    end = start;
    while (end < lines.length && sdpLine.test(lines[end] as string)) end += 1;
  } else if (!hasType.test(head)) {
    const length = contentLength(head);
    if (length === undefined || length === 0) return '';
    end = start;
    while (end < lines.length && lines[end]?.trim() !== '') end += 1;
  }
  while (end > start && lines[end - 1]?.trim() === '') end -= 1;
  return end === start ? '' : withCarriageReturns(`${lines.slice(start, end).join('\n')}\n`);
}
