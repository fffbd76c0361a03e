import { beginsWithToken, sipStart } from '../content/sipFirstLine.js';
import { HepStream, isHep3, mayBeHep3 } from './hepStream.js';
import { SipStream } from './sipStream.js';
import type { StreamContent, StreamPlace } from './streamContent.js';
import { framesHoldSip, isHttp, keepAliveFrames, WebSocketStream } from './webSocketStream.js';

const blank = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const version = Buffer.from('SIP/2.0', 'latin1');

/** How many bytes may come before it must be clear what they are. */
const maxUndecidedBytes = 8 * 1024;

/**
 * What a connection carries, by the first bytes of one direction: a reader for it, `undecided` while they are too
 * few, or `other`. `inside`: the bytes may begin in the middle of something, so that lines are searched as well.
 */
export function recogniseStream(
  bytes: Buffer,
  from: number,
  end: number,
  place: StreamPlace,
  inside: boolean,
): StreamContent | 'undecided' | 'other' {
  let start = from;
  while (start < end && (bytes[start] === carriageReturn || bytes[start] === lineFeed)) start++;
  if (start === end) return 'undecided';
  if (isHep3(bytes, start, end)) return new HepStream(place);
  const first = lineOf(bytes, start, end);
  if (first.complete && sipStart(bytes, start, first.end) === start) return new SipStream(place, inside);
  if (isHttp(bytes, start, end)) return new WebSocketStream(place, true);
  const frames = framesHoldSip(bytes, from, end);
  if (frames === 'sip') return new WebSocketStream(place, false);
  if (isProxyHeader(bytes, from, end)) return new SipStream(place, true);
  if (inside && holdsVersion(bytes, start, end)) return new SipStream(place, true);
  if (end - start > maxUndecidedBytes) return 'other';
  if (frames === 'undecided') return 'undecided';
  if (first.complete) return 'other';
  return beginsWithToken(bytes, start, end) || mayBeHep3(bytes, start, end) ? 'undecided' : 'other';
}

/** How many line ends begin a PROXY header of version 2, the one thing that is recognised by them. */
const heldLineEnds = 4;

/**
 * How many bytes of what is undecided are keep-alives of SIP (RFC 5626 §3.5.1) or WebSocket before anything else: they
 * need not be looked at again with each that follows.
 */
export function spareKeepAlives(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === carriageReturn || bytes[at] === lineFeed)) at++;
  return at > start ? Math.max(0, at - start - heldLineEnds) : keepAliveFrames(bytes, start, end);
}

/** Whether a proxy tells first for whom it speaks (HAProxy's PROXY protocol, version 1 as a line, 2 in bytes). */
function isProxyHeader(bytes: Buffer, start: number, end: number): boolean {
  const text = bytes.toString('latin1', start, Math.min(end, start + 12));
  return text.startsWith('PROXY ') || text === '\r\n\r\n\0\r\nQUIT\n';
}

/**
 * Whether a HEP packet, a WebSocket frame with SIP or a SIP message begins with the segment from `start` to `end`. The bytes
 * in `waiting` are then the end of something whose beginning is missing, and not the start of what this segment goes on
 * with. A waiting method that its segment's end cut (no blank yet) does go on in this segment.
 */
export function beginsAnew(waiting: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (isHep3(bytes, start, end) || framesHoldSip(bytes, start, end) === 'sip') return true;
  const line = lineOf(bytes, start, end);
  return line.complete && sipStart(bytes, start, line.end) === start && waiting.includes(blank);
}

/** Where the unfinished text line at the end begins; `end` where the last line is finished or is no text. */
export function lastLineStart(bytes: Buffer, start: number, end: number): number {
  for (let at = end; at > start && end - at < maxUndecidedBytes; at--) {
    const byte = bytes[at - 1] as number;
    if (byte === lineFeed) return at;
    if (byte < blank && byte !== carriageReturn && byte !== tab) return end;
  }
  return end;
}

function lineOf(bytes: Buffer, start: number, end: number): { complete: boolean; end: number } {
  const limit = Math.min(end, start + maxUndecidedBytes);
  let at = start;
  while (at < limit && bytes[at] !== lineFeed) at++;
  return { complete: at < limit, end: at };
}

/**
 * Whether `SIP/2.0` stands anywhere as in a first line (that of a Via goes on with a slash), so that a search for a message's
 * start is worth its time. It need not be at a line's start: the body before it may lack its line end.
 */
function holdsVersion(bytes: Buffer, start: number, end: number): boolean {
  const view = bytes.subarray(start, end);
  for (let at = view.indexOf(version); at >= 0; at = view.indexOf(version, at + version.length)) {
    const next = view[at + version.length];
    if (next === blank || next === carriageReturn || next === lineFeed) return true;
  }
  return false;
}
