import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { canRun } from '../capture/live/tools.js';
import { door } from '../cli/program.js';
import { expectRecord } from './recordExample.js';
import { expectJenkinsSteps, expectYaml } from './serviceExamples.js';

/** A block of a page between two fences. */
interface Block {
  /**
   * `console`: commands behind `$ ` and what they print. `sh`, `js`: a script. `yaml`: a suite, or steps of a service.
   * `groovy`: steps of Jenkins. `jsonc`: a record. `text`: a sample, with no command in it.
   */
  readonly language: string;
  readonly text: string;
  /** Why it is not run, as the page says before it. */
  readonly whyNotRun: string | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a page marks a block that cannot run here. The reason is for readers as for us. */
const NOT_RUN = /\*Not run by the tests: ([^*]+)\*\n\n$/;

/** The blocks of a page in Markdown, in order: whatever their fence, and however far they are indented. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^( *)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^\1\2 *$/gm)].map((match) => ({
    language: (match[3] as string).trim(),
    text: (match[4] as string).replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
    whyNotRun: NOT_RUN.exec(page.slice(0, match.index))?.[1],
  }));
}

/**
 * Runs all examples of a page, in order, in a folder that has the project's `fixtures`, and expects that they print what the page
 * shows, and that the folder is afterwards what it was.
 */
export async function expectExamples(path: string): Promise<void> {
  const blocks = blocksOf(readFileSync(resolve(root, path), 'utf8')).filter(
    ({ whyNotRun }) => whyNotRun === undefined,
  );
  if (blocks.length === 0) return;
  const folder = exampleFolder();
  try {
    const before = hashOf(folder);
    for (const block of blocks) await expectBlock(block, folder);
    expect(hashOf(folder), 'what the examples leave behind').toEqual(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function exampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-page-'));
  cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
  symlinkSync(join(root, 'bin'), join(folder, 'bin'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/sipexec'));
  const script = `#!/bin/sh\nexec '${process.execPath}' '${door}' "$@"\n`;
  writeFileSync(join(folder, 'node_modules/.bin/sipexec'), script, { mode: 0o755 });
  return folder;
}

async function expectBlock({ language, text }: Block, folder: string): Promise<void> {
  if (language === 'console') {
    for (const { command, output } of commandsOf(text)) {
      if (!canRunHere(command)) continue;
      expect((await shell(command, folder)).printed, command).toMatch(asPattern(output));
    }
  } else if (language === 'sh') {
    if (!canRunHere(text)) return;
    const { printed, status } = await shell(`set -e\n${text}`, folder);
    expect([status, text], printed).toEqual([0, text]);
  } else if (language === 'js') {
    writeFileSync(join(folder, 'example.mjs'), text);
    const { printed, status } = await shell(`'${process.execPath}' example.mjs`, folder);
    rmSync(join(folder, 'example.mjs'));
    expect([status, text], printed).toEqual([0, text]);
  } else if (language === 'yaml') {
    await expectYaml(text);
  } else if (language === 'groovy') {
    await expectJenkinsSteps(text);
  } else if (language === 'jsonc') {
    expectRecord(text);
  } else if (language === 'text') {
    expect(text, 'a sample that holds a command is an example').not.toMatch(/^(?:\$|#|sipexec|npm|npx) /m);
  } else {
    throw new Error(`no test runs blocks of "${language}": ${text}`);
  }
}

function commandsOf(block: string): { command: string; output: string }[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((example) => {
      const [command = '', ...output] = example.trimEnd().split('\n');
      // Who pastes a page from its middle would stand in another folder.
      expect(command).not.toMatch(/^cd /);
      return { command: command.replace(/^npm ci && /, ''), output: output.join('\n') };
    });
}

/** False, and said so, where the tool that the example is about is not installed. */
function canRunHere(text: string): boolean {
  const missing = ['tcpdump', 'tshark', 'jq'].filter(
    (tool) => new RegExp(`^${tool} |\\| ${tool} `, 'm').test(text) && !canRun(tool),
  );
  for (const tool of missing) console.warn(`example skipped: ${tool} is not installed: ${text}`);
  return missing.length === 0;
}

/** What a command line prints on both outputs, as it would stand on a terminal. */
export async function shell(
  line: string,
  folder: string,
  program = '/bin/sh',
): Promise<{ printed: string; status: number | undefined }> {
  const PATH = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`;
  const { stdout, exitCode } = await execa(program, ['-c', `{ ${line}\n} 2>&1`], {
    cwd: folder,
    env: { PATH, FORCE_COLOR: undefined, SIPEXEC_SERVER: undefined, COLUMNS: undefined, LC_ALL: 'C.UTF-8' },
    reject: false,
  });
  // tcpdump tells of the file that it reads.
  return { printed: unlikeEachTime(stdout.replace(/^reading from file .*\n/m, '')), status: exitCode };
}

/** Durations differ from run to run. */
function unlikeEachTime(text: string): string {
  return text.replace(/\(\d+ ms\)/g, '(N ms)').replace(/\(\d+\.\d+ s\)/g, '(N s)');
}

/** A line of nothing but `…` stands for any lines; the others are literal. */
export function asPattern(output: string): RegExp {
  const escaped = unlikeEachTime(output).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const anyLines = escaped.replace(/^ *…\n/gm, '(?:[^\\n]*\\n)*?').replace(/^ *…$/m, '[^]*');
  return new RegExp(`^${anyLines}$`);
}

/** The files below a folder with a hash of each, but for what leads to the program. */
function hashOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^(?:bin|node_modules)\b/.test(name) && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
