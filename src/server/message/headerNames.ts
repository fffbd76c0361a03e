import type { HeaderKind } from '../../sip/headerKind.js';
import { withoutTrailing } from '../../sip/withoutTrailing.js';
import type { ServerProfile } from '../profile.js';
import type { HeaderRules } from '../rules/headers.js';

/** What a server makes of a header's name. */
export interface HeaderNameFacts {
  readonly kind: HeaderKind;
  /** Headers with the same group are one header to the server. */
  readonly group: string;
  /** The name of the variable, `SIP_HF_` included, when this header is its group's first. */
  readonly variable: string;
}

/** What the server makes of the header name from `start` to `end`: all before the colon, blanks at its end included. */
export function headerNameFactsAt(
  profile: ServerProfile,
  bytes: Buffer,
  start: number,
  end: number,
): HeaderNameFacts {
  let names = remembered.get(profile);
  if (names === undefined) {
    names = [];
    remembered.set(profile, names);
  }
  const place = placeOf(bytes, start, end);
  const last = names[place];
  if (last !== undefined && isAt(last.name, bytes, start, end)) return last.facts;
  const name = bytes.toString('latin1', start, end);
  const facts = headerNameFacts(profile, name);
  if (name.length <= maxRememberedBytes) names[place] = { name, facts };
  return facts;
}

/**
 * What names mean, remembered from message to message, in a table of fixed size, so that made-up names cannot fill memory. A
 * name's bytes decide its place in the table, and a later name with the same place replaces it.
 */
const remembered = new WeakMap<ServerProfile, (RememberedName | undefined)[]>();
const PLACE_COUNT = 512;
const maxRememberedBytes = 100;

interface RememberedName {
  readonly name: string;
  readonly facts: HeaderNameFacts;
}

function placeOf(bytes: Buffer, start: number, end: number): number {
  let sum = end - start;
  for (let p = start; p < end; p++) sum = (sum * 31 + (bytes[p] as number)) | 0;
  return (sum ^ (sum >>> 9)) & (PLACE_COUNT - 1);
}

function isAt(name: string, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** The same for a name that does not stand in a message (latin1). */
export function headerNameFacts(profile: ServerProfile, name: string): HeaderNameFacts {
  const kind = kindOf(profile.headers, name);
  const word = kind === undefined ? withoutTrailing(name, ' \t') : withoutFiller(name);
  const kept = profile.headers.nameParser === 'by-four-to-colon' ? name : word;
  const canonical = kind === undefined ? undefined : profile.environment.canonicalNames[kind];
  return {
    kind: kind ?? 'other',
    group: kind ?? otherGroup(kept.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
    variable: `SIP_HF_${canonical ?? variableName(kept)}`,
  };
}

/**
 * Whether the server compares header names four bytes at a time, with the bit set that makes a capital letter a small
 * one (docs/servers.md §17).
 */
export function comparesByFour({ nameParser }: HeaderRules): boolean {
  return nameParser === 'by-four-to-colon' || nameParser === 'by-four-to-blank';
}

/**
 * The kind of a name; undefined where the server does not know it. To a server that compares four bytes at a time, a
 * CR is a hyphen and a NUL a space. Where a name's last four bytes end with the colon or a space, it does not know
 * the name with a tab in that place.
 */
function kindOf(rules: HeaderRules, name: string): HeaderKind | undefined {
  const byFour = comparesByFour(rules);
  const seen = byFour ? name.replaceAll('\r', '-') : name;
  const word = (byFour ? withoutFiller(seen) : withoutTrailing(seen, ' \t')).toLowerCase();
  if (!Object.hasOwn(rules.kinds, word)) return undefined;
  const follower = seen[word.length];
  if (byFour && follower === '\t' && needsSpace(rules, word)) return undefined;
  if (follower === '\0' && !(word === 't' || word.length % 4 === 3)) return undefined;
  return rules.kinds[word];
}

/** The name without the blanks and the tabs that end it, and without a NUL before them. */
function withoutFiller(name: string): string {
  const word = withoutTrailing(name, ' \t');
  return word.endsWith('\0') ? word.slice(0, -1) : word;
}

/** Of the compact forms, the later of the two parsers fills only `t` to four bytes. */
function needsSpace({ nameParser }: HeaderRules, word: string): boolean {
  if (word.length === 1) return nameParser === 'by-four-to-colon' || word === 't';
  return word.length % 4 === 3;
}

/** The servers compare the lengths of unknown names, and then their bytes with strncasecmp(3), which stops at a NUL. */
function otherGroup(lower: string): string {
  const nul = lower.indexOf('\0');
  // The colon keeps it apart from the names of kinds.
  return nul < 0 ? `:${lower}` : `:${lower.slice(0, nul)}\0${lower.length}`;
}

/** The header's name in capitals; every byte that is no letter or digit becomes `_`. */
function variableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
}
