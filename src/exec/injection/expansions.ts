import { CommandScope } from './commandScope.js';
import type { ReaderState } from './readerState.js';
import { OF_AUTHOR, ShellTextBuilder } from './shellText.js';

const NAME_START = /[A-Za-z_]/;
const NAME = /[A-Za-z0-9_]/;
const SPECIAL_PARAMETER = /[0-9@*#?$!-]/;
/** What a value may hold where the shell computes: anything else may be a name, and a name may hold code. */
const NUMBER_BYTE = /[0-9 \t+-]/;

/** Opens a place for commands: a whole text, or what stands in parentheses. */
export function openCommands(state: ReaderState, isClosable: boolean): void {
  const scope = new CommandScope(state.text, state.commands, state.tokens, state.assigned);
  state.frames.push({ kind: 'commands', scope, isClosable });
}

/** Reads what begins with `$` (POSIX.1-2017 XCU 2.6). */
export function readDollar(state: ReaderState, where: 'unquoted' | 'quoted'): void {
  const next = state.character(1);
  if (next === '(') readSubstitution(state);
  else if (next === '{') readBraceExpansion(state);
  else if (NAME_START.test(next)) {
    let end = state.at + 2;
    while (NAME.test(state.characterAt(end))) end += 1;
    expandTo(state, end, state.at + 1, end);
  } else if (SPECIAL_PARAMETER.test(next)) expandTo(state, state.at + 2, state.at + 1, state.at + 2);
  else {
    if (next === '[') noteOldArithmetic(state);
    else if (next === "'" && where === 'unquoted') noteDollarQuote(state);
    state.addLiteral();
  }
}

/** `$[…]` of bash; dash takes it for text. */
function noteOldArithmetic(state: ReaderState): void {
  state.isAmbiguous = true;
  if (!state.isOfAuthor() || !state.isOfAuthor(1)) state.token('code', state.at, 2);
}

/** `$'…'` of bash; dash takes the `$` for text. They see different ends where a backslash stands before a quote. */
function noteDollarQuote(state: ReaderState): void {
  for (let i = state.at; i < state.text.bytes.length; i++) {
    if (i > state.at + 1 && state.characterAt(i) === "'") return;
    if (state.characterAt(i) === '\\' || state.text.origins[i] !== OF_AUTHOR) {
      state.isAmbiguous = true;
      return;
    }
  }
}

function readSubstitution(state: ReaderState): void {
  const isArithmetic = state.character(2) === '(';
  const length = isArithmetic ? 3 : 2;
  for (let i = 0; i < length; i++) state.token('code', state.at + i);
  state.scope.breakPlain(state.at);
  state.at += length;
  if (isArithmetic) state.frames.push({ kind: 'arithmetic', depth: 0 });
  else openCommands(state, true);
}

function readBraceExpansion(state: ReaderState): void {
  const start = state.at;
  let end = start + 2;
  if (NAME.test(state.characterAt(end))) while (NAME.test(state.characterAt(end))) end += 1;
  else if (SPECIAL_PARAMETER.test(state.characterAt(end))) end += 1;
  if (state.characterAt(end) === '}' && end > start + 2) {
    expandTo(state, end + 1, start + 2, end);
    return;
  }
  // `${x:=…}` sets, `${x?}` ends the shell, and bash computes and runs in `${x[…]}` and `${x@P}`.
  for (const i of [start, start + 1]) if (state.text.origins[i] !== OF_AUTHOR) state.token('code', i);
  state.scope.breakPlain(start);
  state.at += 2;
  state.frames.push({ kind: 'braces' });
}

function expandTo(state: ReaderState, end: number, nameStart: number, nameEnd: number): void {
  const name = Buffer.from(state.text.bytes.slice(nameStart, nameEnd)).toString('latin1');
  const { scope } = state;
  scope.breakPlain(state.at);
  const value = state.valueOf(name);
  if (value !== undefined) scope.addContent(value);
  state.at = end;
}

/** Within `${…}`: what a value has that could end it, quote in it, expand in it or be its operator counts as code. */
export function readInBraces(state: ReaderState): void {
  const character = state.character();
  if (!state.isOfAuthor()) {
    if (/[^A-Za-z0-9_ .,/-]/.test(character)) state.token('code');
    state.at += 1;
  } else if (character === '}') {
    state.frames.pop();
    state.at += 1;
  } else if (character === '$') readDollar(state, 'quoted');
  else if (character === '`') readBackquotes(state);
  else if (character === '"') state.openQuotes('double-quoted');
  else if (character === "'" && !isWithinDoubleQuotes(state)) state.openQuotes('single-quoted');
  else state.at += character === '\\' ? 2 : 1;
}

function isWithinDoubleQuotes({ frames }: ReaderState): boolean {
  const open = frames.findLast(({ kind }) => kind === 'double-quoted' || kind === 'commands');
  return open?.kind === 'double-quoted';
}

/** Within `$((…))`. */
export function readInArithmetic(state: ReaderState, frame: { depth: number }): void {
  const character = state.character();
  if (!state.isOfAuthor()) {
    if (!NUMBER_BYTE.test(character)) state.token('code');
    state.at += 1;
  } else if (character === '$') readDollar(state, 'quoted');
  else if (character === '`') readBackquotes(state);
  else {
    state.at += 1;
    if (character === '(') frame.depth += 1;
    else if (character === ')' && frame.depth > 0) frame.depth -= 1;
    else if (character === ')') {
      if (state.character() === ')') state.at += 1;
      state.frames.pop();
    }
  }
}

/** What stands in backquotes is cut out first, as far as the next one without a backslash, and read on its own. */
export function readBackquotes(state: ReaderState): void {
  const isQuoted = state.frame.kind === 'double-quoted';
  state.token('code');
  state.scope.breakPlain(state.at);
  state.at += 1;
  const content = new ShellTextBuilder();
  while (!state.isAtEnd && state.character() !== '`') {
    const next = state.character(1);
    if (state.character() === '\\' && (/[$`\\]/.test(next) || (isQuoted && next === '"'))) {
      // A backslash of a value counts twice in here, once for each reading.
      if (!state.isOfAuthor() || !state.isOfAuthor(1)) state.token('code');
      state.at += 1;
    }
    content.addFrom(state.text, state.at);
    state.at += 1;
  }
  if (!state.isAtEnd && !state.isOfAuthor()) state.token('code');
  state.at += 1;
  state.inner.push(content);
}
