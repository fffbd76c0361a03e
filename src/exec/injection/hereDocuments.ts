import type { Document, ReaderState } from './readerState.js';

/** Reads the word behind `<<`; its lines are read when the line ends (POSIX.1-2017 XCU 2.7.4). */
export function readDelimiter(state: ReaderState): void {
  const stripsTabs = state.character() === '-';
  if (stripsTabs) state.at += 1;
  while (/[ \t]/.test(state.character())) state.at += 1;
  let delimiter = '';
  let isQuoted = false;
  let quote = '';
  for (; !state.isAtEnd; state.at++) {
    const character = state.character();
    if (quote === '' && /[ \t\n;&|<>()]/.test(character)) break;
    if (!state.isOfAuthor()) state.token('syntax');
    if (character === quote) quote = '';
    else if (quote === '' && /["']/.test(character)) {
      quote = character;
      isQuoted = true;
    } else if (character === '\\' && quote !== "'") isQuoted = true;
    else delimiter += character;
  }
  state.documents.push({ delimiter, isQuoted, stripsTabs });
}

/**
 * Passes over the lines of a here-document, to behind its end.
 * Out: where they stand. Where a value ends the document, the state gets a token of kind `code` there.
 */
export function passDocument(state: ReaderState, document: Document): { start: number; end: number } {
  const start = state.at;
  while (!state.isAtEnd) {
    const lineStart = state.at;
    // Where a value first has a hand in the line: its end counts, too, and that of the line before it.
    let ofValue = state.isOfAuthor(-1) ? undefined : lineStart;
    let line = '';
    for (; !state.isAtEnd && state.character() !== '\n'; state.at++) {
      if (!state.isOfAuthor()) ofValue ??= state.at;
      if (!document.stripsTabs || line !== '' || state.character() !== '\t') line += state.character();
    }
    if (!state.isAtEnd && !state.isOfAuthor()) ofValue ??= state.at;
    // A value that ends a line at a backslash joins it with the next, in which the document might end.
    if (!document.isQuoted && line.endsWith('\\') && !state.isOfAuthor(-1)) state.token('code', state.at - 1);
    const isEnd = line === document.delimiter;
    if (isEnd && ofValue !== undefined) state.token('code', ofValue);
    state.at = Math.min(state.at + 1, state.text.bytes.length);
    if (isEnd) return { start, end: lineStart };
  }
  return { start, end: state.at };
}
