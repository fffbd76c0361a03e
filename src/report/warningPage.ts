import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the page of a warning or finding lies: `docs/warnings/` of the package that this program is a part of.
 * In: a code, `quoted-variable`.
 */
export function warningPage(code: string): string {
  return join(packageFolder(), 'docs', 'warnings', `${code}.md`);
}

/** The nearest folder above this file that has the package's description. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
