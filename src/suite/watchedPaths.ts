import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MessageSource, Suite, SuiteCase } from './suite.js';

/** Files whose changes count, and folders in which every change counts. Absolute paths. */
export interface WatchedPaths {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Of a folder with more folders in it than this the rest is not watched. */
const MAX_FOLDERS = 1_000;

/**
 * What the results of suites depend on, as far as the suites name it: the suites themselves, messages, tables, copied
 * files, what `watch` lists, and the words of commands and variables that are files, as scripts are. Of a folder, all
 * that is in it and beneath.
 */
export function watchedPaths(suites: readonly Suite[]): WatchedPaths {
  const files = namedFiles(suites);
  const folders = new Set<string>();
  for (const path of files) addFolders(path, folders);
  return { files, folders };
}

function addFolders(path: string, folders: Set<string>): void {
  if (folders.size >= MAX_FOLDERS || !isFolder(path)) return;
  folders.add(path);
  try {
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) addFolders(join(path, entry.name), folders);
  } catch {
    // It cannot be read, or has gone meanwhile: the folder around it tells of its return.
  }
}

function namedFiles(suites: readonly Suite[]): Set<string> {
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

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
