import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../packagedFiles.js';

/**
 * Where the page of a warning or finding lies: `docs/warnings/` of the package that this program is a part of.
 * In: a code, `quoted-variable`. Out: undefined for a code without page, and where the program came without pages.
 */
export function warningPage(code: string): string | undefined {
  const folder = packageFolder();
  const page = folder === undefined ? undefined : join(folder, 'docs', 'warnings', `${code}.md`);
  return page !== undefined && existsSync(page) ? page : undefined;
}
