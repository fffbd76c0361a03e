import type { ServerProfile } from '../../server/profile.js';
import { isMalformed } from '../../sip/span.js';
import { parseUri } from '../../sip/uri/parseUri.js';
import type { Warning } from '../../warnings.js';
import type { ShellResult } from '../process/runShell.js';
import type { UriSet } from '../uriSet.js';
import { misplacedUri } from './appendedUri.js';

/** What the command of exec_dset was: its line, and how many bytes of that were written before the appended URI. */
export interface AppendedCommand {
  readonly commandLine: Buffer;
  readonly commandBytes: number;
  /** The request URI that was appended. */
  readonly uri: Buffer;
}

/**
 * Warns of what is wrong with the URIs that a command of exec_dset printed: codes `uri-appended`, `blank-in-uri`,
 * `text-among-uris`, `not-a-uri`, `long-line`, `too-many-uris`, `uris-of-failed-command`, `no-uri`.
 */
export function uriWarnings(
  uriSet: UriSet,
  profile: ServerProfile,
  result: ShellResult,
  command: AppendedCommand,
): Warning[] {
  const { uris } = uriSet;
  const { maxUris } = profile.running;
  const warnings: Warning[] = [];
  if (uris.length === 0) {
    warnings.push({ code: 'no-uri', message: 'the command printed no URI: the URI set stays as it was' });
  }
  const misplaced = misplacedUri(command.commandLine, command.commandBytes, result.exitCode);
  if (misplaced !== undefined)
    warnings.push({ code: 'uri-appended', message: `${misplaced}; ${END_WITH_HASH}` });
  warnings.push(...lineWarnings(uriSet, profile, command.uri));
  if (uriSet.isOverfull) {
    const message = `the command printed more than ${maxUris} URIs: the server keeps the first ${maxUris}, stops reading, and the function returns false`;
    warnings.push({ code: 'too-many-uris', message });
  }
  if (uris.length > 0 && (result.exitCode !== 0 || result.timedOut) && !uriSet.isOverfull) {
    const message = `the command ${ending(result)} after it had printed URIs: the function returns false, and the URI set is changed all the same`;
    warnings.push({ code: 'uris-of-failed-command', message });
  }
  return warnings;
}

/** Warns (`uri-appended`) of a call in which the appended URI would be a command of its own, or stands where none is read. */
export function uriAsCommand({ commandLine, commandBytes }: Omit<AppendedCommand, 'uri'>): Warning[] {
  const misplaced =
    misplacedUri(commandLine, commandBytes, NOT_FOUND) ?? misplacedUri(commandLine, commandBytes, UNREADABLE);
  return misplaced === undefined ? [] : [{ code: 'uri-appended', message: `${misplaced}; ${END_WITH_HASH}` }];
}

/** A shell's exit statuses for a command that is not there, and for a line that it cannot read. */
const NOT_FOUND = 127;
const UNREADABLE = 2;

const END_WITH_HASH = 'end the command with " #", which keeps the appended URI away';

function lineWarnings(uriSet: UriSet, profile: ServerProfile, appended: Buffer): Warning[] {
  const { uris, remainders } = uriSet;
  const areUris = uris.map((uri) => !isMalformed(parseUri(uri, 0, uri.length, profile.uri)));
  const hasUri = areUris.includes(true);
  return uris.flatMap((uri, i): Warning[] => {
    if (remainders.includes(uri)) {
      const { maxLineBytes } = profile.running;
      const message = `a line of output is longer than ${maxLineBytes} bytes: the server takes its rest as another URI: ${excerpt(uri)}`;
      return [{ code: 'long-line', message }];
    }
    const written = uri.toString('latin1');
    if (endsInAppended(uri, appended)) {
      const message = `exec_dset appended the request URI itself, and the command printed it behind its own: ${excerpt(uri)}; ${END_WITH_HASH}`;
      return [{ code: 'uri-appended', message }];
    }
    if (SCHEME.test(written) && BLANK.test(written)) {
      return [{ code: 'blank-in-uri', message: `${excerpt(uri)} ${blankText(written)}` }];
    }
    if (areUris[i]) return [];
    const hint = hintFor(written);
    if (!hasUri || hint !== '') {
      const message = `a line of output is no URI, and the server takes it all the same: ${excerpt(uri)}${hint}`;
      return [{ code: 'not-a-uri', message }];
    }
    const becomes = i === 0 ? 'the new request URI' : `branch ${i}`;
    const message = `${excerpt(uri)} stands among the URIs and is none, and the server makes it ${becomes}: print what is meant for people to standard error (>&2)`;
    return [{ code: 'text-among-uris', message }];
  });
}

const SCHEME = /^<?(?:sips?|tels?|im|pres|urn):/i;
/** What ends a URI for every reader of a request line (RFC 3261 §7.1, §25.1). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const BLANK = /[\x00-\x20\x7f]/;

function blankText(written: string): string {
  if (/[\s,;|]<?(?:sips?|tel):/i.test(written))
    return 'is more than one URI, and the server takes the line as one: print each on a line of its own';
  return 'has a blank in it, and the server takes the line as one URI: a blank ends the URI of a request line, so that the next hop refuses the request; write %20, or print nothing behind the URI';
}

function hintFor(written: string): string {
  if (/^(?:"[^"]*"\s*|[^<:]*)<[^<>]*>/.test(written)) return '; print it without name and angle brackets';
  if (/^\s/.test(written)) return '; it begins with a blank';
  if (/^["'].*["']$/.test(written)) return '; print it without quotes';
  if (/^(?:sips?|tel):[^\s,]*,\s*<?(?:sips?|tel):/i.test(written))
    return '; print each URI on a line of its own';
  return '';
}

/** Whether a line is something, a blank, and the request URI that the server has appended. */
function endsInAppended(line: Buffer, appended: Buffer): boolean {
  const at = line.length - appended.length - 1;
  return appended.length > 0 && at > 0 && line[at] === 0x20 && line.subarray(at + 1).equals(appended);
}

function ending(result: ShellResult): string {
  if (result.timedOut) return 'ran into the exec timer';
  return result.signal === undefined
    ? `exited with status ${result.exitCode}`
    : `was killed by ${result.signal}`;
}

function excerpt(uri: Buffer): string {
  const text = uri.toString('utf8');
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
