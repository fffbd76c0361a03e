import { expect, test } from 'vitest';
import type { ExecResult } from '../../../src/exec/execResult.js';
import { judge } from '../../../src/suite/judge/judge.js';
import type { Expectation } from '../../../src/suite/suite.js';
import { notRun, ran } from '../../report/results.js';

const place = { file: 'suite.yaml', line: 3, column: 5 };
const equals = (text: string) => ({ kind: 'equals', text }) as const;

function failures(expectation: Expectation, result: ExecResult): string[] {
  return judge(new Map([[expectation.key, expectation]]), result).map(({ key, message, difference }) =>
    [`${key}: ${message}`, ...difference.map(({ kind, text }) => `${kind} ${text}`)].join('\n'),
  );
}

test.each<[string, Expectation, ExecResult, string[]]>([
  ['a return code that came', { key: 'returnCode', place, returnCode: 1 }, ran(), []],
  [
    'a return code that did not',
    { key: 'returnCode', place, returnCode: -1 },
    ran(),
    ['returnCode: return code: expected -1, came 1'],
  ],
  [
    'a URI set with another URI',
    { key: 'uris', place, list: { kind: 'exactly', items: [equals('sip:two@example.com')] } },
    ran(),
    ['uris: URI set: not as expected\nmissing sip:two@example.com\nextra sip:one@example.com'],
  ],
  [
    'output that ends with a line end or without',
    { key: 'stdout', place, matchers: [equals('out')] },
    ran({ stdout: Buffer.from('out\n') }),
    [],
  ],
  [
    'a variable that is set',
    { key: 'env', place, values: new Map(), absent: ['SIP_USER'] },
    ran({ environment: [{ name: 'SIP_USER', value: Buffer.from('bob') }] }),
    [expect.stringContaining('SIP_USER')] as unknown as string[],
  ],
  [
    'warnings, in any order',
    { key: 'warnings', place, codes: ['b', 'a'] },
    ran({
      warnings: [
        { code: 'a', message: '' },
        { code: 'b', message: '' },
      ],
    }),
    [],
  ],
  [
    'a URI set where nothing ran',
    { key: 'uris', place, list: { kind: 'exactly', items: [equals('sip:one@example.com')] } },
    notRun(),
    ['outcome: nothing ran: refused: headers do not parse'],
  ],
  ['a refusal that is expected', { key: 'outcome', place, outcome: 'refused' }, notRun(), []],
])('%s', (_name, expectation, result, expected) => {
  expect(failures(expectation, result)).toEqual(expected);
});
