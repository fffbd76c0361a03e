import type { HeaderField } from '../server/message/headerReader.js';
import type { ServerMessage } from '../server/message/serverMessage.js';
import { transactionId } from '../server/message/transactionId.js';
import type { ServerProfile } from '../server/profile.js';
import type { ServerState } from '../server/serverState.js';
import { isMalformed, type Span } from '../sip/span.js';
import { parseUri } from '../sip/uri/parseUri.js';
import type { Warning } from '../warnings.js';

/** One variable of an environment: its name, one byte a character, and its value, without NUL. */
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
  if (rules.variables === 'none' || !(state.setvars ?? rules.setvarsDefault === 'on')) return none;
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

/** Whether a server sets no variables only because nobody said `setvars`, which it has off by default (servers.md §1). */
export function isOffByDefault({ environment }: ServerProfile, setvars: boolean | undefined): boolean {
  return setvars === undefined && environment.variables === 'all' && environment.setvarsDefault === 'off';
}

/**
 * The environment that OpenSIPS' exec() gives to its command: the values of an AVP as `OSIPS_EXEC_0`,
 * `OSIPS_EXEC_1`, …, the value set last first, since an AVP is a stack (servers.md §1, §7).
 */
export function execEnvironment(state: ServerState, avp = 'env'): EnvironmentEntry[] {
  const values = state.avps.filter(({ name }) => name === avp).map(({ value }) => value);
  return values.reverse().map((value, i) => ({ name: `OSIPS_EXEC_${i}`, value }));
}

/** Everything but the headers, in the order of the block, which is the same on all servers. */
function fixedEntries(
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
  warnings: Warning[],
): EnvironmentEntry[] {
  const original = message.requestUri;
  const current = state.requestUri ?? original;
  const { firstLine } = message;
  const shownOriginal = firstLine.type === 'request' ? shown(message, firstLine.uri, profile) : empty;
  const entries: EnvironmentEntry[] = [
    { name: 'SIP_DID', value: dialogId(message, profile) },
    { name: 'SIP_TID', value: transactionId(message) ?? empty },
  ];
  const originalUser = userOf(original, profile);
  if (originalUser !== undefined) entries.push({ name: 'SIP_OUSER', value: originalUser });
  for (const name of profile.environment.originalUriNames) entries.push({ name, value: shownOriginal });
  const user = userOf(current, profile);
  if (user !== undefined) entries.push({ name: 'SIP_USER', value: user });
  else
    warnings.push({ code: 'unparsable-uri', message: 'the request URI does not parse: SIP_USER is not set' });
  entries.push({
    name: 'SIP_RURI',
    value: state.requestUri === undefined ? shownOriginal : untilNul(current),
  });
  entries.push({ name: 'SIP_SRCIP', value: Buffer.from(state.source.ip, 'latin1') });
  return entries;
}

/** SIP_DID: the tag of To (servers.md §3). */
function dialogId(message: ServerMessage, profile: ServerProfile): Buffer {
  const tag = message.header('to')?.to?.tag;
  return tag === undefined ? empty : shown(message, tag, profile);
}

/**
 * The bytes of a part of the message as a variable has them, up to a NUL. In some servers an empty part is not empty: they
 * copy from where it stands to the end of the message (`emptyValue`).
 */
function shown(message: ServerMessage, part: Span, profile: ServerProfile): Buffer {
  const runsOn = part.end === part.start && profile.environment.emptyValue === 'rest-of-message';
  return untilNul(runsOn ? message.bytes.subarray(part.start) : message.slice(part));
}

/** The user part; empty where there is none, undefined where the URI does not parse. */
function userOf(uri: Buffer, profile: ServerProfile): Buffer | undefined {
  const parsed = parseUri(uri, 0, uri.length, profile.uri);
  if (isMalformed(parsed)) return undefined;
  return parsed.user === undefined ? empty : untilNul(uri.subarray(parsed.user.start, parsed.user.end));
}

function addHeaderEntries(entries: EnvironmentEntry[], message: ServerMessage, profile: ServerProfile): void {
  const { bytes, headers } = message;
  const first = entries.length;
  const places = new Map<string, number>();
  const ended = bytes.includes(0) ? untilNul : asItIs;
  let several: Map<number, HeaderField[]> | undefined;
  for (const header of headers) {
    const { group, variable } = header.facts;
    const place = places.get(group);
    if (place === undefined) {
      places.set(group, entries.length);
      entries.push({ name: variable, value: ended(headerValue(bytes, header, profile)) });
      continue;
    }
    several ??= new Map();
    const more = several.get(place);
    if (more === undefined) several.set(place, [header]);
    else more.push(header);
  }
  for (const [place, rest] of several ?? []) {
    const { name } = entries[place] as EnvironmentEntry;
    const group = (rest[0] as HeaderField).facts.group;
    const head = headers.find((header) => header.facts.group === group) as HeaderField;
    entries[place] = { name, value: ended(joinedValue(bytes, head, rest, profile)) };
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
function joinedValue(
  bytes: Buffer,
  first: HeaderField,
  rest: readonly HeaderField[],
  profile: ServerProfile,
): Buffer {
  const parts = [headerValue(bytes, first, profile)];
  const inOrder = profile.environment.joinOrder === 'as-in-message' ? rest : rest.toReversed();
  for (const header of inOrder) parts.push(comma, headerValue(bytes, header, profile));
  return Buffer.concat(parts);
}

function headerValue(bytes: Buffer, header: HeaderField, profile: ServerProfile): Buffer {
  const { bodyStart, bodyEnd } = header;
  const defused =
    profile.environment.shellFunctionPrefix === 'defused' && looksLikeFunction(bytes, bodyStart, bodyEnd);
  return bytes.subarray(defused ? bodyStart + 2 : bodyStart, bodyEnd);
}

/** bash took variables that begin like this for functions, and ran what followed them (CVE-2014-6271). */
function looksLikeFunction(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 4 || bytes[start] !== 0x28) return false;
  return bytes[start + 1] === 0x29 && bytes[start + 2] === 0x20 && bytes[start + 3] === 0x7b;
}

/** An environment ends each value at its first NUL. */
function untilNul(value: Buffer): Buffer {
  for (let p = 0; p < value.length; p++) {
    if (value[p] === 0) return value.subarray(0, p);
  }
  return value;
}

function asItIs(value: Buffer): Buffer {
  return value;
}
