import { openCommands, readBackquotes, readDollar, readInArithmetic, readInBraces } from './expansions.js';
import { passDocument, readDelimiter } from './hereDocuments.js';
import { type Frame, ReaderState, type VariableLookup } from './readerState.js';
import type { ShellReading } from './shellReading.js';
import { partOf, type ShellText } from './shellText.js';

/**
 * Reads a text as dash does, and as bash does where that runs more (POSIX.1-2017 XCU 2.2 to 2.10).
 * In: the text, the values of the call's variables, and what the text is (`document`: a here-document's lines).
 */
export function readShell(
  text: ShellText,
  lookup: VariableLookup,
  kind: 'commands' | 'document' = 'commands',
): ShellReading {
  const state = new ReaderState(text, lookup);
  openCommands(state, false);
  if (kind === 'document') state.frames.push({ kind: 'document' });
  while (!state.isAtEnd) readNext(state, state.frame);
  const { frames, tokens, commands, inner, quotes, lastLine, isAmbiguous } = state;
  const isUnterminated = frames.some(
    ({ kind: open }) => open === 'single-quoted' || open === 'double-quoted',
  );
  for (const frame of kind === 'document' ? frames.slice(1) : frames)
    if (frame.kind === 'commands') frame.scope.endCommand(state.at);
  tokens.sort((a, b) => a.start - b.start);
  commands.sort((a, b) => a.start - b.start);
  return { tokens, commands, inner, quotes, isUnterminated, lastLine, isAmbiguous };
}

function readNext(state: ReaderState, frame: Frame): void {
  switch (frame.kind) {
    case 'commands':
      readInCommands(state, frame);
      break;
    case 'single-quoted':
      if (state.character() === "'") state.closeQuotes();
      else state.addLiteral();
      break;
    case 'double-quoted':
      readInDoubleQuotes(state);
      break;
    case 'document':
      readInDocument(state);
      break;
    case 'braces':
      readInBraces(state);
      break;
    case 'arithmetic':
      readInArithmetic(state, frame);
  }
}

function readInCommands(state: ReaderState, frame: Extract<Frame, { kind: 'commands' }>): void {
  switch (state.character()) {
    case ' ':
    case '\t':
      frame.scope.endWord(state.at);
      state.at += 1;
      break;
    case '\n':
      endLine(state, frame);
      break;
    case ';':
    case '|':
    case '&':
      readSeparator(state, frame);
      break;
    case '<':
    case '>':
      readRedirection(state, frame);
      break;
    case '(':
      readOpening(state, frame);
      break;
    case ')':
      readClosing(state, frame);
      break;
    case '#':
      if (frame.scope.isInWord) state.addLiteral();
      else while (!state.isAtEnd && state.character() !== '\n') state.at += 1;
      break;
    case "'":
      state.openQuotes('single-quoted');
      break;
    case '"':
      state.openQuotes('double-quoted');
      break;
    case '\\':
      state.readBackslash();
      break;
    case '$':
      readDollar(state, 'unquoted');
      break;
    case '`':
      readBackquotes(state);
      break;
    default:
      state.addLiteral();
  }
}

function endLine(state: ReaderState, { scope }: Extract<Frame, { kind: 'commands' }>): void {
  state.token('separator');
  scope.endCommand(state.at);
  state.at += 1;
  for (const document of state.documents.splice(0)) {
    const { start, end } = passDocument(state, document);
    if (!document.isQuoted) readDocument(state, start, end);
  }
  if (state.frames.length === 1) state.lastLine = state.at;
}

/** What the shell expands in the lines of a here-document. */
function readDocument(state: ReaderState, start: number, end: number): void {
  const reading = readShell(partOf(state.text, start, end), state.lookup, 'document');
  const moved = <Part extends { start: number; end: number }>(part: Part) => ({
    ...part,
    start: part.start + start,
    end: part.end + start,
  });
  for (const token of reading.tokens) state.tokens.push(moved(token));
  for (const command of reading.commands) {
    const { assignments, words } = command;
    state.commands.push({
      ...moved(command),
      assignments: assignments.map(moved),
      words: words.map(moved),
    });
  }
  for (const text of reading.inner) state.inner.push(text);
  for (const at of reading.quotes) state.quotes.push(at + start);
  state.isAmbiguous ||= reading.isAmbiguous;
}

function readSeparator(state: ReaderState, { scope }: Extract<Frame, { kind: 'commands' }>): void {
  const next = state.character(1);
  const isOfCase = state.character() === ';' && (next === ';' || (next === '&' && scope.isInCase));
  const end = state.at;
  // A `;;` ends an alternative of case, and is an error elsewhere; `|` parts patterns.
  const kind = isOfCase || scope.isPattern ? 'syntax' : 'separator';
  for (let i = 0; i < (isOfCase ? 2 : 1); i++) {
    state.token(kind);
    state.at += 1;
  }
  if (scope.isPattern) scope.endWord(end);
  else scope.endCommand(end);
  if (isOfCase) scope.beginPattern();
}

function readRedirection(state: ReaderState, { scope }: Extract<Frame, { kind: 'commands' }>): void {
  const isDocument = state.character() === '<' && state.character(1) === '<' && state.character(2) !== '<';
  // `2>`: the number belongs to the operator.
  if (!scope.dropNumber()) scope.endWord(state.at);
  const length = isDocument ? 2 : redirectionLength(state);
  for (let i = 0; i < length; i++) {
    state.token('syntax');
    state.at += 1;
  }
  if (isDocument) readDelimiter(state);
  else if (state.character() === '(' && length === 1) {
    // Process substitution of bash.
    state.token('code');
    state.at += 1;
    openCommands(state, true);
  } else scope.expectTarget();
}

function redirectionLength(state: ReaderState): number {
  return /[<>&|]/.test(state.character(1)) ? 2 : 1;
}

function readOpening(state: ReaderState, { scope }: Extract<Frame, { kind: 'commands' }>): void {
  const opensArithmetic = scope.isAtCommand && state.character(1) === '(';
  state.token('syntax');
  if (opensArithmetic) {
    state.token('syntax', state.at + 1);
    state.at += 2;
    state.frames.push({ kind: 'arithmetic', depth: 0 });
    return;
  }
  if (!scope.isPattern) {
    scope.endCommand(state.at);
    openCommands(state, true);
  }
  state.at += 1;
}

function readClosing(state: ReaderState, frame: Extract<Frame, { kind: 'commands' }>): void {
  const { scope, isClosable } = frame;
  state.token('syntax');
  if (scope.isPattern) scope.endPattern(state.at);
  else {
    scope.endCommand(state.at);
    if (isClosable) state.frames.pop();
  }
  state.at += 1;
}

function readInDoubleQuotes(state: ReaderState): void {
  const character = state.character();
  if (character === '"') state.closeQuotes();
  else if (character === '$') readDollar(state, 'quoted');
  else if (character === '`') readBackquotes(state);
  else if (character === '\\' && /[$`"\\\n]/.test(state.character(1))) state.readBackslash();
  else state.addLiteral();
}

function readInDocument(state: ReaderState): void {
  const character = state.character();
  if (character === '$') readDollar(state, 'quoted');
  else if (character === '`') readBackquotes(state);
  else if (character === '\\' && /[$`\\]/.test(state.character(1))) state.at += 2;
  else state.at += 1;
}
