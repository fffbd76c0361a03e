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
  const expression = new RegExp(
    `^${part.replace(/\*+|\?|\[[^\]]+\]|[^*?[]|\[/g, (piece) => {
      if (piece.startsWith('*')) return '[^/]*';
      if (piece === '?') return '[^/]';
      if (piece.length > 2 && piece.startsWith('['))
        return `[${piece
          .slice(1, -1)
          .replace(/^!/, '^')
          .replace(/[\\\]]/g, '\\$&')}]`;
      return piece.replace(/[\\^$.|+()[\]{}]/, '\\$&');
    })}$`,
  );
  try {
    return readdirSync(folder)
      .filter((name) => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
