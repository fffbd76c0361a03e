import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputFormats } from '../../src/capture/inputReader.js';
import { caseKeys, suiteKeys } from '../../src/suite/read/caseKeys.js';
import { fieldKeys } from '../../src/suite/read/messageFields.js';
import { fileKeys } from '../../src/suite/read/messageReader.js';
import { expectationKeys } from '../../src/suite/suite.js';
import { sipexec } from '../cli/program.js';
import { suiteOf } from './project.js';

const file = new URL('../../dist/schemas/suite.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
const example = new URL('../../fixtures/example/suite.yaml', import.meta.url);

describe('the published schema of suites', () => {
  const { call, expect: expectations, message } = schema.definitions;
  test.each<[string, object, readonly string[]]>([
    ['a suite', schema.properties, suiteKeys],
    ['a case', call.properties, caseKeys],
    ['expect', expectations.properties, expectationKeys],
    ['a message in a file', message.anyOf[2].properties, fileKeys],
    ['a message of fields', message.anyOf[3].properties, fieldKeys],
  ])('knows every key of %s, and no other', (_name, properties, keys) => {
    expect(Object.keys(properties).sort()).toEqual([...new Set(keys)].sort());
  });

  test('knows every format of input', () => {
    expect(message.anyOf[2].properties.format.enum).toEqual([...inputFormats]);
  });

  test('accepts the example, and what else is right', () => {
    const right = suiteOf(
      'dset: echo\nmessage: [a.sip, { file: b, n: 3, method: [INVITE, BYE], first: true }]\nserver: [a, b]\nisolate: [x]\ninherit: true\navp: { a: [1, 2] }\nexpect: { uris: { contains: [a, { matches: b }] }, exitStatus: SIGTERM, env: { A: 1, absent: B }, stdout: [{ contains: x }], warnings: none }',
    );
    const table = suiteOf(
      'each: [{ n: 1, code: 0 }]\nmessage: { ruri: "sip:{{n}}@x", header: [{ X-A: 1 }, "X-B: 2"], cseq: 3 }\ndset: echo {{n}}\nexpect: { exitStatus: "{{code}}" }',
      'watch: [routes, a.csv]',
    );
    for (const text of [
      readFileSync(example, 'utf8'),
      right,
      table,
      suiteOf('each: { file: a.csv }\ndset: a'),
    ]) {
      validate(parse(text));
      expect(validate.errors).toBe(null);
    }
  });

  test.each<[string, string]>([
    ['an unknown key', `${suiteOf('dset: a')}servr: x\n`],
    ['a misspelt expectation', suiteOf('dset: a\nexpect: { uri: x }')],
    ['no cases', 'server: kamailio\n'],
    ['a return code that is none', suiteOf('dset: a\nexpect: { returnCode: 0 }')],
    ['defaults with a name', `defaults: { name: x }\n${suiteOf('dset: a')}`],
    ['a table without rows', suiteOf('dset: a\neach: []')],
    ['a message of no fields', suiteOf('dset: a\nmessage: {}')],
    ['an empty contains', suiteOf('dset: a\nexpect: { uris: { contains: [] } }')],
  ])('refuses %s', (_name, text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

test("the example project's suite passes", async () => {
  const run = await sipexec(['test', 'fixtures/example/suite.yaml']);
  expect([run.status, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toMatch(/\n16 passed, 0 failed, 0 skipped/);
});
