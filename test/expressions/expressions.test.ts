import { expect, test } from 'vitest';
import { expressionsIn, madeAtRunTime, sourceExpressions } from './sourceExpressions.mjs';
import { complaintOf, digestOf, readVerdicts } from './verdicts.mjs';

test('no regular expression of src/ backtracks: npm run recheck has looked at each, as it stands now', async () => {
  const { expressions, unknown } = await sourceExpressions();
  expect(unknown).toEqual([]);
  const verdicts = readVerdicts();
  const notLookedAt = expressions.filter((expression) => !verdicts.has(digestOf(expression)));
  const complaints = await Promise.all(
    notLookedAt.slice(0, 5).map(async (expression) => ({
      ...expression,
      complaint: (await complaintOf(expression)) ?? 'safe, but not recorded: npm run recheck',
    })),
  );
  expect(complaints).toEqual([]);
}, 600_000);

test('the record holds nothing but expressions of src/', async () => {
  const { expressions } = await sourceExpressions();
  const known = new Set(expressions.map((expression) => digestOf(expression)));
  expect([...readVerdicts()].filter((digest) => !known.has(digest))).toEqual([]);
}, 120_000);

test('expressions are found wherever they stand, and the files that make some at run time', () => {
  const text =
    'const a = /a"b/g;\nfunction f(x: string) { return [/c/, new RegExp(x), RegExp("d"), "/e/"]; }\n';
  expect(expressionsIn(text)).toEqual({
    literals: [
      { source: 'a"b', flags: 'g' },
      { source: 'c', flags: '' },
    ],
    made: 2,
  });
  for (const { bound } of Object.values(madeAtRunTime)) expect(bound).not.toBe('');
});

test.each([
  ['exponential', '^(?:a+)+$', /exponential/],
  ['polynomial', ' +$', /2nd degree polynomial/],
])('an %s expression is told', async (_kind, source, complaint) => {
  expect(await complaintOf({ source, flags: '' })).toMatch(complaint);
});

test('a safe expression has no complaint', async () => {
  expect(await complaintOf({ source: '^ +$', flags: '' })).toBeUndefined();
});
