import { isBlank, isLineEnd } from '../sip/characters.js';
import { isMalformed, type Span } from '../sip/span.js';
import { viaParameter } from '../sip/via.js';
import { fromOf } from './from.js';
import { md5Hex } from './md5.js';
import type { ServerMessage } from './serverMessage.js';

/**
 * SIP_TID: the lower-case hex MD5 of what identifies the transaction, each part without surrounding white space,
 * nothing between them (servers.md §2). Undefined where To, From, Call-ID or CSeq is missing, or the From is needed
 * and does not parse.
 */
export function transactionId(message: ServerMessage): string | undefined {
  const from = message.header('from');
  const to = message.header('to');
  const callId = message.header('call-id');
  const cseq = message.header('cseq')?.cseq;
  const hop = message.header('via')?.via?.hops[0];
  if (from === undefined || to === undefined || callId === undefined || cseq === undefined) return undefined;
  if (message.firstLine.type !== 'request' || hop === undefined) return undefined;
  const parts: (Span | undefined)[] = [];
  const rule = message.profile.environment.transactionId.parts;
  if (rule === 'from-and-to') {
    parts.push(bodyOf(from), bodyOf(to));
  } else {
    const address = fromOf(message);
    if (address === undefined || isMalformed(address)) return undefined;
    parts.push(address.tag);
    if (rule === 'from-tag-and-to-tag-of-dialog-requests' && !sharesTransaction(message.method))
      parts.push(to.to?.tag);
  }
  parts.push(bodyOf(callId), message.firstLine.uri, cseq.number, hop.host, hop.port);
  parts.push(viaParameter(message.bytes, hop, 'branch')?.value);
  return md5Hex(joined(message.bytes, parts));
}

function bodyOf(header: { bodyStart: number; bodyEnd: number }): Span {
  return { start: header.bodyStart, end: header.bodyEnd };
}

/** INVITE, its CANCEL and its ACK belong together, but only the ACK has a To tag. */
function sharesTransaction(method: string | undefined): boolean {
  const known = method?.toUpperCase();
  return known === 'INVITE' || known === 'ACK' || known === 'CANCEL';
}

function joined(bytes: Buffer, parts: readonly (Span | undefined)[]): Buffer {
  const trimmed: Buffer[] = [];
  for (const part of parts) {
    if (part === undefined) continue;
    let { start, end } = part;
    while (start < end && isWhite(bytes[start])) start++;
    while (end > start && isWhite(bytes[end - 1])) end--;
    trimmed.push(bytes.subarray(start, end));
  }
  return Buffer.concat(trimmed);
}

function isWhite(byte: number | undefined): boolean {
  return isBlank(byte) || isLineEnd(byte);
}
