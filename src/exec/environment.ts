import type { HeaderField } from '../server/headerReader.js';
import type { ServerProfile } from '../server/profile.js';
import type { ServerMessage } from '../server/serverMessage.js';
import type { ServerState } from '../server/serverState.js';
import { transactionId } from '../server/transactionId.js';
import { isMalformed } from '../sip/span.js';
import { parseUri } from '../sip/uri.js';
import type { Warning } from '../warnings.js';

/** One variable of the environment block: its name (latin1) and its exact value, which holds no NUL. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: Buffer;
}

/** The variables that a server adds for the command, or why its function fails without running the command. */
export type Environment =
  | {
      readonly outcome: 'set';
      readonly entries: readonly EnvironmentEntry[];
      readonly warnings: readonly Warning[];
    }
  | { readonly outcome: 'refused'; readonly reason: string; readonly offsetBytes?: number };

const none: Environment = { outcome: 'set', entries: [], warnings: [] };
const empty = Buffer.alloc(0);

/**
 * The `SIP_*` variables that exec_dset, exec_msg and exec_avp give to the command, in the order of the server's
 * environment block, duplicates included: a shell takes the last of several with one name (servers.md §1).
 */
export function environmentOf(
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
): Environment {
  const rules = profile.environment;
  if (rules.variables === 'none' || !(state.setvars ?? rules.setvarsDefault)) return none;
  if (!message.read('end')) {
    const fault = message.fault;
    if (fault === undefined) return { outcome: 'refused', reason: 'headers do not parse' };
    return { outcome: 'refused', reason: fault.malformed, offsetBytes: fault.at };
  }
  const warnings: Warning[] = [];
  const entries = fixedEntries(message, profile, state, warnings);
  addHeaderEntries(entries, message, profile);
  return { outcome: 'set', entries, warnings };
}

/** Everything but the headers, in the order that all servers share: each was put before the ones made earlier. */
function fixedEntries(
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
  warnings: Warning[],
): EnvironmentEntry[] {
  const original = message.requestUri;
  const current = state.requestUri ?? original;
  const entries: EnvironmentEntry[] = [
    { name: 'SIP_DID', value: dialogId(message, profile) },
    { name: 'SIP_TID', value: Buffer.from(transactionId(message) ?? '', 'latin1') },
  ];
  const originalUser = userOf(original, profile);
  if (originalUser !== undefined) entries.push({ name: 'SIP_OUSER', value: originalUser });
  for (const name of profile.environment.originalUriNames) entries.push({ name, value: untilNul(original) });
  const user = userOf(current, profile);
  if (user !== undefined) entries.push({ name: 'SIP_USER', value: user });
  else
    warnings.push({ code: 'unparsable-uri', message: 'the request URI does not parse: SIP_USER is not set' });
  entries.push({ name: 'SIP_RURI', value: untilNul(current) });
  entries.push({ name: 'SIP_SRCIP', value: Buffer.from(state.source.ip, 'latin1') });
  return entries;
}

/** SIP_DID: the tag of To (servers.md §3). */
function dialogId(message: ServerMessage, profile: ServerProfile): Buffer {
  const tag = message.header('to')?.to?.tag;
  if (tag === undefined) return empty;
  if (tag.end === tag.start && profile.environment.emptyTag === 'rest-of-message') {
    return untilNul(message.bytes.subarray(tag.start));
  }
  return untilNul(message.slice(tag));
}

/** The user part; empty where there is none, undefined where the URI does not parse. */
function userOf(uri: Buffer, profile: ServerProfile): Buffer | undefined {
  const parsed = parseUri(uri, 0, uri.length, profile.uri);
  if (isMalformed(parsed)) return undefined;
  return parsed.user === undefined ? empty : untilNul(uri.subarray(parsed.user.start, parsed.user.end));
}

function addHeaderEntries(entries: EnvironmentEntry[], message: ServerMessage, profile: ServerProfile): void {
  const groups = new Map<string, HeaderField[]>();
  for (const header of message.headers) {
    const group = groups.get(header.facts.group);
    if (group === undefined) groups.set(header.facts.group, [header]);
    else group.push(header);
  }
  const first = entries.length;
  for (const group of groups.values()) {
    const name = (group[0] as HeaderField).facts.variable;
    entries.push({ name, value: untilNul(joinedValue(message.bytes, group, profile)) });
  }
  reverseFrom(entries, first);
}

function reverseFrom(entries: EnvironmentEntry[], first: number): void {
  for (let low = first, high = entries.length - 1; low < high; low++, high--) {
    const entry = entries[low] as EnvironmentEntry;
    entries[low] = entries[high] as EnvironmentEntry;
    entries[high] = entry;
  }
}

const comma = Buffer.from(',');

/** The values of a group with `,` between them, in the server's order (servers.md §1.1). */
function joinedValue(bytes: Buffer, group: readonly HeaderField[], profile: ServerProfile): Buffer {
  const rules = profile.environment;
  const value = (header: HeaderField): Buffer => {
    const body = bytes.subarray(header.bodyStart, header.bodyEnd);
    return rules.shellFunctionPrefix === 'defused' && looksLikeFunction(body) ? body.subarray(2) : body;
  };
  const head = value(group[0] as HeaderField);
  if (group.length === 1) return head;
  const rest = group.slice(1);
  if (rules.joinOrder === 'first-then-reversed') rest.reverse();
  const parts = [head];
  for (const header of rest) parts.push(comma, value(header));
  return Buffer.concat(parts);
}

/** bash took variables that begin like this for functions, and ran what followed them (CVE-2014-6271). */
function looksLikeFunction(body: Buffer): boolean {
  return body.length >= 4 && body[0] === 0x28 && body.toString('latin1', 0, 4) === '() {';
}

/** An environment ends each value at its first NUL. */
function untilNul(value: Buffer): Buffer {
  const nul = value.indexOf(0);
  return nul < 0 ? value : value.subarray(0, nul);
}
