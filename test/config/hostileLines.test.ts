import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sipexec } from '../cli/program.js';

// In each there is what a pattern may walk through again from every place: the time then grows with the square of the text.
test.each([
  ['lines that load modules again and again', 'loadmodule mpath loadpath '.repeat(20_000), 'a.cfg'],
  ['modules named over and over', `loadmodule "${'proto_'.repeat(80_000)}`, 'a.cfg'],
  ['quotes of m4 that nothing closes', `define(a\n${'`'.repeat(400_000)}`, 'a.m4'],
  ['routes that nothing opens', 'route[ '.repeat(60_000), 'a.cfg'],
  ['brackets of a substitution that nothing closes', `#!subst "/${'[^'.repeat(200_000)}/x/"`, 'a.cfg'],
  ['arrows of Python that lead nowhere', `KSR.x\ndef f(${')->'.repeat(150_000)}`, 'a'],
  ['blanks behind a directive', `#!endif${' '.repeat(400_000)}x`, 'a.cfg'],
])('scan ends for %s', async (_name, text, file) => {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-hostile-'));
  writeFileSync(join(folder, file), text);
  const run = await sipexec(['scan', file], '', { cwd: folder, timeout: 50_000 });
  expect(run.status).toBeTypeOf('number');
  expect(run.stderr).not.toContain('unexpected error');
});
