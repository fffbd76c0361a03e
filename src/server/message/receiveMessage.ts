import type { Place } from '../../errors.js';
import { isBlank, isLineEnd, LF, NUL, spells } from '../../sip/characters.js';
import { parseFirstLine } from '../../sip/firstLine/firstLine.js';
import type { HeaderKind } from '../../sip/headerKind.js';
import { isMalformed } from '../../sip/span.js';
import type { Warning } from '../../warnings.js';
import { NotSipError } from '../errors.js';
import type { ServerProfile } from '../profile.js';
import type { ReceptionRules } from '../rules/reception.js';
import { ServerMessage } from './serverMessage.js';

/** What a server makes of a datagram before the script runs. */
export type Received =
  | { readonly outcome: 'script'; readonly message: ServerMessage; readonly warnings: readonly Warning[] }
  | { readonly outcome: 'dropped'; readonly reason: string; readonly place?: Place }
  | { readonly outcome: 'reply'; readonly statusCode: number; readonly message: ServerMessage };

/** The headers that identify dialog and transaction: RFC 3261 §8.1.1 wants each request to have them. */
export const dialogHeaders: readonly HeaderKind[] = ['from', 'to', 'call-id', 'cseq'];

const headerLabels: Readonly<Partial<Record<HeaderKind, string>>> = {
  from: 'From',
  to: 'To',
  'call-id': 'Call-ID',
  cseq: 'CSeq',
};

/**
 * Receives a datagram as the server would: skips what it skips, parses the first line and as many headers as it
 * parses before the script runs (servers.md §1.6, §10).
 *
 * @throws NotSipError where the profile's contract wants an error for input that is no SIP at all.
 */
export function receiveMessage(profile: ServerProfile, datagram: Buffer): Received {
  const rules = profile.reception;
  const removed = rules.trailingNul === 'one-removed' && datagram.at(-1) === NUL;
  const bytes = removed ? datagram.subarray(0, -1) : datagram;
  if (bytes.length > rules.maxMessageBytes) {
    return {
      outcome: 'dropped',
      reason: `message of ${bytes.length} bytes; the server takes ${rules.maxMessageBytes}`,
    };
  }
  const start = skipBefore(bytes, rules);
  const firstLine = parseFirstLine(bytes, start, bytes.length, profile.method);
  if (isMalformed(firstLine)) return notSip(profile, bytes, firstLine.malformed, firstLine.at);
  const message = new ServerMessage(bytes, profile, firstLine);
  if (firstLine.type === 'reply') return { outcome: 'reply', statusCode: firstLine.statusCode, message };
  if (rules.otherVersions === 'refused') {
    const { version } = firstLine;
    if (!spells(bytes, version.start, Math.min(version.start + 7, version.end), 'sip/2.0')) {
      return notSip(profile, bytes, `its version is not SIP/2.0`, version.start);
    }
  }
  const dropped = readBeforeScript(message, rules);
  if (dropped !== undefined) return dropped;
  return { outcome: 'script', message, warnings: missingHeaders(message) };
}

function readBeforeScript(message: ServerMessage, rules: ReceptionRules): Received | undefined {
  if (!message.read('via')) return unreadable(message);
  if (message.headerReadSoFar('via') === undefined) return { outcome: 'dropped', reason: 'no Via header' };
  switch (rules.readBeforeScript) {
    case 'all':
      if (!message.read('end')) return unreadable(message);
      break;
    case 'first-via-and-dialog-headers':
      for (const kind of dialogHeaders) {
        if (!message.read(kind)) return unreadable(message);
      }
      break;
  }
  if (rules.missingDialogHeader === 'refused') {
    for (const kind of dialogHeaders) {
      if (message.headerReadSoFar(kind) === undefined)
        return { outcome: 'dropped', reason: `no ${headerLabels[kind]} header` };
    }
  }
  return undefined;
}

/** Warnings about missing headers that do not keep the server from running the command. */
function missingHeaders(message: ServerMessage): Warning[] {
  const warnings: Warning[] = [];
  for (const kind of dialogHeaders) {
    if (message.header(kind) !== undefined) continue;
    const label = headerLabels[kind];
    warnings.push({ code: 'missing-header', message: `no ${label} header: SIP_TID is empty` });
  }
  return warnings;
}

function unreadable(message: ServerMessage): Received {
  const fault = message.fault;
  if (fault === undefined) return { outcome: 'dropped', reason: 'headers do not parse' };
  return { outcome: 'dropped', reason: fault.malformed, place: placeOf(message.bytes, fault.at) };
}

function notSip(profile: ServerProfile, bytes: Buffer, reason: string, at: number): Received {
  const place = placeOf(bytes, at);
  if (profile.reception.notSip === 'error')
    throw new NotSipError(bytes.length === 0 ? 'it is empty' : reason, place);
  return { outcome: 'dropped', reason, place };
}

function skipBefore(bytes: Buffer, rules: ReceptionRules): number {
  let p = 0;
  for (; p < bytes.length; p++) {
    const byte = bytes[p];
    if (isLineEnd(byte)) continue;
    if ((byte === NUL || isBlank(byte)) && rules.skippedBeforeFirstLine !== 'line-ends') continue;
    break;
  }
  return p;
}

/** Line (from 1) and byte (from 0) of an offset in a message. */
export function placeOf(bytes: Buffer, offsetBytes: number): Place {
  let line = 1;
  const until = Math.min(offsetBytes, bytes.length);
  for (let p = bytes.indexOf(LF); p >= 0 && p < until; p = bytes.indexOf(LF, p + 1)) line++;
  return { line, offsetBytes };
}
