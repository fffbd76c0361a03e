import { headerText, headerTexts } from '../summary/headerLines.js';
import { SummaryScan } from '../summary/summaryScan.js';
import { ComposeError } from './composeError.js';
import { composeRequest, sentProtocolOf } from './composeRequest.js';
import { Identifiers } from './identifiers.js';
import type { RequestFields } from './requestFields.js';

/** What is made of another request: its CANCEL, the ACK to its failure, or a request within its dialog. */
export type FollowUp = 'cancel' | 'ack' | 'in-dialog';

/**
 * Makes a request that belongs to another one. In: the other request, and the fields that the new one is to have instead.
 *
 * - `cancel` (RFC 3261 §9.1) and `ack` (§17.1.1.3, to a reply that is no 2xx) have the other request's URI, topmost Via,
 *   From, Call-ID, CSeq number and Route; ACK's To has a tag.
 * - `in-dialog` (§12.2.1.1) has its URI, From, Call-ID and Route, a tag in To, a branch of its own and the next CSeq number
 *   (that of the INVITE for an ACK to its 2xx); the method is BYE where none is given.
 *
 * @throws ComposeError where the other message is no request, or lacks a header that is needed
 */
export function composeFollowUp(kind: FollowUp, of: Buffer, fields: RequestFields = {}): Buffer {
  const other = readRequest(of);
  const identifiers = new Identifiers(fields.randomSeed);
  const cseq = /^(\d+)\s+(\S+)$/.exec(other.one('CSeq'));
  if (cseq === null)
    throw new ComposeError('request', 'the CSeq of the other request is no number and method');
  const number = Number(cseq[1]);
  const to = fields.to ?? other.one('To', 't');
  const toInDialog = /;\s*tag\s*=/i.test(to.slice(to.lastIndexOf('>') + 1))
    ? to
    : `${to};tag=${identifiers.tag()}`;
  const routes = other.all('Route').map((value) => ({ name: 'Route', value }));
  const method = kind === 'in-dialog' ? (fields.method ?? 'BYE') : kind.toUpperCase();
  const next = method === 'ACK' ? number : number + 1;
  if (kind !== 'in-dialog' && cseq[2] !== 'INVITE')
    throw new ComposeError('request', `${method} belongs to an INVITE, and the other request is ${cseq[2]}`);
  const shared: RequestFields = {
    ...fields,
    method,
    requestUri: fields.requestUri ?? other.uri,
    from: fields.from ?? other.one('From', 'f'),
    callId: fields.callId ?? other.one('Call-ID', 'i'),
    to: kind === 'cancel' ? to : toInDialog,
    cseq: fields.cseq ?? (kind === 'in-dialog' ? next : number),
    headers: [...routes, ...(fields.headers ?? [])],
  };
  const via = topVia(other);
  const given = fields.via?.length === 0 ? undefined : fields.via;
  if (kind !== 'in-dialog') return composeRequest({ ...shared, via: given ?? [via] });
  const sent = sentProtocolOf(via);
  if (sent === undefined) throw new ComposeError('request', 'the Via of the other request cannot be read');
  return composeRequest({
    ...shared,
    via: given ?? [sent.sentBy],
    transport: fields.transport ?? sent.transport,
  });
}

interface OtherRequest {
  readonly uri: string;
  /** The value of the first header of a name, or of its compact form. */
  one(name: string, compactName?: string): string;
  all(name: string): string[];
}

function readRequest(bytes: Buffer): OtherRequest {
  const scan = new SummaryScan();
  scan.read(bytes);
  if (scan.uri.start < 0) throw new ComposeError('request', 'the other message is no SIP request');
  return {
    uri: bytes.toString('latin1', scan.uri.start, scan.uri.end),
    one(name, compactName = name) {
      const found = headerText(bytes, name.toLowerCase(), compactName);
      if (found === undefined) throw new ComposeError('request', `the other request has no ${name}`);
      return found;
    },
    all: (name) => [...headerTexts(bytes, name.toLowerCase(), name.toLowerCase())],
  };
}

/** The first hop of the topmost Via, branch included. */
function topVia(other: OtherRequest): string {
  const value = other.one('Via', 'v');
  let quoted = false;
  for (let p = 0; p < value.length; p++) {
    if (value[p] === '"') quoted = !quoted;
    else if (value[p] === ',' && !quoted) return value.slice(0, p).trim();
  }
  return value;
}
