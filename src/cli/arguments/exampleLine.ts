import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFolder } from '../../packagedFiles.js';

/**
 * An example of the help so that it can be pasted where the reader is.
 * In: a command line that names files of the package's folder `fixtures`, as from the package's own folder.
 * Out: the same with paths that lead there; as it was where the program came without these files.
 */
export function exampleLine(line: string): string {
  const folder = packageFolder();
  if (folder === undefined || !existsSync(join(folder, 'fixtures'))) return line;
  return line.replace(/(?<![\w/])fixtures\/[\w./:-]+/g, (path) => {
    const absolute = join(folder, path);
    const fromHere = relative('.', absolute);
    const reached = fromHere.startsWith('..') ? absolute : fromHere;
    return /^[\w./:@%+-]+$/.test(reached) ? reached : `'${reached.replaceAll("'", "'\\''")}'`;
  });
}
