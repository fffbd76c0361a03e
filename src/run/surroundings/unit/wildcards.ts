import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a path with `*`, `?` and `[…]` names, as glob(7) has them, sorted; the path itself where it has none and is there. */
export function matchingFiles(path: string): string[] {
  let found = ['/'];
  for (const part of path.split('/').filter(Boolean)) {
    found = found.flatMap((folder) => (/[*?[]/.test(part) ? matchesIn(folder, part) : [join(folder, part)]));
  }
  return found.filter((file) => existsSync(file));
}

function matchesIn(folder: string, part: string): string[] {
  const pattern = piecesOf(part);
  try {
    return readdirSync(folder)
      .filter((name) => matches(pattern, name) && (part.startsWith('.') || !name.startsWith('.')))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A character of a name that fits at a place of a pattern, or any number of any. */
type Piece = '*' | ((character: string) => boolean);

function piecesOf(part: string): Piece[] {
  return [...part.matchAll(/\*+|\?|\[[^\]]+\]|[^*?[]|\[/g)].map(([piece]): Piece => {
    if (piece.startsWith('*')) return '*';
    if (piece === '?') return () => true;
    if (piece.length === 1) return (character) => character === piece;
    const isNegated = /^\[[!^]/.test(piece);
    const set = piece.slice(isNegated ? 2 : 1, -1);
    return (character) => isIn(set, character) !== isNegated;
  });
}

/** Whether a set names a character: by itself, or in a range (`a-z`). */
function isIn(set: string, character: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const first = set[at] as string;
    const last = set[at + 1] === '-' ? set[at + 2] : undefined;
    if (character >= first && character <= (last ?? first)) return true;
    if (last !== undefined) at += 2;
  }
  return false;
}

/** Goes back to the last `*` alone, so that it costs at most the pattern's length times the name's. */
function matches(pattern: readonly Piece[], name: string): boolean {
  let at = 0;
  let star: { pieceAt: number; nameAt: number } | undefined;
  let nameAt = 0;
  while (nameAt < name.length) {
    const piece = pattern[at];
    if (piece === '*') {
      star = { pieceAt: at, nameAt };
      at++;
    } else if (piece?.(name[nameAt] as string)) {
      at++;
      nameAt++;
    } else if (star !== undefined) {
      star.nameAt++;
      at = star.pieceAt + 1;
      nameAt = star.nameAt;
    } else return false;
  }
  return pattern.slice(at).every((piece) => piece === '*');
}
