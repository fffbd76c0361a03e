import { SPACE, TAB } from '../../sip/characters.js';
import { commandEnd } from './quoteContext.js';
import type { CallFacts, QuotingAdvice } from './quotingAdvice.js';

/** What is wrong with how exec_dset appends the request URI. */
export interface UriAdvice extends Pick<QuotingAdvice, 'danger' | 'cure'> {
  readonly code: 'bare-uri' | 'quoted-uri';
}

/**
 * Judges the request URI that a server appends to the command of exec_dset (servers.md §4): between `'` and `'`, which a
 * `'` in the URI ends, or bare. Out: undefined where the function appends none, or as a word that is proof against
 * whatever it holds. In: the call, and whether the command ends in a here-document.
 */
export function appendedUriAdvice(
  { function: name, profile, setvars, strings }: CallFacts,
  end: 'line' | 'here-document' = 'line',
): UriAdvice | undefined {
  const { dsetArgument } = profile.running;
  if (name !== 'exec_dset' || dsetArgument === 'shell-quoted') return undefined;
  const means = setvars ? '' : 'set modparam("exec", "setvars", 1), ';
  const dollar = strings === 'raw' ? '$' : '$$';
  // Behind the word that ends a document nothing may stand.
  const how = end === 'line' ? '" #"' : 'a further line, " #"';
  const cure = `${means}write "${dollar}SIP_RURI" in the command where it is wanted, and end the command with ${how}, which keeps the appended one away`;
  if (dsetArgument === 'bare') {
    const danger = `${profile.id} appends the request URI bare: the shell splits it, and runs what stands behind a ; in it`;
    return { code: 'bare-uri', danger, cure };
  }
  const danger = `${profile.id} appends the request URI between quotes, and a ' in the URI ends them: the shell runs what a caller wrote behind it`;
  return { code: 'quoted-uri', danger, cure };
}

/** The last character that is no blank of the line. A line end ends the command before it. */
function lastCharacter(command: Buffer): string | undefined {
  const last = command.findLast((byte) => byte !== SPACE && byte !== TAB);
  return last === undefined ? undefined : String.fromCharCode(last);
}

/** Commands that take further words for files to read. */
const FILE_READERS =
  /^(?:[efgmn]?awk|base64|cat|cut|[ef]?grep|fold|head|jq|md5sum|nl|rev|sed|sha\d+sum|shuf|sort|tac|tail|tr|uniq|wc|xargs)$/;
/** Commands to which a further word means something else than whoever wrote them meant. */
const STRICT = /^(?:curl|mysql|psql|redis-cli|sqlite3|test|\[|wget)$/;

/**
 * What the shell makes of the request URI that exec_dset appends, where the command was written as if there were none. In:
 * the command line, and how many bytes of it stand before the appended URI; the exit status of a command that failed. Out:
 * undefined where a word behind the command is nothing out of the way.
 */
export function misplacedUri(
  commandLine: Buffer,
  commandBytes: number,
  exitCode: number | undefined,
): string | undefined {
  if (exitCode === undefined || exitCode === 0) return undefined;
  const command = commandLine.subarray(0, commandBytes);
  const { takesWord, words } = commandEnd(command);
  if (!takesWord) return undefined;
  const [first] = words;
  if (first === undefined) {
    const last = lastCharacter(command);
    if (last === undefined) return undefined;
    if (/[)}]/.test(last))
      return exitCode === 2
        ? `exec_dset appends the request URI, and behind ${last} the shell expects none`
        : undefined;
    return exitCode === 126 || exitCode === 127
      ? `exec_dset appends the request URI, and behind ${last === '\n' ? 'a line end' : last} the shell runs it as a command`
      : undefined;
  }
  if (/^(?:fi|done|esac)$/.test(first))
    return exitCode === 2
      ? `exec_dset appends the request URI, and behind ${first} the shell expects none`
      : undefined;
  const program = first.slice(first.lastIndexOf('/') + 1);
  // grep that finds nothing has the status 1, too.
  if (FILE_READERS.test(program) && !(/grep$/.test(program) && exitCode < 2))
    return `exec_dset appends the request URI, and ${program} takes it for another file to read`;
  if (STRICT.test(program) && exitCode !== 127)
    return `exec_dset appends the request URI, and ${program} gets it as another argument`;
  return undefined;
}
