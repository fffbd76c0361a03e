/** A pseudo-variable in a command string. */
export interface VariableUse {
  /** As written: `$ru`, `$(hdr(Via)[1])`. */
  readonly written: string;
  /** What the author wrote where that is something else: an expression of KEMI that gives the same. */
  readonly shown?: string;
  /** The script has compared the value with a pattern. */
  readonly isChecked?: boolean;
  /** Its name without brackets and dollar, as far as it goes: `hdr(Via)`. */
  readonly name: string;
  /** Offset of its `$` in the command string. */
  readonly start: number;
  /** Offset of its letter in `shellText`. */
  readonly at: number;
}

/** A command string as the shell gets it, but for the values of its pseudo-variables. */
export interface CommandText {
  readonly variables: readonly VariableUse[];
  /** `$$` is one `$`, and every pseudo-variable the letter `x`; one character per byte. */
  readonly shellText: string;
  /** For each character of `shellText` its offset in the command string, and one for the end. */
  readonly offsets: readonly number[];
}

const NAME = /[A-Za-z0-9_.]+/y;

/**
 * Takes a command string apart as the servers do (servers.md §8): `$$` is a dollar, any other `$` begins a
 * pseudo-variable. In: the string, one character per byte.
 */
export function readCommandText(command: string): CommandText {
  const variables: VariableUse[] = [];
  const offsets: number[] = [];
  let shellText = '';
  for (let at = 0; at < command.length; ) {
    offsets.push(at);
    if (command[at] !== '$') {
      shellText += command[at++];
      continue;
    }
    if (command[at + 1] === '$') {
      shellText += '$';
      at += 2;
      continue;
    }
    const end = endOfVariable(command, at);
    const written = command.slice(at, end);
    const name = written.startsWith('$(') ? written.replace(/^\$\(|\)$/g, '') : written.slice(1);
    variables.push({ written, name, start: at, at: shellText.length });
    shellText += 'x';
    at = end;
  }
  offsets.push(command.length);
  return { variables, shellText, offsets };
}

/** `$name`, `$name(argument)`, `$(name(argument)[index]{transformation})`; at least the dollar. */
function endOfVariable(command: string, start: number): number {
  if (command[start + 1] === '(') return closingParenthesis(command, start + 1);
  NAME.lastIndex = start + 1;
  const end = start + 1 + (NAME.exec(command)?.[0].length ?? 0);
  return end > start + 1 && command[end] === '(' ? closingParenthesis(command, end) : end;
}

function closingParenthesis(command: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < command.length; at++) {
    if (command[at] === '(') depth++;
    if (command[at] === ')' && --depth === 0) return at + 1;
  }
  return command.length;
}
