import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { canRun } from '../capture/live/tools.js';
import { door } from '../cli/program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'sipexec'), `#!/bin/sh\nexec '${process.execPath}' '${door}' "$@"\n`, {
  mode: 0o755,
});

const pages = readdirSync('docs/warnings');

describe('the page of a warning', () => {
  test.each(pages)('%s has a cause, a cure, and an example that gives its code', async (page) => {
    const text = readFileSync(join('docs/warnings', page), 'utf8');
    const code = page.replace(/\.md$/, '');
    expect(text).toMatch(new RegExp(`^# ${code}\\n\\n\\S[^]*\\n## Example\\n[^]*\\n## Cure\\n\\n\\S`));
    if (text.includes('editcap') && !canRun('editcap')) {
      console.warn(`${page}: its example is not run: editcap is not installed`);
      return;
    }
    const example = /^```sh\n([\s\S]*?)\n```$/m.exec(text)?.[1] as string;
    const run = await execa('bash', ['-c', example.replaceAll('/tmp/', `${folder}/`)], {
      reject: false,
      all: true,
      env: { PATH: `${folder}:${process.env.PATH}` },
    });
    // As a run and lint tell it, or a record.
    expect(
      [`[${code}]`, `"code":"${code}"`].some((told) => run.all?.includes(told)),
      run.all,
    ).toBe(true);
  });
});

function codesOfSource(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?:exec|lint|config|run|server)\/.*\.ts$/.test(name),
  );
  const text = files.map((name) => readFileSync(join('src', name), 'utf8')).join('\n');
  const found = text.matchAll(/(?:code: |(?:add|addAt|refuse|finding)\(\s*)'([a-z]+-[a-z-]+)'/g);
  return [...new Set([...found].map(([, code]) => code as string))].sort();
}

test('every code has a page', () => {
  expect(codesOfSource().filter((code) => !pages.includes(`${code}.md`))).toEqual([]);
});
