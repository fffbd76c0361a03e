import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { canRun } from '../capture/live/tools.js';
import { door } from '../cli/program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Other users go through it, as through /tmp.
chmodSync(folder, 0o755);
writeFileSync(join(folder, 'sipexec'), `#!/bin/sh\nexec '${process.execPath}' '${door}' "$@"\n`, {
  mode: 0o755,
});

const pages = readdirSync('docs/warnings');

/** Cures that nobody can run here, and why. */
const withoutCure: Readonly<Record<string, string>> = {
  'unit-not-applied.md': 'what the setting does is tried on a machine with systemd',
};

describe('the page of a warning', () => {
  test.each(pages)(
    '%s has a cause, examples that give its code, and a cure that takes it away',
    async (page) => {
      const code = page.replace(/\.md$/, '');
      const text = readFileSync(join('docs/warnings', page), 'utf8');
      expect(text).toMatch(new RegExp(`^# ${code}\\n\\n\\S[^]*\\n## Example\\n[^]*\\n## Cure\\n\\n\\S`));
      const [examples = '', cure = ''] = text.split('\n## Cure\n');
      expect(scriptsIn(examples)).not.toEqual([]);
      for (const script of scriptsIn(examples)) {
        const run = await runHere(script, page);
        // As a run and lint tell it, or a record.
        if (run !== undefined) expect(codesIn(run.printed), run.printed).toContain(code);
      }
      expect(scriptsIn(cure).length > 0, 'a cure that can be run').toBe(withoutCure[page] === undefined);
      for (const script of scriptsIn(cure)) {
        const run = await runHere(script, page);
        // Advice that is followed leads to nothing else that is wrong, either.
        if (run !== undefined)
          expect([script, run.status, codesIn(run.printed)], run.printed).toEqual([script, 0, []]);
      }
    },
  );
});

function scriptsIn(text: string): string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, script]) => script as string);
}

function codesIn(printed: string): string[] {
  return [...printed.matchAll(/ \[([a-z0-9]+(?:-[a-z0-9]+)+)\]$|^\[([a-z0-9-]+)\]$|"code":"([^"]*)"/gm)].map(
    ([, told, alone, recorded]) => (told ?? alone ?? recorded) as string,
  );
}

/** Runs a script of a page. Out: undefined, and said so, where what it is about is not to be had. */
async function runHere(
  script: string,
  page: string,
): Promise<{ printed: string; status: number | undefined } | undefined> {
  const missing = ['editcap', 'm4'].find(
    (tool) => new RegExp(`^${tool} `, 'm').test(script) && !canRun(tool),
  );
  const why =
    missing !== undefined
      ? `${missing} is not installed`
      : script.includes('--user') && script.includes('--cwd') && process.getuid?.() !== 0
        ? 'root alone can become another user'
        : undefined;
  if (why !== undefined) {
    console.warn(`${page}: not run: ${why}: ${script}`);
    return undefined;
  }
  const run = await execa('bash', ['-c', script.replaceAll('/tmp/', `${folder}/`)], {
    reject: false,
    all: true,
    env: { PATH: `${folder}:${process.env.PATH}`, SIPEXEC_SERVER: undefined, FORCE_COLOR: undefined },
  });
  return { printed: run.all as string, status: run.exitCode };
}

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
