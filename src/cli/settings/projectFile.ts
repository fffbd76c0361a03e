import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The name of a file that says for a folder, and all below it, which server is meant. */
export const projectFileName = '.sipexec.yaml';

/** The nearest such file, from the working directory up; undefined where there is none. */
export function nearestProjectFile(): string | undefined {
  for (let folder = workingDirectory(); folder !== undefined; ) {
    const file = join(folder, projectFileName);
    if (statSync(file, { throwIfNoEntry: false }) !== undefined) return file;
    const above = dirname(folder);
    folder = above === folder ? undefined : above;
  }
  return undefined;
}

/** Undefined where it was removed. */
function workingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
