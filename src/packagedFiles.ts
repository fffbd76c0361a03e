import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What comes with the program for people and other programs: folders by the name that it is asked for, and where the package has them. */
const folders: Readonly<Record<string, string>> = {
  fixtures: 'fixtures',
  integrations: 'integrations',
  man: 'dist/man',
  schemas: 'dist/schemas',
  warnings: 'docs/warnings',
};

/** The same for single files. */
const files: Readonly<Record<string, string>> = {
  LICENSE: 'LICENSE',
  'THIRD-PARTY-NOTICES': 'dist/THIRD-PARTY-NOTICES',
};

/** The name of the list of names within a program that is one file. */
export const ASSET_NAMES = 'names';

/** Node's module for programs that are one file; undefined in any other program. */
const asOneFile = (() => {
  const sea = process.getBuiltinModule('node:sea');
  return sea.isSea() ? sea : undefined;
})();

/**
 * The folder of the package that this program is a part of: the nearest one above this file that has the package's
 * description. Out: undefined where there is none, as for a program that is one file.
 */
export function packageFolder(): string | undefined {
  if (asOneFile !== undefined) return undefined;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(`${folder}/package.json`)) {
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return folder;
}

/**
 * The names of all files that come with the program, `fixtures/invite.sip`, sorted: those of the package, or those within the one file.
 * In: the package's folder.
 */
export function packagedNames(root = packageFolder()): string[] {
  if (asOneFile !== undefined) return JSON.parse(asOneFile.getAsset(ASSET_NAMES, 'utf8'));
  if (root === undefined) return [];
  const inFolders = Object.entries(folders).flatMap(([name, place]) =>
    filesBeneath(join(root, place)).map((file) => `${name}/${file}`),
  );
  const single = Object.entries(files).flatMap(([name, place]) =>
    existsSync(join(root, place)) ? [name] : [],
  );
  return [...inFolders, ...single].sort();
}

/** A file that comes with the program. In: one of `packagedNames`; the package's folder. */
export function packagedFile(name: string, root = packageFolder()): Buffer {
  if (asOneFile !== undefined) return Buffer.from(asOneFile.getAsset(name));
  const [first = '', ...rest] = name.split('/');
  return readFileSync(join(root ?? '', files[name] ?? join(folders[first] ?? first, ...rest)));
}

/** A file that the build put into a program that is one file; undefined in any other program. */
export function assetOfOneFile(name: string): Buffer | undefined {
  return asOneFile === undefined ? undefined : Buffer.from(asOneFile.getAsset(name));
}

function filesBeneath(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile());
}
