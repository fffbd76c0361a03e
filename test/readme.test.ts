import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canRun } from './capture/live/tools.js';
import { door } from './cli/program.js';

/** A command of the README and what the README says that it prints. */
interface Example {
  readonly command: string;
  readonly output: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sipexec-readme-'));
  cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
  mkdirSync(join(folder, 'path'));
  writeFileSync(join(folder, 'path/sipexec'), `#!/bin/sh\nexec '${process.execPath}' '${door}' "$@"\n`, {
    mode: 0o755,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The README's examples, in blocks: later commands of a block rely on the folder that an earlier one went to. */
const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(([, text]) =>
  examplesOf(text as string),
);

function examplesOf(block: string): Example[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((example) => {
      const [command = '', ...output] = example.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

// One test: what one block changes in the folder, a later one shows.
test('every example of the README prints what the README shows', { timeout: 120_000 }, async () => {
  expect(blocks.length).toBeGreaterThan(10);
  for (const block of blocks) {
    let before = '';
    for (const { command, output } of block) {
      if (command.startsWith('tcpdump') && !canRun('tcpdump')) continue;
      const printed = await print(`${before}${command}`);
      expect(printed, command).toMatch(asPattern(output));
      if (command.startsWith('cd ')) before = `${(command.split(' && ') as [string])[0]} && `;
    }
  }
});

/** What a command line prints on both outputs, as it would stand on a terminal. */
async function print(line: string): Promise<string> {
  const PATH = `${join(folder, 'path')}:${process.env.PATH}`;
  const { stdout } = await execa('/bin/sh', ['-c', `{ ${line}\n} 2>&1`], {
    cwd: folder,
    env: { PATH, FORCE_COLOR: undefined },
    reject: false,
  });
  // tcpdump tells of the file that it reads.
  return unlikeEachTime(stdout.replace(/^reading from file .*\n/m, ''));
}

/** Durations differ from run to run. */
function unlikeEachTime(text: string): string {
  return text.replace(/\(\d+ ms\)/g, '(N ms)').replace(/\(\d+\.\d+ s\)/g, '(N s)');
}

/** A line of nothing but `…` stands for any lines; the others are literal. */
function asPattern(output: string): RegExp {
  const escaped = unlikeEachTime(output).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/^ *…\n/gm, '(?:.*\\n)*')}$`);
}
