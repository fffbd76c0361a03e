/** How far the end of an arithmetic expression is looked for: real ones are short, and the search is done for each. */
const MAX_INPUT_BYTES = 10_000;

/**
 * Tells an arithmetic expression `((…))` from a subshell within a subshell, `((…) …)`, as shells do: by whether the two
 * closing parentheses stand side by side (POSIX.1-2017 XCU 2.6.4). Where nothing closes, it is taken for arithmetic.
 * In: the script, and the offset of the first parenthesis.
 */
export function isArithmetic(text: string, start: number): boolean {
  if (text[start + 1] !== '(') return false;
  const end = Math.min(text.length, start + MAX_INPUT_BYTES);
  let depth = 2;
  for (let at = start + 2; at < end; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === "'" || character === '"') at = closingQuote(text, at, end);
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 1) return text[at + 1] === ')';
  }
  return true;
}

/** The offset of the quote that closes one, or the end. */
function closingQuote(text: string, start: number, end: number): number {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return end;
}
