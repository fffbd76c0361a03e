import { parseFirstLine } from '../firstLine.js';
import { isMalformed } from '../span.js';
import { ComposeError } from './composeError.js';
import { composeRequest, sentProtocolOf } from './composeRequest.js';
import { Identifiers } from './identifiers.js';
import type { HeaderText, RequestFields } from './requestFields.js';

/** What is made of another request: its CANCEL, the ACK to its failure, or a request within its dialog. */
export type FollowUp = 'cancel' | 'ack' | 'in-dialog';

/**
 * Makes a request that belongs to another one. In: the other request, and what is to be otherwise.
 *
 * - `cancel` (RFC 3261 §9.1) and `ack` (§17.1.1.3, to a reply that is no 2xx): its URI, topmost Via, From, Call-ID, CSeq number and Route; ACK's To has a
 *   tag.
 * - `in-dialog` (§12.2.1.1): its URI, From, Call-ID and Route, a tag in To, a branch of its own and the next CSeq number (that of the INVITE for an ACK to its
 *   2xx); the method is BYE where none is given.
 *
 * @throws ComposeError where the other message is no request, or lacks a header that is needed
 */
export function composeFollowUp(kind: FollowUp, of: Buffer, fields: RequestFields = {}): Buffer {
  const other = readRequest(of);
  const identifiers = new Identifiers(fields.randomSeed);
  const cseq = /^(\d+)\s+(\S+)$/.exec(other.one('CSeq', 'cseq'));
  if (cseq === null)
    throw new ComposeError('request', 'the CSeq of the other request is no number and method');
  const number = Number(cseq[1]);
  const to = fields.to ?? other.one('To', 'to', 't');
  const toInDialog = /;\s*tag\s*=/i.test(to.slice(to.lastIndexOf('>') + 1))
    ? to
    : `${to};tag=${identifiers.tag()}`;
  const routes = other.all('route').map((value) => ({ name: 'Route', value }));
  const method = kind === 'in-dialog' ? (fields.method ?? 'BYE') : kind.toUpperCase();
  const next = method === 'ACK' ? number : number + 1;
  if (kind !== 'in-dialog' && cseq[2] !== 'INVITE')
    throw new ComposeError('request', `${method} belongs to an INVITE, and the other request is ${cseq[2]}`);
  const shared: RequestFields = {
    ...fields,
    method,
    requestUri: fields.requestUri ?? other.uri,
    from: fields.from ?? other.one('From', 'from', 'f'),
    callId: fields.callId ?? other.one('Call-ID', 'call-id', 'i'),
    to: kind === 'cancel' ? to : toInDialog,
    cseq: fields.cseq ?? (kind === 'in-dialog' ? next : number),
    headers: [...routes, ...(fields.headers ?? [])],
  };
  const via = topVia(other);
  if (kind !== 'in-dialog') return composeRequest({ ...shared, via: fields.via ?? [via] });
  const sent = sentProtocolOf(via);
  if (sent === undefined) throw new ComposeError('request', 'the Via of the other request cannot be read');
  return composeRequest({
    ...shared,
    via: fields.via ?? [sent.sentBy],
    transport: fields.transport ?? sent.transport,
  });
}

interface OtherRequest {
  readonly uri: string;
  /** The value of the first header with one of the names in lower case; `shown` is its name for people. */
  one(shown: string, ...names: string[]): string;
  all(name: string): string[];
}

function readRequest(bytes: Buffer): OtherRequest {
  const start = bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
  const anyMethod = { check: 'none', otherBytes: '', inviteAndInfo: 'by-all-letters' } as const;
  const first = parseFirstLine(bytes, Math.max(start, 0), bytes.length, anyMethod);
  if (isMalformed(first) || first.type !== 'request')
    throw new ComposeError('request', 'the other message is no SIP request');
  const headers = headersFrom(bytes.toString('latin1', first.next));
  return {
    uri: bytes.toString('latin1', first.uri.start, first.uri.end),
    one(shown, ...names) {
      const found = headers.find(({ name }) => names.includes(name));
      if (found === undefined) throw new ComposeError('request', `the other request has no ${shown}`);
      return found.value;
    },
    all: (wanted) => headers.filter(({ name }) => name === wanted).map(({ value }) => value),
  };
}

/** The headers of a text that begins with one, to the empty line; names in lower case, folds as one blank. */
function headersFrom(text: string): HeaderText[] {
  const headers: { name: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last.value = `${last.value} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  return headers;
}

/** The first hop of the topmost Via, branch included. */
function topVia(other: OtherRequest): string {
  const value = other.one('Via', 'via', 'v');
  let quoted = false;
  for (let p = 0; p < value.length; p++) {
    if (value[p] === '"') quoted = !quoted;
    else if (value[p] === ',' && !quoted) return value.slice(0, p).trim();
  }
  return value;
}
