const user = /[\w.+%~-]/;
const maxUserLength = 128;
const host = /^(?:\[[0-9A-Fa-f:.]{2,64}\]|[A-Za-z0-9][A-Za-z0-9.-]{0,255})/;

/**
 * Replaces what looks like `user@host`. A user of more than 128 characters is none. Looks back from each `@`, so that a
 * long text without one costs nothing.
 */
export function replaceMailAddresses(
  text: string,
  replacement: (user: string, host: string) => string,
): string {
  let result = '';
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const found = host.exec(text.slice(at + 1, at + 257));
    const start = userStart(text, done, at);
    if (found === null || start === at) continue;
    result += text.slice(done, start) + replacement(text.slice(start, at), found[0]);
    done = at + 1 + found[0].length;
    at = done - 1;
  }
  return result + text.slice(done);
}

/** Where the user begins that ends at `at`, which is `at` itself where none does: not within a word. */
function userStart(text: string, from: number, at: number): number {
  let start = at;
  let first = at;
  while (start > from && at - start < maxUserLength && user.test(text[start - 1] as string)) {
    start--;
    if (start === 0 || !/[\w.+-]/.test(text[start - 1] as string)) first = start;
  }
  return first;
}
