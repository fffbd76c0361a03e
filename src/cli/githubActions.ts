import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { CommandIo } from './commandIo.js';

/** What GitHub Actions tells the programs of a step (docs.github.com, "Default environment variables"). */
export interface GithubActions {
  /** Where the step's summary is appended as Markdown; undefined where there is none. */
  readonly summaryFile: string | undefined;
  /** A path as annotations name it: from the repository's root. In: a path from the working folder. */
  pathFromRoot(file: string): string;
}

/** Out: undefined where this is no step of GitHub Actions. */
export function githubActions({ environment }: Pick<CommandIo, 'environment'>): GithubActions | undefined {
  const variable = (name: string) =>
    environment.find((entry) => entry.name === name)?.value.toString() || undefined;
  if (variable('GITHUB_ACTIONS') !== 'true') return undefined;
  const root = variable('GITHUB_WORKSPACE');
  return {
    summaryFile: variable('GITHUB_STEP_SUMMARY'),
    pathFromRoot(file) {
      if (root === undefined) return file;
      const path = relative(real(root), real(file));
      return path.startsWith('..') || isAbsolute(path) ? file : path;
    },
  };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
