import { expect, test } from 'vitest';
import { recordedExpectations, recordedValue } from '../../../src/suite/record/recordedValue.js';
import { notRun, ran } from '../../report/results.js';

test('a call of dset is recorded with its URI set, return code, exit status and warnings', () => {
  expect([...recordedExpectations({ function: 'dset' }, ran())]).toEqual([
    ['uris', ['sip:one@example.com']],
    ['returnCode', 1],
    ['exitStatus', 0],
    ['warnings', 'none'],
  ]);
});

test('short output of msg is recorded, long output is not', () => {
  const recorded = (stdout: string) =>
    recordedExpectations({ function: 'msg' }, ran({ function: 'exec_msg', stdout: Buffer.from(stdout) })).get(
      'stdout',
    );
  expect([recorded('out\n'), recorded('line\n'.repeat(100)), recorded('')]).toEqual([
    'out\n',
    undefined,
    undefined,
  ]);
});

test('a call that ran nothing is recorded with its outcome', () => {
  expect([...recordedExpectations({ function: 'dset' }, notRun())]).toEqual([
    ['outcome', 'refused'],
    ['returnCode', -1],
    ['warnings', 'none'],
  ]);
});

test('of variables those that were expected are recorded, and a pattern that holds stays one', () => {
  const place = { file: 'suite.yaml', line: 1, column: 1 };
  const environment = Object.entries({ SIP_USER: 'bob', SIP_TID: 'abc', SIP_DID: 'd' }).map(
    ([name, value]) => ({
      name,
      value: Buffer.from(value),
    }),
  );
  const values = new Map([
    ['SIP_USER', { kind: 'equals', text: 'alice' }],
    ['SIP_TID', { kind: 'matches', pattern: /^[a-c]+$/ }],
    ['SIP_GONE', { kind: 'contains', text: 'x' }],
  ] as const);
  expect(
    recordedValue('env', ran({ environment }), { key: 'env', place, values, absent: ['SIP_OUSER'] }),
  ).toEqual({
    SIP_USER: 'bob',
    SIP_TID: { matches: '^[a-c]+$' },
    absent: ['SIP_GONE', 'SIP_OUSER'],
  });
});
