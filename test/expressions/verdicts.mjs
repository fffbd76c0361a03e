// The kept record of what recheck found: a line for each regular expression of src/ that is safe. What is in no line has
// not been looked at.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const record = join(import.meta.dirname, 'verdicts.txt');
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../node_modules/recheck/package.json'), 'utf8'),
);

/** What an expression is recorded by: another recheck, or a character changed, makes it another one. */
export function digestOf({ source, flags }) {
  return createHash('sha256')
    .update(JSON.stringify([version, source, flags]))
    .digest('hex')
    .slice(0, 24);
}

/** The digests of the expressions that were found safe. */
export function readVerdicts() {
  const lines = readFileSync(record, 'utf8').split('\n');
  return new Set(lines.filter((line) => /^[0-9a-f]{24}$/.test(line)));
}

/** In: the digests of all expressions that were found safe. */
export function writeVerdicts(digests) {
  const heading = `# Written by "npm run recheck" (recheck ${version}): a digest of each regular expression of src/ that cannot backtrack`;
  writeFileSync(record, `${heading}\n${[...digests].sort().join('\n')}\n`);
}

/**
 * Asks recheck. In: an expression. Out: undefined where it takes time in proportion to the text, else what it does.
 * Half a minute each: on a busy machine as well it comes to a verdict.
 */
export async function complaintOf({ source, flags }) {
  process.env.RECHECK_BACKEND ??= 'native';
  const { check } = await import('recheck');
  const verdict = await check(source, flags, { timeout: 60_000 });
  if (verdict.status === 'safe') return undefined;
  if (verdict.status === 'unknown') return `no verdict: ${verdict.error.kind}`;
  return `${verdict.complexity.summary}, for example for ${verdict.attack.pattern}`;
}
