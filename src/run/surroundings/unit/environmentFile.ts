/** A variable of the daemon's environment, as text. */
export type Variable = readonly [name: string, value: string];

/**
 * The variables of a file that EnvironmentFile= names (systemd.exec(5)): NAME=value lines as a shell has them, but nothing is expanded.
 * Comments begin with `#` or `;`, a backslash joins lines, and quotes of both kinds go away; what is no assignment is passed over, as
 * systemd does.
 */
export function environmentFileVariables(text: string): Variable[] {
  const variables: Variable[] = [];
  let at = 0;
  while (at < text.length) {
    const start = skipBlanks(text, at);
    if (start >= text.length) break;
    if (text[start] === '#' || text[start] === ';') {
      at = commentEnd(text, start);
      continue;
    }
    const name = /^[^=\n]*/.exec(text.slice(start, start + 4096))?.[0] ?? '';
    if (text[start + name.length] !== '=') {
      at = start + Math.max(name.length, 1);
      continue;
    }
    const value = readValue(text, start + name.length + 1);
    if (isVariableName(name.trimEnd())) variables.push([name.trimEnd(), value.text]);
    at = value.end;
  }
  return variables;
}

/** Letters, digits and `_`, no digit first (environ(7)). */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string)) at++;
  return at;
}

/** A comment, too, goes on behind a backslash at its line's end. */
function commentEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function readValue(text: string, from: number): { readonly text: string; readonly end: number } {
  let value = '';
  // Blanks at the end do not count, unless they were quoted.
  let kept = 0;
  let quote = '';
  let at = from;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
  for (; at < text.length; at++) {
    const character = text[at] as string;
    const next = text[at + 1];
    if (quote === '') {
      if (character === '\n') break;
      if (character === '\r' && next === '\n') continue;
      if (character === '"' || character === "'") quote = character;
      else if (character === '\\') {
        at++;
        if (next !== undefined && next !== '\n') value += next;
        kept = value.length;
        continue;
      } else value += character;
      if (!/[ \t]/.test(character)) kept = value.length;
    } else if (character === quote) {
      quote = '';
      kept = value.length;
    } else if (character === '\\' && quote === '"' && next !== undefined) {
      at++;
      if (next === '\n') continue;
      value += /["\\`$]/.test(next) ? next : `\\${next}`;
    } else {
      value += character;
    }
  }
  return { text: value.slice(0, quote === '' ? kept : value.length), end: at };
}
