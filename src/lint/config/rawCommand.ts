import type { CommandPiece } from '../../config/scannedConfig.js';
import { readable } from '../../config/sourceFile.js';
import type { CommandText } from './commandText.js';

/** A command string that the server hands over raw (KEMI): all of it is the shell's. In: one character per byte. */
export function rawCommandText(command: string): CommandText {
  return {
    variables: [],
    shellText: command,
    offsets: Array.from({ length: command.length + 1 }, (_, i) => i),
  };
}

/**
 * A command that a KEMI script puts together, with the letter `x` for each value that is filled in. Out: undefined where
 * nothing of it is text, so that nobody can know what it runs.
 */
export function joinedCommandText(pieces: readonly CommandPiece[]): CommandText | undefined {
  const isOfMessage = (piece: CommandPiece) => piece.kind === 'value' && piece.pseudoVariable !== undefined;
  if (!pieces.some((piece) => piece.kind === 'text' || isOfMessage(piece))) return undefined;
  let shellText = '';
  const variables = pieces.flatMap((piece) => {
    const at = shellText.length;
    shellText += piece.kind === 'text' ? piece.text : 'x';
    if (piece.kind === 'text' || piece.pseudoVariable === undefined) return [];
    const { pseudoVariable: written, written: shown } = piece;
    return [{ written, shown, name: written.slice(1), start: at, at }];
  });
  return { ...rawCommandText(shellText), variables };
}

/** What native scripts write, and KEMI does not: `$$SIP_USER`, `$rU`, `$hdr(X)`, `$(ru{uri.user})`. */
const NATIVE_DOLLAR =
  /\$\$\{?(\w+)|\$\((?:[A-Za-z]\w*(?:[({[]|\)))|\$(?:hdr|var|avp|xavp|sht|shv|ct|re|mct)\(|\$(?!SIP_)([a-z][a-zA-Z]?[a-z]?)(?![\w=])/g;
const SHELL_COMMAND = /^\$\((?:date|hostname|whoami|pwd|id|nproc|tty|uptime)\)?$/;

/**
 * Finds in a raw command what a native script would have expanded (`raw-string`).
 * In: the command, and the variables that it sets itself. Out: each with its offset in the command.
 */
export function rawStringProblems(
  command: string,
  assigned: ReadonlySet<string>,
): { readonly code: string; readonly message: string; readonly at: number }[] {
  return [...command.matchAll(NATIVE_DOLLAR)].flatMap((match) => {
    const [found, doubled, short] = match as unknown as [string, string?, string?];
    if ((short !== undefined && assigned.has(short)) || SHELL_COMMAND.test(found)) return [];
    const message =
      doubled === undefined
        ? `KEMI expands no pseudo-variable: the shell gets ${readable(found)}… as it is; use the variables of the command's environment, as in "$SIP_USER"`
        : `KEMI hands the string over raw: $$ is the shell's process id; write "$${doubled}"`;
    return [{ code: 'raw-string', message, at: match.index }];
  });
}
