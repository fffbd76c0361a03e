import { isBlank, isLineEnd, NUL } from '../../sip/characters.js';
import { viaParameter } from '../../sip/headers/via/via.js';
import { isMalformed, type Span } from '../../sip/span.js';
import { fromOf } from './from.js';
import { Md5 } from './md5.js';
import type { ServerMessage } from './serverMessage.js';

/** One object for all messages: a call has finished with it when it returns. */
let md5: Md5 | undefined;

/**
 * SIP_TID: the lower-case hex MD5 of what identifies the transaction, each part without surrounding white space,
 * nothing between them (servers.md §2). Undefined where To, From, Call-ID or CSeq is missing, or the From is needed
 * and does not parse.
 */
export function transactionId(message: ServerMessage): Buffer | undefined {
  const from = message.header('from');
  const to = message.header('to');
  const callId = message.header('call-id');
  const cseq = message.header('cseq')?.cseq;
  const hop = message.header('via')?.via?.hops[0];
  if (from === undefined || to === undefined || callId === undefined || cseq === undefined) return undefined;
  if (message.firstLine.type !== 'request' || hop === undefined) return undefined;
  const { bytes } = message;
  md5 ??= new Md5();
  md5.reset();
  const rule = message.profile.environment.transactionId;
  const branch = viaParameter(bytes, hop, 'branch')?.value;
  if (rule === 'branch-of-rfc-3261' && isOfRfc3261(bytes, branch)) {
    addPart(md5, bytes, branch);
    return md5.hexBytes();
  }
  if (rule === 'from-and-to') {
    addTrimmed(md5, bytes, from.bodyStart, from.bodyEnd);
    addTrimmed(md5, bytes, to.bodyStart, to.bodyEnd);
  } else {
    const address = fromOf(message);
    if (address === undefined || isMalformed(address)) return undefined;
    addPart(md5, bytes, address.tag);
    if (rule === 'branch-of-rfc-3261' || !sharesTransaction(message.method)) addPart(md5, bytes, to.to?.tag);
  }
  addTrimmed(md5, bytes, callId.bodyStart, callId.bodyEnd);
  addPart(md5, bytes, message.firstLine.uri);
  addPart(md5, bytes, cseq.number);
  addPart(md5, bytes, hop.host);
  addPart(md5, bytes, hop.port);
  addPart(md5, bytes, branch);
  return md5.hexBytes();
}

const magicCookie = 'z9hG4bK';

/** Whether the branch says by its first letters that it is unique (RFC 3261 §8.1.1.7). */
function isOfRfc3261(bytes: Buffer, branch: Span | undefined): boolean {
  if (branch === undefined) return false;
  const end = Math.min(branch.start + magicCookie.length, branch.end);
  return bytes.toString('latin1', branch.start, end) === magicCookie;
}

/** INVITE, its CANCEL and its ACK belong together, but only the ACK has a To tag. */
function sharesTransaction(method: string | undefined): boolean {
  const capitals = method?.toUpperCase();
  return capitals === 'INVITE' || capitals === 'ACK' || capitals === 'CANCEL';
}

function addPart(md5: Md5, bytes: Buffer, part: Span | undefined): void {
  if (part !== undefined) addTrimmed(md5, bytes, part.start, part.end);
}

function addTrimmed(md5: Md5, bytes: Buffer, from: number, to: number): void {
  let start = from;
  let end = to;
  // White space before a header's value was skipped already; here a lone CR is no white space.
  while (start < end && isBlank(bytes[start])) start++;
  while (end > start && isTrailing(bytes[end - 1])) end--;
  md5.update(bytes, start, end);
}

/** At a part's end NULs count as white space. */
function isTrailing(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte) || byte === NUL;
}
