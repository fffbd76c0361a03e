// Writes the pages that are made of the program's own tables, schemas and declarations, into docs/reference.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadSource } from '../../loadSource.mjs';
import { commandsReference } from './pages/commands.mjs';
import { serversReference } from './pages/servers.mjs';
import { suiteReference } from './pages/suite.mjs';
import { warningsIndex } from './pages/warnings.mjs';

const docs = join(import.meta.dirname, '..');
const root = join(docs, '..');

/** All pages but those of the library: text in Markdown by path. */
export async function referencePages() {
  const { commandPages } = await loadSource('src/cli/manual/reference.ts');
  const { findServer, serverIds, serverPage, serverRanges } = await loadSource(
    'src/server/rules/reference.ts',
  );
  const suite = JSON.parse(readFileSync(join(root, 'src/suite/suite.schema.json'), 'utf8'));
  const warnings = readdirSync(join(docs, 'warnings')).filter((file) => file.endsWith('.md'));
  return {
    ...commandsReference(commandPages),
    ...suiteReference(suite),
    ...serversReference(
      serverIds.map((id) => serverPage(findServer(id))),
      serverRanges,
    ),
    ...warningsIndex(
      Object.fromEntries(
        warnings.map((file) => [file.slice(0, -3), readFileSync(join(docs, 'warnings', file), 'utf8')]),
      ),
    ),
  };
}

/** Writes all pages. */
export async function generate() {
  const folder = join(docs, 'reference');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(await referencePages())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const options = [
    '--plugin',
    'typedoc-plugin-markdown',
    '--readme',
    'none',
    '--disableSources',
    '--hideBreadcrumbs',
    'true',
    '--hidePageHeader',
    'true',
    '--entryFileName',
    'index',
    '--skipErrorChecking',
    '--validation.notExported',
    'false',
    '--logLevel',
    'Warn',
  ];
  const typedoc = join(docs, 'node_modules/.bin/typedoc');
  const declarations = join(root, 'dist/index.d.ts');
  const config = join(import.meta.dirname, 'typedoc.tsconfig.json');
  execFileSync(typedoc, [...options, '--tsconfig', config, '--out', join(folder, 'library'), declarations], {
    cwd: docs,
    stdio: 'inherit',
  });
}

if (process.argv[1] === import.meta.filename) await generate();
