// What all bundles of the program have in common: those of dist/, and the one of the single executable.
import { readdirSync, readFileSync } from 'node:fs';

/** Of every bundle. */
export const common = {
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  logLevel: 'warning',
};

/** Of those that a program starts from. */
export const commonJs = {
  ...common,
  format: 'cjs',
  banner: { js: 'const moduleUrl="file://"+__filename;' },
  define: { 'import.meta.url': 'moduleUrl' },
  // `import()` becomes `require`: the loader of ES modules alone would cost milliseconds.
  supported: { 'dynamic-import': false },
};

/** yargs measures texts with it; ours are ASCII, and the real one costs 30 ms at every start. */
export const plainStringWidth = {
  name: 'plain-string-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'plain' }));
    onLoad({ filter: /.*/, namespace: 'plain' }, () => ({
      contents: 'export default (text) => text.replace(/\\u001b\\[[0-9;]*m/g, "").length;',
    }));
  },
};

/**
 * The licences of the packages that the bundles hold parts of, which MIT, ISC and their kin want to go with every copy.
 * In: the files that went into the bundles.
 */
export function noticesOf(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
    if (files.length === 0) throw new Error(`${name} ${version} (${license}) has no file of its licence`);
    const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim());
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  });
  return `The programs in this folder hold parts of these packages.\n\n${notices.join(`\n${'-'.repeat(72)}\n\n`)}`;
}
