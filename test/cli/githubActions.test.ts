import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, suiteOf } from '../suite/project.js';
import { sipexec } from './program.js';

const failing = suiteOf(
  "message: { ruri: sip:a@x }\ndset: 'echo sip:a@x #'\nexpect: { uris: ['sip:<b>`|@x'] }",
).replace('a case', 'a *case* [x](y) <b>');

/** A run in a subfolder of a repository, as a step of GitHub Actions makes it. */
async function step(
  args: readonly string[],
  files: Record<string, string> = { 'sub/s.sipexec.yaml': failing },
) {
  const made = project({ 'summary.md': 'before\n', ...files });
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: made.folder,
    GITHUB_STEP_SUMMARY: join(made.folder, 'summary.md'),
  };
  const run = await sipexec(args, '', { cwd: join(made.folder, 'sub'), env });
  return { run, summary: () => made.read('summary.md'), made };
}

const annotation = /^::error file=sub\/s\.sipexec\.yaml,line=5,col=21,title=[^\n]*URI set: not as expected/m;

describe('in GitHub Actions', () => {
  test('annotations come by themselves, with paths from the root of the repository', async () => {
    const { run } = await step(['test']);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^s\.sipexec\.yaml\n {2}FAIL/);
    expect(run.stdout).toMatch(annotation);
  });

  test.each(['json', 'tap'])('beside --reporter %s they go to standard error', async (name) => {
    const { run } = await step(['test', '--reporter', name]);
    expect(run.stdout).not.toMatch(/^::/m);
    expect(run.stderr).toMatch(annotation);
  });

  test('annotations that were asked for come once, with these paths as well', async () => {
    const { run } = await step(['test', '--reporter', 'github']);
    expect(run.stdout.match(new RegExp(annotation, 'gm'))).toHaveLength(1);
    expect(run.stderr).not.toMatch(/^::/m);
  });

  test("the step's summary gets the numbers and the failures, behind what is there", async () => {
    const { summary } = await step(['test']);
    const text = summary();
    expect(text).toContain('before\n### ❌ sipexec: 0 passed, 1 failed, 0 skipped\n');
    expect(text).toContain(
      'a &#42;case&#42; &#91;x&#93;(y) &#60;b&#62; <code>sub/s.sipexec.yaml:5:21</code></summary>',
    );
    expect(text).toContain('\n```diff\n');
    expect(text).toContain('\n  - sip:<b>`|@x\n  + sip:a@x\n');
  });

  test('an unusable suite is annotated', async () => {
    const { run } = await step(['test'], { 'sub/s.sipexec.yaml': 'cases: 1\n' });
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toBe(
      'sipexec: s.sipexec.yaml:1:8: cases must be a list, not "1"\n::error file=sub/s.sipexec.yaml,line=1,col=8,title=unusable suite::cases must be a list, not "1"\n',
    );
  });

  test('annotations of lint have these paths', async () => {
    const { run } = await step(['lint', '--format', 'github', 'r.sh'], {
      'sub/r.sh': '#!/bin/sh\necho $SIP_RURI\n',
    });
    expect(run.stdout).toMatch(/^::warning file=sub\/r\.sh,line=2,/);
  });

  test('nothing of this elsewhere', async () => {
    const made = project({ 's.sipexec.yaml': failing });
    const run = await made.test();
    expect(run.stdout).not.toMatch(/^::/m);
  });
});

test('--reporter markdown is the same text, with any number of backticks within', async () => {
  const made = project({ 's.sipexec.yaml': failing.replace('`|', '````') });
  const run = await made.test('--reporter', 'markdown');
  expect(run.stdout).toContain('\n`````diff\n');
  expect(run.stdout).toMatch(/\n`````\n\n<\/details>\n\n$/);
});
