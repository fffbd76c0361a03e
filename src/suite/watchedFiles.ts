import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MessageSource, Suite, SuiteCase } from './suite.js';

/**
 * The files on which the results of suites depend, as far as the suites name them: the suites themselves, messages,
 * copied files, and the words of commands and variables that are files, as scripts and tables are. Absolute paths.
 */
export function watchedFiles(suites: readonly Suite[]): Set<string> {
  const files = new Set<string>();
  for (const { file, folder, cases, data } of suites) {
    files.add(resolve(file));
    for (const path of data) files.add(resolve(folder, path));
    for (const suiteCase of cases) for (const path of filesOf(suiteCase)) files.add(path);
  }
  return files;
}

function filesOf({ folder, messages, isolate = [], command, environment }: SuiteCase): string[] {
  const named = [...messages.flatMap(pathsOf), ...isolate.map(({ value }) => value)].map((path) =>
    resolve(folder, path),
  );
  const words = [command.value, ...environment.set.values()].flatMap((text) =>
    text.split(/[\s"'`;|&<>()=]+/),
  );
  return [
    ...named,
    ...words
      .filter((word) => word !== '')
      .map((word) => resolve(folder, word))
      .filter(isFile),
  ];
}

function pathsOf(source: MessageSource): string[] {
  if (source.kind === 'file') return [source.path];
  if (source.kind === 'text') return [];
  const { followUp, body } = source;
  return [...(followUp === undefined ? [] : [followUp.path]), ...(body?.kind === 'file' ? [body.text] : [])];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
