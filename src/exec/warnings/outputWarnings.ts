import type { ExecFunction, ServerProfile } from '../../server/profile.js';
import { isMalformed } from '../../sip/span.js';
import { parseUri } from '../../sip/uri/parseUri.js';
import type { Warning } from '../../warnings.js';
import type { FunctionOutput } from '../functionOutput.js';
import type { ShellResult } from '../process/runShell.js';
import type { UriSet } from '../uriSet.js';

/**
 * Warns of what a command's output shows only in production: codes `not-a-uri`, `long-line`, `too-many-uris`,
 * `uris-of-failed-command`, `no-uri` of exec_dset; `avps-cut` of exec_avp; `unread-output` of exec_cmd.
 */
export function outputWarnings(
  output: FunctionOutput,
  profile: ServerProfile,
  result: ShellResult,
  kind: ExecFunction,
): Warning[] {
  if (kind === 'exec_dset') return uriWarnings(output.uriSet, profile, result);
  if (output.hasMoreAvps) {
    return [
      { code: 'avps-cut', message: `only the first ${output.avps.length} AVPs are kept; a server keeps all` },
    ];
  }
  if (output.isPrintedUnread) {
    const message =
      "the server closes exec_cmd's standard output without reading it: a command that prints can die of SIGPIPE there, now and then, and the function is false then";
    return [{ code: 'unread-output', message }];
  }
  return [];
}

function uriWarnings(uriSet: UriSet, profile: ServerProfile, result: ShellResult): Warning[] {
  const { uris } = uriSet;
  const { maxLineBytes, maxUris } = profile.running;
  const warnings: Warning[] = [];
  if (uris.length === 0) {
    warnings.push({ code: 'no-uri', message: 'the command printed no URI: the URI set stays as it was' });
  }
  for (const uri of uris) {
    if (uriSet.remainders.includes(uri)) {
      const message = `a line of output is longer than ${maxLineBytes} bytes: the server takes its rest as another URI: ${excerpt(uri)}`;
      warnings.push({ code: 'long-line', message });
    } else if (isMalformed(parseUri(uri, 0, uri.length, profile.uri))) {
      const message = `a line of output is no URI, and the server takes it all the same: ${excerpt(uri)}`;
      warnings.push({ code: 'not-a-uri', message });
    }
  }
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
