import { describe, expect, test } from 'vitest';
import type { ExecResult } from '../../../src/exec/execResult.js';
import { judge } from '../../../src/suite/judge/judge.js';
import type { Expectation, ExpectationKey } from '../../../src/suite/suite.js';
import { notRun, ran } from '../../report/results.js';

const place = { file: 'suite.yaml', line: 3, column: 5 };
const equals = (text: string) => ({ kind: 'equals', text }) as const;
const contains = (text: string) => ({ kind: 'contains', text }) as const;
const matching = (pattern: RegExp) => ({ kind: 'matches', pattern }) as const;

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

describe('a list of URIs or values', () => {
  const two = ran({
    requestUri: Buffer.from('sip:one@example.com'),
    branches: [Buffer.from('sip:two@example.com')],
    avps: [
      ['1', Buffer.from('gold')],
      ['2', Buffer.from('\xe942', 'latin1')],
    ],
  });
  const [one, other] = [equals('sip:one@example.com'), equals('sip:two@example.com')];
  type List = Extract<Expectation, { list: unknown }>['list'];
  test.each<[string, 'uris' | 'avps', List, string[]]>([
    ['these in this order', 'uris', { kind: 'exactly', items: [one, other] }, []],
    [
      'in another order',
      'uris',
      { kind: 'exactly', items: [other, one] },
      [
        'uris: URI set: not as expected\nmissing sip:two@example.com\nsame sip:one@example.com\nextra sip:two@example.com',
      ],
    ],
    [
      'one too few',
      'uris',
      { kind: 'exactly', items: [one] },
      ['uris: URI set: not as expected\nsame sip:one@example.com\nextra sip:two@example.com'],
    ],
    [
      'one right and one wrong',
      'uris',
      { kind: 'exactly', items: [one, contains('three')] },
      [
        'uris: URI set: not as expected\nsame sip:one@example.com\nmissing (contains) three\nextra sip:two@example.com',
      ],
    ],
    [
      'patterns, each for its own URI',
      'uris',
      { kind: 'exactly', items: [matching(/^sip:one/), contains('two@')] },
      [],
    ],
    [
      'a pattern that does not match',
      'uris',
      { kind: 'exactly', items: [matching(/^one/), other] },
      [
        'uris: URI set: not as expected\nmissing (matches) ^one\nextra sip:one@example.com\nsame sip:two@example.com',
      ],
    ],
    ['some of them, in any order', 'uris', { kind: 'contains', items: [other, one] }, []],
    ['one of them', 'uris', { kind: 'contains', items: [other] }, []],
    [
      'some that are not there',
      'uris',
      { kind: 'contains', items: [equals('sip:a@x'), one, equals('sip:b@x')] },
      [
        'uris: URI set: does not contain sip:a@x, sip:b@x\nmissing sip:a@x\nsame sip:one@example.com\nmissing sip:b@x\nextra sip:two@example.com',
      ],
    ],
    [
      'AVPs, bytes that are no UTF-8 written out',
      'avps',
      { kind: 'exactly', items: [equals('gold'), equals('\\xE942')] },
      [],
    ],
    [
      'another AVP',
      'avps',
      { kind: 'exactly', items: [equals('gold'), equals('42')] },
      ['avps: AVPs: not as expected\nsame gold\nmissing 42\nextra \\xE942'],
    ],
  ])('%s', (_name, key, list, expected) => {
    expect(failures({ key, place, list }, two)).toEqual(expected);
  });

  test.each([
    ['the command printed no URI: the request URI that stays is none of its own', ['no-uri'], []],
    [
      'another warning: it did',
      ['blank-in-uri'],
      ['uris: URI set: not as expected\nextra sip:one@example.com'],
    ],
  ])('no URI is expected, and %s', (_name, codes, expected) => {
    const result = ran({ warnings: codes.map((code) => ({ code, message: '' })) });
    expect(failures({ key: 'uris', place, list: { kind: 'exactly', items: [] } }, result)).toEqual(expected);
  });
});

describe('one value', () => {
  test.each<[string, Expectation, ExecResult, string[]]>([
    ['a status that came', { key: 'exitStatus', place, exitStatus: 3 }, ran({ exitCode: 3 }), []],
    [
      'another status',
      { key: 'exitStatus', place, exitStatus: 0 },
      ran({ exitCode: 3 }),
      ['exitStatus: exit status: expected 0, came 3'],
    ],
    ['a signal', { key: 'exitStatus', place, exitStatus: 'SIGKILL' }, ran({ signal: 'SIGKILL' }), []],
    [
      'no status, for nobody knows it',
      { key: 'exitStatus', place, exitStatus: 0 },
      (({ exitCode: _, ...rest }) => rest)(ran()),
      ['exitStatus: exit status: expected 0, came none'],
    ],
    ['a timeout that came', { key: 'timedOut', place, timedOut: true }, ran({ timedOut: true }), []],
    [
      'a timeout that did not',
      { key: 'timedOut', place, timedOut: true },
      ran(),
      ['timedOut: timed out: expected true, came false'],
    ],
    ['an outcome that came', { key: 'outcome', place, outcome: 'ran' }, ran(), []],
    [
      'a refusal, but it ran',
      { key: 'outcome', place, outcome: 'refused' },
      ran(),
      ['outcome: outcome: expected refused, came ran'],
    ],
    [
      'a drop, but it was refused',
      { key: 'outcome', place, outcome: 'dropped' },
      notRun(),
      ['outcome: outcome: expected dropped, came refused: headers do not parse'],
    ],
    ['a reason', { key: 'reason', place, matchers: [equals('headers do not parse')] }, notRun(), []],
    [
      'another reason',
      { key: 'reason', place, matchers: [contains('Via')] },
      notRun(),
      ['reason: reason does not contain Via\nextra headers do not parse'],
    ],
    [
      'a reason, but it ran',
      { key: 'reason', place, matchers: [contains('Via')] },
      ran(),
      ['reason: reason does not contain Via: it is empty'],
    ],
    ['just so long as was allowed', { key: 'maxDuration', place, maxMs: 250 }, ran({ durationMs: 250 }), []],
    [
      'longer than was allowed, to the millisecond',
      { key: 'maxDuration', place, maxMs: 250 },
      ran({ durationMs: 1250.7 }),
      ['maxDuration: duration: expected at most 0.25 s, took 1.251 s'],
    ],
  ])('%s', (_name, expectation, result, expected) => {
    expect(failures(expectation, result)).toEqual(expected);
  });
});

describe('output and command line', () => {
  const result = ran({
    commandLine: Buffer.from("./route.sh 'sip:bob@x'"),
    stdout: Buffer.from('one\ntwo\n'),
    stderr: Buffer.from('\xe9\n', 'latin1'),
  });
  type Text = Extract<Expectation, { key: 'stdout' | 'stderr' | 'commandLine' }>;
  test.each<[string, Text['key'], Text['matchers'], string[]]>([
    ['the whole text, with its last line end', 'stdout', [equals('one\ntwo\n')], []],
    ['the whole text, without it', 'stdout', [equals('one\ntwo')], []],
    [
      'one line end more',
      'stdout',
      [equals('one\ntwo\n\n')],
      ['stdout: stdout: not as expected\nsame one\nsame two\nmissing '],
    ],
    [
      'a line end before it',
      'stdout',
      [equals('\none\ntwo')],
      ['stdout: stdout: not as expected\nmissing \nsame one\nsame two'],
    ],
    [
      'another line',
      'stdout',
      [equals('one\nthree\n')],
      ['stdout: stdout: not as expected\nsame one\nmissing three\nextra two'],
    ],
    [
      'several, of which all hold',
      'stdout',
      [contains('one\nt'), matching(/^two$/m), equals('one\ntwo')],
      [],
    ],
    [
      'several, of which the last does not hold',
      'stdout',
      [equals('one\ntwo'), contains('two'), contains('six')],
      ['stdout: stdout does not contain six\nextra one\nextra two'],
    ],
    [
      'a pattern that does not match',
      'stdout',
      [matching(/^three$/)],
      ['stdout: stdout does not match /^three$/\nextra one\nextra two'],
    ],
    ['standard error, a byte that is no UTF-8 written out', 'stderr', [equals('\\xE9')], []],
    [
      'another standard error, UTF-8 as it is',
      'stderr',
      [contains('\u00e8')],
      ['stderr: stderr does not contain \u00e8\nextra \\xE9'],
    ],
    ['the command line', 'commandLine', [equals("./route.sh 'sip:bob@x'")], []],
    [
      'another command line',
      'commandLine',
      [equals('./route.sh')],
      ["commandLine: command line: not as expected\nmissing ./route.sh\nextra ./route.sh 'sip:bob@x'"],
    ],
  ])('%s', (_name, key, matchers, expected) => {
    expect(failures({ key, place, matchers }, result)).toEqual(expected);
  });

  test.each([
    ['output that was not kept', ran()],
    ['output that is empty', ran({ stdout: Buffer.alloc(0) })],
  ])('%s is the empty text', (_name, silent) => {
    expect(failures({ key: 'stdout', place, matchers: [equals('')] }, silent)).toEqual([]);
    expect(failures({ key: 'stdout', place, matchers: [matching(/./)] }, silent)).toEqual([
      'stdout: stdout does not match /./: it is empty',
    ]);
  });

  test('bytes that are UTF-8 are the characters that they stand for', () => {
    const result = ran({ stdout: Buffer.from('caf\u00e9\n') });
    expect(failures({ key: 'stdout', place, matchers: [equals('caf\u00e9')] }, result)).toEqual([]);
  });

  test('a single empty line is no empty text', () => {
    expect(
      failures({ key: 'stdout', place, matchers: [contains('a')] }, ran({ stdout: Buffer.from('\n') })),
    ).toEqual(['stdout: stdout does not contain a\nextra ']);
  });
});

describe('variables', () => {
  const variable = (name: string, text: string) => ({ name, value: Buffer.from(text, 'latin1') });
  // Of two of one name a shell keeps the last.
  const result = ran({
    environment: [variable('SIP_USER', 'bob'), variable('SIP_HF_X', 'old'), variable('SIP_HF_X', 'a\xe9')],
  });
  type Values = Extract<Expectation, { key: 'env' }>['values'];
  test.each<
    [string, [string, Values extends ReadonlyMap<string, infer M> ? M : never][], string[], string[]]
  >([
    [
      'with their values',
      [
        ['SIP_USER', equals('bob')],
        ['SIP_HF_X', equals('a\\xE9')],
      ],
      ['SIP_HF_Y'],
      [],
    ],
    [
      'of which one has another value, and one is not set',
      [
        ['SIP_USER', equals('bob')],
        ['SIP_HF_X', matching(/^b/)],
        ['SIP_HF_Y', contains('c')],
      ],
      [],
      [
        'env: environment: not as expected\nmissing SIP_HF_X=(matches) ^b\nextra SIP_HF_X=a\\xE9\nmissing SIP_HF_Y=(contains) c\nextra (SIP_HF_Y is not set)',
      ],
    ],
    [
      'of which one is not to be set',
      [['SIP_USER', equals('bob')]],
      ['SIP_HF_Y', 'SIP_HF_X'],
      ['env: environment: not as expected\nmissing (SIP_HF_X is not set)\nextra SIP_HF_X=a\\xE9'],
    ],
  ])('%s', (_name, values, absent, expected) => {
    expect(failures({ key: 'env', place, values: new Map(values), absent }, result)).toEqual(expected);
  });
});

describe('warnings', () => {
  const warning = (code: string) => ({ code, message: `why ${code}` });
  const result = ran({ warnings: [warning('quoting'), warning('blank-in-uri'), warning('quoting')] });
  test.each<[string, string[], string[]]>([
    ['each told once, however often it came', ['quoting', 'blank-in-uri', 'quoting'], []],
    [
      'none expected: each is told with its message',
      [],
      [
        'warnings: warnings: expected none, came blank-in-uri, quoting\nextra blank-in-uri: why blank-in-uri\nextra quoting: why quoting',
      ],
    ],
    [
      'one that did not come, and one that nobody expects',
      ['quoting', 'no-uri'],
      [
        'warnings: warnings: expected no-uri, quoting, came blank-in-uri, quoting\nmissing no-uri\nextra blank-in-uri: why blank-in-uri\nsame quoting',
      ],
    ],
  ])('%s', (_name, codes, expected) => {
    expect(failures({ key: 'warnings', place, codes }, result)).toEqual(expected);
  });

  test('that are expected where none came', () => {
    expect(failures({ key: 'warnings', place, codes: ['no-uri'] }, ran())).toEqual([
      'warnings: warnings: expected no-uri, came none\nmissing no-uri',
    ]);
  });
});

describe('several expectations', () => {
  const elsewhere = { ...place, line: 9 };
  const told = (result: ExecResult, ...expectations: Expectation[]) =>
    judge(new Map(expectations.map((one): [ExpectationKey, Expectation] => [one.key, one])), result).map(
      ({ key, place: { line }, message }) => `${line} ${key}: ${message}`,
    );
  const status: Expectation = { key: 'exitStatus', place: elsewhere, exitStatus: 0 };
  const returnCode = (code: number): Expectation => ({ key: 'returnCode', place, returnCode: code });
  const reason: Expectation = { key: 'reason', place, matchers: [contains('Via')] };
  const warned: Expectation = { key: 'warnings', place, codes: ['no-uri'] };

  test('are told in the order of their keys, each with its own place', () => {
    expect(told(ran({ exitCode: 2 }), status, returnCode(-1))).toEqual([
      '3 returnCode: return code: expected -1, came 1',
      '9 exitStatus: exit status: expected 0, came 2',
    ]);
  });

  test('where nothing ran: that is told first, and what needs no run is judged', () => {
    expect(told(notRun(), status, returnCode(1), reason, warned)).toEqual([
      '9 outcome: nothing ran: refused: headers do not parse',
      '3 reason: reason does not contain Via',
      '3 returnCode: return code: expected 1, came -1',
      '3 warnings: warnings: expected no-uri, came none',
    ]);
  });

  test('where nothing ran, and nothing was to run: only what was said is judged', () => {
    expect(told(notRun(), { key: 'outcome', place, outcome: 'refused' }, status)).toEqual([]);
    expect(told(notRun(), returnCode(-1))).toEqual([]);
  });
});
