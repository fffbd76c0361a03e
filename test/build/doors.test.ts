import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

test('the action hands its arguments to sipexec, and none of them to a shell', () => {
  const { runs } = parse(readFileSync('action.yml', 'utf8'));
  const { run, env } = runs.steps.at(-1);
  expect(Object.keys(env)).toEqual(['SIPEXEC', 'ARGUMENTS']);
  const call = (args: string) =>
    spawnSync('bash', ['-e', '-c', run], {
      encoding: 'utf8',
      env: { ...process.env, SIPEXEC: 'bin/sipexec.cjs', ARGUMENTS: args },
    });
  const passed = call('test fixtures/example/suite.yaml --quiet');
  expect([passed.status, passed.stderr]).toEqual([0, '']);
  expect(passed.stdout).toContain('16 passed');
  const hostile = call('list fixtures/none.sip;id $(id)');
  expect(hostile.status).toBe(125);
  expect(hostile.stdout).toBe('');
});
