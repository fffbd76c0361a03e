import { ComposeError } from './composeError.js';
import { Identifiers } from './identifiers.js';
import type { HeaderText, RequestFields } from './requestFields.js';

const defaultUri = 'sip:bob@example.com';
const defaultFrom = '"Alice" <sip:alice@example.org>';
/** An address that no host has (RFC 5737). */
const defaultSentBy = '192.0.2.10:5060';
/** Methods that establish or refresh a dialog, so that they need a Contact (RFC 3261 §8.1.1.8, RFC 6665, RFC 3311). */
const methodsWithContact = ['INVITE', 'SUBSCRIBE', 'REFER', 'UPDATE', 'NOTIFY', 'REGISTER'];

/**
 * Makes a request with all that RFC 3261 §8.1.1 wants of one: branch, tags, Call-ID, CSeq, Max-Forwards, Content-Length.
 * Out: the message as it goes over the wire.
 *
 * @throws ComposeError for a field that would break the message, a line end in it for one
 */
export function composeRequest(fields: RequestFields = {}): Buffer {
  const identifiers = new Identifiers(fields.randomSeed);
  const method = fields.method ?? 'INVITE';
  if (!/^[-.!%*_+`'~A-Za-z0-9]+$/.test(method)) throw new ComposeError('method', `"${method}" is no method`);
  const from = fields.from ?? defaultFrom;
  const requestUri =
    fields.requestUri ?? (method === 'REGISTER' ? registrarOf(from) : undefined) ?? defaultUri;
  if (!/^[A-Za-z][-+.A-Za-z0-9]*:[^\s]+$/.test(requestUri))
    throw new ComposeError(
      'requestUri',
      'a URI with its scheme, and without blanks, is needed, as in sip:bob@example.com',
    );
  const vias = viasOf(fields, identifiers);
  const sentBy = sentProtocolOf(vias[0] as string)?.sentBy ?? defaultSentBy;
  const body = Buffer.from(fields.body ?? []);
  const generated: HeaderText[] = [
    ...vias.map((value) => ({ name: 'Via', value })),
    { name: 'Max-Forwards', value: '70' },
    { name: 'From', value: withTag(addressOf('from', from), identifiers) },
    {
      name: 'To',
      value: addressOf('to', fields.to ?? (method === 'REGISTER' ? withoutTag(from) : requestUri)),
    },
    { name: 'Call-ID', value: callIdOf(fields) ?? identifiers.callId(hostOf(sentBy)) },
    { name: 'CSeq', value: `${cseqOf(fields)} ${method}` },
    ...(methodsWithContact.includes(method) ? [{ name: 'Contact', value: contactOf(fields, sentBy) }] : []),
    ...(body.length > 0 ? [{ name: 'Content-Type', value: typeOf(body) }] : []),
  ];
  const headers = [
    ...replacing(generated, fields.headers ?? []),
    ...(isGiven('Content-Length', fields) ? [] : [{ name: 'Content-Length', value: String(body.length) }]),
  ];
  return Buffer.concat([messageHead(`${method} ${requestUri} SIP/2.0`, headers), body]);
}

/** First line and headers of a message, and the empty line behind them. */
function messageHead(firstLine: string, headers: readonly HeaderText[]): Buffer {
  const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`);
  return Buffer.from(`${firstLine}\r\n${lines.join('')}\r\n`, 'latin1');
}

/** `X-Foo: bar` as its name and value. */
export function parseHeaderText(text: string): HeaderText {
  const colon = text.indexOf(':');
  if (colon < 0) throw new ComposeError('headers', `"${text}" has no colon; write 'X-Foo: bar'`);
  const name = text.slice(0, colon).trim();
  if (!/^[-.!%*_+`'~A-Za-z0-9]+$/.test(name))
    throw new ComposeError('headers', `"${name}" is no header name`);
  return { name, value: text.slice(colon + 1).trim() };
}

/** The generated headers, each replaced by the given ones of the same kind, then the given ones of other kinds. */
function replacing(generated: readonly HeaderText[], given: readonly HeaderText[]): HeaderText[] {
  for (const { name, value } of given) refuseLineEnd('headers', value, name);
  const generatedKinds = new Set(generated.map(({ name }) => kindOf(name)));
  const placed = new Set<string>();
  const headers = generated.flatMap((header) => {
    const kind = kindOf(header.name);
    const own = given.filter(({ name }) => kindOf(name) === kind);
    if (own.length === 0) return [header];
    if (placed.has(kind)) return [];
    placed.add(kind);
    return own;
  });
  return [...headers, ...given.filter(({ name }) => !generatedKinds.has(kindOf(name)))];
}

function isGiven(name: string, { headers = [] }: RequestFields): boolean {
  return headers.some((header) => kindOf(header.name) === kindOf(name));
}

/** The long names, in lower case, of the compact forms of headers that are generated here (RFC 3261 §20). */
const longForms: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  c: 'content-type',
  l: 'content-length',
};

function kindOf(name: string): string {
  const lower = name.toLowerCase();
  return Object.hasOwn(longForms, lower) ? (longForms[lower] as string) : lower;
}

function viasOf({ via = [], transport = 'UDP' }: RequestFields, identifiers: Identifiers): string[] {
  if (!/^[A-Za-z0-9-]+$/.test(transport))
    throw new ComposeError('transport', `"${transport}" is no transport`);
  const given = via.length === 0 ? [defaultSentBy] : via;
  return given.map((text) => {
    refuseLineEnd('via', text);
    if (/^sip\s*\//i.test(text)) return text;
    if (!/^[^\s;,/]+$/.test(text))
      throw new ComposeError('via', `"${text}" is neither a host with or without a port nor a whole Via`);
    return `SIP/2.0/${transport.toUpperCase()} ${text};branch=${identifiers.branch()}`;
  });
}

/** Transport, and host and port, of a Via's first hop; undefined where it is not written as one. */
export function sentProtocolOf(via: string): { transport: string; sentBy: string } | undefined {
  const found = /^sip\s*\/\s*2\.0\s*\/\s*([^\s/]+)\s+([^\s;,]+)/i.exec(via);
  return found === null ? undefined : { transport: found[1] as string, sentBy: found[2] as string };
}

function hostOf(sentBy: string): string {
  return sentBy.startsWith('[')
    ? sentBy.slice(0, sentBy.indexOf(']') + 1)
    : (sentBy.split(':', 1)[0] as string);
}

/** An address as To and From take it: a URI alone gets angle brackets, so that its parameters stay its own. */
function addressOf(field: string, text: string): string {
  refuseLineEnd(field, text);
  if (text.includes('<')) return text;
  if (!/^[A-Za-z][-+.A-Za-z0-9]*:\S+$/.test(text))
    throw new ComposeError(field, `"${text}" is neither a URI nor a name and a URI in angle brackets`);
  const tag = /;tag=[^;]*$/i.exec(text);
  return tag === null ? `<${text}>` : `<${text.slice(0, tag.index)}>${tag[0]}`;
}

function withTag(address: string, identifiers: Identifiers): string {
  const parameters = address.slice(address.lastIndexOf('>') + 1);
  return /;\s*tag\s*=/i.test(parameters) ? address : `${address};tag=${identifiers.tag()}`;
}

function withoutTag(address: string): string {
  const end = address.lastIndexOf('>') + 1;
  return address.slice(0, end) + address.slice(end).replace(/;\s*tag\s*=[^;]*/i, '');
}

/** The registrar of an address of record: the URI of its domain, without a user (RFC 3261 §10.2). */
function registrarOf(address: string): string | undefined {
  const uri = address.slice(address.lastIndexOf('<') + 1).split(/[>;?]/, 1)[0] as string;
  const host = uri.slice(Math.max(uri.indexOf(':'), uri.indexOf('@')) + 1);
  return /^sips?:/i.test(uri) && /^[^\s<>"]+$/.test(host)
    ? `${uri.slice(0, uri.indexOf(':'))}:${host}`
    : undefined;
}

function callIdOf({ callId }: RequestFields): string | undefined {
  if (callId !== undefined && !/^\S+$/.test(callId))
    throw new ComposeError('callId', `"${callId}" is not one word`);
  return callId;
}

function cseqOf({ cseq = 1 }: RequestFields): number {
  if (!Number.isInteger(cseq) || cseq < 0 || cseq > 2 ** 31 - 1)
    throw new ComposeError('cseq', `${cseq} is no number from 0 to 2147483647`);
  return cseq;
}

function contactOf({ from = defaultFrom, transport = 'UDP' }: RequestFields, sentBy: string): string {
  const user = userOf(from);
  const parameter = transport.toUpperCase() === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`;
  return `<sip:${user === undefined ? '' : `${user}@`}${sentBy}${parameter}>`;
}

/** The user of an address's sip URI, with a password where it has one. */
function userOf(address: string): string | undefined {
  const uri = address.slice(address.indexOf('<') + 1);
  const at = uri.indexOf('@');
  if (at < 0 || !/^sips?:/i.test(uri)) return undefined;
  const user = uri.slice(uri.indexOf(':') + 1, at);
  return /[\s<>]/.test(user) ? undefined : user;
}

function typeOf(body: Buffer): string {
  return body.toString('latin1', 0, 3) === 'v=0' ? 'application/sdp' : 'text/plain';
}

function refuseLineEnd(field: string, text: string, name?: string): void {
  if (/[\r\n\0]/.test(text))
    throw new ComposeError(
      field,
      `a line end or a NUL${name === undefined ? '' : ` in ${name}`} would end the header`,
    );
}
