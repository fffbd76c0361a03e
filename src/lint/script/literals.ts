/** How a language writes literals into which it puts no values. */
export interface LiteralQuotes {
  /** The characters that may stand at both ends; a backslash keeps one from ending it. */
  readonly quotes: string;
  /** What the letters right before the opening quote must be, such as the `f` of `f"…"`: with others it is another kind of quote. */
  readonly prefix?: RegExp;
}

/**
 * A piece of code without its literals. A quote that nothing closes in its line begins no literal. Each character is read at
 * most once for each kind of quote.
 */
export function withoutLiterals(code: string, { quotes, prefix }: LiteralQuotes): string {
  /** For each kind of quote, the place up to which nothing closes it, so that the text need not be searched again. */
  const unclosedUpTo = new Map<string, number>();
  let bare = '';
  let done = 0;
  for (let at = 0; at < code.length; at++) {
    const quote = code[at] as string;
    if (!quotes.includes(quote) || at < (unclosedUpTo.get(quote) ?? 0)) continue;
    const letters = prefix === undefined ? '' : lettersBefore(code, at, done);
    if (prefix?.test(letters) === false) continue;
    const end = literalEnd(code, at);
    if (code[end] !== quote) {
      unclosedUpTo.set(quote, end);
      continue;
    }
    bare += code.slice(done, at - letters.length);
    done = end + 1;
    at = end;
  }
  return bare + code.slice(done);
}

/** The letters right before a place, three at most: no kind of quote has more. */
function lettersBefore(code: string, at: number, from: number): string {
  let start = at;
  while (start > from && at - start < 3 && /[A-Za-z]/.test(code[start - 1] as string)) start--;
  return code.slice(start, at);
}

/** Where the quote stands that closes the one at `at`, or else the end of its line. */
function literalEnd(code: string, at: number): number {
  const quote = code[at];
  let end = at + 1;
  for (; end < code.length && code[end] !== quote && code[end] !== '\n'; end++) {
    if (code[end] !== '\\') continue;
    if (/[\r\n]/.test(code[end + 1] ?? '')) return end;
    end++;
  }
  return end;
}
