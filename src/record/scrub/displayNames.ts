/** A quoted text, and whether it is closed, or a run of what a name without quotes may have; what follows up to a `<`. */
const candidate =
  /(?<![^\s,:;>])(?:"((?:[^"\\\r\n]|\\.)*)("?)|[A-Za-z\x80-\xff][^<>"@:;,=\r\n]*)(\s{0,8}<)?/g;
const nameStart = /(?<![^\s,:;>])[A-Za-z\x80-\xff]/g;
const maxNameLength = 256;

/**
 * Replaces the names before the `<` of an address. In: what makes the new name of one, which is quoted or not, of at
 * most 256 characters. No character is looked at more than three times.
 */
export function replaceDisplayNames(
  text: string,
  replacement: (name: string, isQuoted: boolean) => string,
): string {
  let result = '';
  let done = 0;
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match !== null; match = candidate.exec(text)) {
    const [whole, quoted, closing, behind] = match;
    const isQuoted = quoted !== undefined;
    const nameEnd = match.index + whole.length - (behind?.length ?? 0);
    const start = isQuoted ? match.index : lateStart(text, match.index, nameEnd);
    const isName = behind !== undefined && (isQuoted ? closing === '"' && isShort(quoted) : start >= 0);
    if (isName) {
      const name = isQuoted ? quoted : text.slice(start, nameEnd);
      result += text.slice(done, start) + replacement(name, isQuoted) + (behind as string);
      done = match.index + whole.length;
      candidate.lastIndex = done;
    } else {
      // Quoted text before no `<` is no name, but a name may stand in it, or begin at its last quote.
      candidate.lastIndex = isQuoted ? match.index + 1 : nameEnd;
    }
  }
  return result + text.slice(done);
}

function isShort(quoted: string): boolean {
  const length = quoted.replace(/\\./g, '?').length;
  return length > 0 && length <= maxNameLength;
}

/** Where a name begins that is not too long and ends at `end`; -1 where none does. */
function lateStart(text: string, start: number, end: number): number {
  if (end - start <= maxNameLength) return start;
  nameStart.lastIndex = end - maxNameLength;
  const match = nameStart.exec(text);
  return match === null || match.index >= end ? -1 : match.index;
}
