import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SipexecError } from '../../errors.js';

/** A folder or pattern holds no suite. */
export class NoSuiteError extends SipexecError {}

/** What suites in a folder are named. */
export const suiteName = /\.sipexec\.ya?ml$/;
const namesInFolders = ['**/*.sipexec.yaml', '**/*.sipexec.yml'];
/** Folders of other people's suites. */
const ignored = ['**/node_modules/**'];

/**
 * The suites that words of the command line mean: a file as it is; of a folder, every `*.sipexec.yaml` in it and beneath; of a
 * pattern (`checks/*.yaml`), what it matches. Without a word, those of the working folder.
 * Out: each once, a word's suites in the order of their names.
 * @throws NoSuiteError for a folder or pattern without any
 */
export async function suiteFiles(words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of words.length === 0 ? ['.'] : words) found.push(...(await filesOf(word)));
  return [...new Set(found)];
}

async function filesOf(word: string): Promise<readonly string[]> {
  const isFolder = statSync(word, { throwIfNoEntry: false })?.isDirectory() ?? false;
  // A file that is named like a pattern is that file.
  if (!isFolder && (existsSync(word) || !/[*?[{]/.test(word))) return [word];
  const { glob } = await import('tinyglobby');
  const options = { ignore: ignored, followSymbolicLinks: false, expandDirectories: false };
  const files = isFolder
    ? await glob(namesInFolders, { ...options, cwd: word })
    : await glob(word, { ...options, dot: false });
  if (files.length === 0) {
    throw new NoSuiteError(
      isFolder
        ? `no suite in ${word === '.' ? 'this folder' : word}: in a folder only files named *.sipexec.yaml count as suites; name others one by one`
        : `no file matches ${word}`,
    );
  }
  return files.map((file) => (isFolder ? join(word, file) : file)).sort();
}
