import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A script that a command names: its name as written, and its bytes. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** More than any routing script has; what is larger is a program or data. */
const maxScriptBytes = 1024 * 1024;
const maxFiles = 8;

/** What separates words for a shell, and what makes more of a word than its letters. */
const separators = /[\s'"`|&;<>(){}$\\*?[\]=]+/;

/**
 * The scripts that a command line names, as far as their names stand in it as they are. In: the command line, one character
 * per byte, without what came from a message; the folder that it runs in, and the root directory that it has.
 */
export function namedFiles(commandLine: string, folder: string, root = '/'): NamedFile[] {
  const words = new Set(
    commandLine.split(separators).filter((word) => /[/.]/.test(word) && word.length < 4096),
  );
  const files: NamedFile[] = [];
  for (const word of words) {
    if (files.length === maxFiles) break;
    const bytes = scriptAt(join(root, resolve(folder, word)));
    if (bytes !== undefined) files.push({ name: word, bytes });
  }
  return files;
}

/** Undefined for what is no script that can be read. */
function scriptAt(path: string): Buffer | undefined {
  try {
    const status = statSync(path);
    if (!status.isFile() || status.size > maxScriptBytes) return undefined;
    const bytes = readFileSync(path);
    return bytes.includes(0) ? undefined : bytes;
  } catch {
    return undefined;
  }
}
