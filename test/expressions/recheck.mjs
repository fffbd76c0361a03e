// npm run recheck: looks with recheck for regular expressions of src/ that backtrack, and records those that do not.
// Only new ones are looked at; with --all every one (some minutes), with --sample N so many of the recorded ones as well,
// chosen anew each time: a record that somebody wrote by hand does not last.
import { toolArguments, wholeNumber } from '../toolArguments.mjs';
import { sourceExpressions } from './sourceExpressions.mjs';
import { complaintOf, digestOf, readVerdicts, writeVerdicts } from './verdicts.mjs';

const options = { all: { type: 'boolean', default: false }, sample: { type: 'string', default: '0' } };
const usage = 'usage: npm run recheck -- [--all | --sample N]';
const { all, sample } = toolArguments({ options }, usage, ({ values }) => ({
  all: values.all,
  sample: wholeNumber('--sample', values.sample),
}));

const { expressions, unknown } = await sourceExpressions();
const byDigest = new Map(expressions.map((expression) => [digestOf(expression), expression]));
const recorded = new Set([...readVerdicts()].filter((digest) => byDigest.has(digest)));
const again = [...recorded].sort(() => Math.random() - 0.5).slice(0, all ? undefined : sample);
const safe = new Set(recorded);
for (const digest of again) safe.delete(digest);

const wanted = [...byDigest].filter(([digest]) => !safe.has(digest));
for (const [done, [digest, { file, source, flags }]] of wanted.entries()) {
  const complaint = await complaintOf({ source, flags });
  if (complaint === undefined) safe.add(digest);
  else unknown.push(`${file}: /${source}/${flags}: ${complaint}`);
  if (process.stderr.isTTY) process.stderr.write(`\r${done + 1} of ${wanted.length}`);
}
writeVerdicts(safe);
for (const line of unknown) console.error(line);
console.log(
  `${byDigest.size} regular expressions, ${wanted.length} looked at now, ${unknown.length} not safe`,
);
// Its agent would keep the process alive.
process.exit(unknown.length === 0 ? 0 : 1);
