import { bodyStart, contentLength } from '../contentLength.js';
import { endByLength, restoreMessage, trimLineFeeds, withoutLast } from '../restore.js';

/**
 * The bytes of a packet from what ngrep printed below its heading, lines joined by LF. The layout tells itself:
 * hex (`-x`), a line for a line (`-W byline`), or all line ends as points (`normal` wraps, `none` and `single` do not).
 * `lineFeedsBehind`: how many LFs ngrep itself put behind the packet.
 */
export function decodeNgrep(text: string, lineFeedsBehind: number): string {
  if (hexLine.test(text)) return decodeHex(text);
  if (/^ {2}\S/.test(text)) return decodePoints(unwrap(text));
  const lineEnd = text.indexOf('\n');
  const firstLine = lineEnd < 0 ? text : text.slice(0, lineEnd);
  if (/SIP\/2\.0\.\.[A-Za-z]|^SIP\/2\.0 \d{3} .*?\.\.[A-Za-z-]+ ?:/.test(firstLine))
    return decodePoints(firstLine);
  return decodeByline(text, lineFeedsBehind);
}

/** A line of eight bytes or more, or of fewer and the room of the others. */
const hexLine = /^ {2}(?:[0-9a-f]{2} ){8}|^ {2}(?:[0-9a-f]{2} ){1,7} {20}/;

/** Sixteen bytes a line, eight and eight, then the text of them. */
function decodeHex(text: string): string {
  let hex = '';
  for (const line of text.split('\n')) {
    if (/^ {2}[0-9a-f]{2} /.test(line)) hex += line.slice(2, 54).replace(/[^0-9a-f]/g, '');
  }
  return Buffer.from(hex, 'hex').toString('latin1');
}

/**
 * A line for each LF; the CR before it shows as a point. A body in which some line has no point has bare LFs, and
 * its points are its own. Empty lines behind the packet are told by its Content-Length, or else by their number.
 */
function decodeByline(text: string, lineFeedsBehind: number): string {
  // A text that was pasted may have lost the empty lines: the one LF then ends the packet's own last line.
  const isPasted = lineFeedsBehind > 1 && /\.\n$/.test(text);
  let end = text.length;
  while (!isPasted && text.length - end < lineFeedsBehind && text[end - 1] === '\n') end--;
  const exact = text.slice(0, end);
  const firstEnd = text.indexOf('\n');
  if (!/SIP\/2\.0/.test(text.slice(0, firstEnd))) return decodeContinuation(exact);
  if (text[firstEnd - 1] !== '.') return restoreMessage(trimLineFeeds(text, lineFeedsBehind)).text;
  const whole = decodeMessage(text);
  const messageEnd = endByLength(whole);
  if (messageEnd >= 0) return whole.slice(0, messageEnd);
  const counted = endBeforeEmptyLine(whole);
  return counted >= 0 ? whole.slice(0, counted) : decodeMessage(exact);
}

/** Where a message ends by its Content-Length, if an empty line follows, behind which a text goes on that is not ngrep's. */
function endBeforeEmptyLine(message: string): number {
  const split = bodyStart(message);
  const length = split < 0 ? undefined : contentLength(message.slice(0, split));
  if (length === undefined) return -1;
  return message[split + length] === '\n' ? split + length : -1;
}

function decodeMessage(text: string): string {
  const empty = /\n\.\n/.exec(text);
  const split = empty === null ? text.length : empty.index + 3;
  return decodeHeader(text.slice(0, split)) + decodeBody(text.slice(split));
}

/** No header's name begins with a point: it is the TAB of a folded line. */
function decodeHeader(header: string): string {
  return header.replace(/\.\n/g, '\r\n').replace(/\n\.(?=[^\r\n])/g, '\n\t');
}

/** The rest of a message that another packet began: its header may end in it. An LF at its begin stands alone. */
function decodeContinuation(text: string): string {
  const start = text.startsWith('\n') ? 1 : 0;
  const empty = /(?:^|\n)\.\n/.exec(text.slice(start));
  if (empty === null) return text.slice(0, start) + decodeBody(text.slice(start));
  const split = start + empty.index + empty[0].length;
  return text.slice(0, start) + decodeBody(text.slice(start, split)) + decodeBody(text.slice(split));
}

function decodeBody(body: string): string {
  const lines = withoutLast(body, '\n').split('\n');
  // The body may end without a line end.
  if (!body.endsWith('\n') || lines.length > 1) lines.pop();
  return lines.every((line) => line.endsWith('.')) ? body.replace(/\.\n/g, '\r\n') : body;
}

/** Lines of the terminal's width with two blanks before them; the last one is filled with blanks. */
function unwrap(text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith('  '));
  return withoutLast(lines.map((line) => line.slice(2)).join(''), ' ');
}

/**
 * All line ends are points here: a run of two points or more before a header's name ends a line, a run of four
 * ends the header, where Content-Length says so if it does. A point that a value ended with is one more in the run.
 * In the body two points are a line end only before a line of SDP, and at its end.
 */
function decodePoints(text: string): string {
  const lines = text.replace(/\.\.(?=[A-Za-z][A-Za-z0-9-]* ?:)/g, '\r\n');
  const end = headerEnd(lines);
  if (end < 0) return lines.replace(/\.{4}$/, '\r\n\r\n');
  const body = lines.slice(end + 4).replace(/\.\.(?=[a-z]=|$)/g, '\r\n');
  return `${lines.slice(0, end)}\r\n\r\n${body}`;
}

/** Where the four points are that stand between header and body; -1 where none is. */
function headerEnd(lines: string): number {
  const length = contentLength(lines);
  const atLength = length === undefined ? -1 : lines.length - length - 4;
  if (atLength >= 0 && lines.startsWith('....', atLength)) return atLength;
  return lines.indexOf('....', lines.lastIndexOf('\r\n'));
}
