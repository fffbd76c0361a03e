import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What is imported only when it is needed is not needed to make pages. */
const withoutLaterParts = {
  name: 'without-later-parts',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * Imports a source file of the project, for what is made of its tables: pages of the manual and of the documentation.
 * In: its path from the project's folder. Out: what it exports.
 */
export async function loadSource(path) {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-build-'));
  try {
    const outfile = join(folder, 'source.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, path)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
      // For the libraries in CommonJS among its imports.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      plugins: [withoutLaterParts],
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
