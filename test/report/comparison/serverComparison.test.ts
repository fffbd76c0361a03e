import { expect, test } from 'vitest';
import { type ComparedServer, compareServers } from '../../../src/report/comparison/serverComparison.js';
import { comparisonText } from '../../../src/report/text/comparisonText.js';

const entry = (name: string, value: string) => ({ name, value: Buffer.from(value) });
const servers: ComparedServer[] = [
  { id: 'one', outcome: 'ran', entries: [entry('SIP_USER', 'bob'), entry('SIP_TID', 'a')] },
  { id: 'two', outcome: 'ran', entries: [entry('SIP_USER', 'bob'), entry('SIP_TID', 'b')] },
  { id: 'three', outcome: 'ran', entries: [] },
  { id: 'four', outcome: 'dropped', reason: 'no Via header', entries: [] },
];

test('a variable differs where servers that run the command set it otherwise, or not at all', () => {
  const { differences, same } = compareServers(servers, (entries) => entries);
  const shown = differences.map(({ name, values }) => [name, values.map((value) => value?.toString())]);
  expect([shown, same]).toEqual([
    [
      ['SIP_TID', ['a', 'b', undefined, undefined]],
      ['SIP_USER', ['bob', 'bob', undefined, undefined]],
    ],
    0,
  ]);
});

test('the text names servers that agree on one line, and leaves out what only those differ in that set nothing', () => {
  expect(comparisonText(compareServers(servers, (entries) => entries)).toString()).toBe(
    [
      'outcome',
      '  one, two',
      '      ran',
      '  three',
      '      ran, with no variable set',
      '  four',
      '      dropped: no Via header',
      'SIP_TID',
      '  one',
      '      a',
      '  two',
      '      b',
      '1 variable differs between servers that set any',
      '',
    ].join('\n'),
  );
});
