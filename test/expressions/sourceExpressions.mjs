// Finds every regular expression of src/: the literals with a parser, and those that are put together while a module is
// loaded by loading it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from '@swc/core';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Where expressions are made of what comes at run time, how often in the file, and what bounds them there. */
export const madeAtRunTime = {
  'src/boundedPattern.ts': {
    count: 3,
    bound: 'by the second engine of V8, or by a clock of five seconds',
  },
  'src/capture/text/lines/prefixes.ts': {
    count: 1,
    bound:
      'of a prefix of at most 300 characters: every part has a bound, and is tried at the start of a line alone',
  },
  'src/server/pseudoVariables/transformations/expressions/posixPattern.ts': {
    count: 1,
    bound: 'one bracket expression, matched with single letters',
  },
  'src/config/statements/parameters.ts': { count: 1, bound: 'matched with the four letters of exec alone' },
};

/**
 * Out: `{ file, source, flags }` of each expression, and `unknown`: the places `file: reason` where one is made that
 * could not be found out.
 */
export async function sourceExpressions() {
  const expressions = [];
  const unknown = [];
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`)
    .sort();
  for (const file of files) {
    const { literals, made } = expressionsIn(readFileSync(join(root, file), 'utf8'));
    for (const literal of literals) expressions.push({ file, ...literal });
    const atRunTime = madeAtRunTime[file]?.count ?? 0;
    if (made < atRunTime) unknown.push(`${file}: makes fewer expressions at run time than it is said to`);
    if (made <= atRunTime) continue;
    const atLoad = await madeAtLoad(file);
    if (atLoad.length === 0) unknown.push(`${file}: makes an expression of what comes at run time`);
    for (const one of atLoad) expressions.push({ file, ...one });
  }
  return { expressions, unknown };
}

/** In: the text of a module. Out: its literals, and how many expressions it has made by `RegExp`. */
export function expressionsIn(text) {
  const literals = [];
  let made = 0;
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (node.type === 'RegExpLiteral') literals.push({ source: node.pattern, flags: node.flags });
    const isCall = node.type === 'NewExpression' || node.type === 'CallExpression';
    if (isCall && node.callee.type === 'Identifier' && node.callee.value === 'RegExp') made++;
    for (const key of Object.keys(node)) visit(node[key]);
  };
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022' }).body);
  return { literals, made };
}

/** The expressions that `RegExp` makes while a module and its imports are loaded. */
async function madeAtLoad(file) {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-expressions-'));
  const found = [];
  const Original = globalThis.RegExp;
  try {
    const outfile = join(folder, 'module.mjs');
    await build({
      entryPoints: [join(root, file)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
    globalThis.RegExp = new Proxy(Original, {
      construct(target, args, newTarget) {
        const made = Reflect.construct(target, args, newTarget === globalThis.RegExp ? target : newTarget);
        found.push({ source: made.source, flags: made.flags });
        return made;
      },
    });
    await import(pathToFileURL(outfile).href);
    return found;
  } finally {
    globalThis.RegExp = Original;
    rmSync(folder, { recursive: true });
  }
}
