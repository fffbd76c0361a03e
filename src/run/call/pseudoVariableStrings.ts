/**
 * Reads strings that refer to pseudo-variables. Most calls have none, and commandFormat.ts loads this file only for
 * those that do.
 */
import type { ServerProfile } from '../../server/profile.js';
import { parseFormat, UnknownPseudoVariableError } from '../../server/pseudoVariables/format.js';
import type { Format } from '../../server/pseudoVariables/reference.js';
import type { WantedVariable } from './wantedVariables.js';

/**
 * Takes a command string apart as the server would when it starts.
 * @throws UnknownPseudoVariableError and the like, whose place is in the string; for `$SIP_…`, which is meant for the
 * shell but never gets there, with the way out
 */
export function parseCommandString(command: Buffer, profile: ServerProfile): Format {
  try {
    return parseFormat(command, profile);
  } catch (error) {
    if (!(error instanceof UnknownPseudoVariableError)) throw error;
    const { variableName: name, nearest, offsetBytes } = error;
    if (!/^(SIP_|OSIPS_EXEC_)/.test(name)) throw error;
    const message = `$${name} in the command string is taken for a pseudo-variable, which no server knows; write $$${name} for the command's environment variable`;
    throw new UnknownPseudoVariableError(name, nearest, offsetBytes, message);
  }
}

/**
 * Parses `--pv 'ru,fU,hdr(Via)'`: names with commas between them; a comma within brackets belongs to the name.
 * @throws UnknownPseudoVariableError
 */
export function parseWanted(list: string, profile: ServerProfile): WantedVariable[] {
  return namesIn(list).map((text) => {
    const name = text.trim().replace(/^\$/, '');
    return { name, format: parseFormat(Buffer.from(`$${name}`), profile) };
  });
}

/** The pieces between commas. A bracket that nothing closes, or that nothing opens, ends a piece like a comma. */
function namesIn(list: string): string[] {
  const closing = closingParentheses(list);
  const names: string[] = [];
  let start = 0;
  const end = (at: number) => {
    if (at > start) names.push(list.slice(start, at));
    start = at + 1;
  };
  let at = 0;
  for (; at < list.length; at++) {
    const character = list[at] as string;
    if (!'(),[]{}'.includes(character)) continue;
    const close =
      character === '('
        ? closing.get(at)
        : character === '['
          ? list.indexOf(']', at)
          : character === '{'
            ? list.indexOf('}', at)
            : -1;
    if (close === undefined || close < 0) end(at);
    else at = close;
  }
  end(at);
  return names;
}

/** Where the parentheses of a text are closed, by where they open. */
function closingParentheses(text: string): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closing = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open.push(at);
    else if (text[at] === ')') {
      const opened = open.pop();
      if (opened !== undefined) closing.set(opened, at);
    }
  }
  return closing;
}
