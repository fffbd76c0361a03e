import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Account } from '../../exec/surroundings/surroundings.js';
import type { Warning } from '../../warnings.js';
import { type Access, whyNoAccess } from './access.js';

/** Whose command it is, and where it is looked for. */
export interface AccessPlace {
  readonly account: Account;
  readonly workingDirectory: string;
  readonly rootDirectory?: string;
  /** PATH; undefined: what a shell takes for it. */
  readonly path: string | undefined;
}

const SHELLS_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const FIRST_LINE_BYTES = 256;

/**
 * Finds what file modes keep a user from running (`no-access`): the command, the interpreter of its first line, the files that it
 * names and writes to. In: the command as its author wrote it, one character per byte.
 */
export function accessWarnings(command: string, place: AccessPlace): Warning[] {
  const messages = new Set<string>();
  const warn = (name: string, path: string, access: Access) => {
    const why = whyNoAccess(join(place.rootDirectory ?? '/', path), access, place.account);
    if (why !== undefined) messages.add(`${name}: ${why}`);
  };
  const folder = whyNoAccess(
    join(place.rootDirectory ?? '/', place.workingDirectory),
    'enter',
    place.account,
  );
  if (folder !== undefined) messages.add(`the working directory ${place.workingDirectory}: ${folder}`);
  for (const { word, use } of wordsOf(command)) {
    const path = word.includes('/') ? resolve(place.workingDirectory, word) : inPath(word, use, place);
    if (path === undefined) continue;
    const kind = kindOf(path, place);
    if (use === 'written') {
      if (kind === 'none') warn(`the folder of ${word}`, dirname(path), 'write');
      else warn(word, path, 'write');
    } else if (kind === 'folder') warn(word, path, 'enter');
    else if (kind === 'file') {
      if (use === 'run') warn(word, path, 'run');
      const line = firstLine(path, place);
      if (line !== undefined || use === 'named') warn(word, path, 'read');
      if (use === 'run' && line !== undefined) {
        for (const program of programsOf(line)) {
          const found = program.includes('/') ? program : inPath(program, 'run', place);
          if (found !== undefined) warn(`${program}, the interpreter of ${word}`, found, 'run');
        }
      }
    }
  }
  return [...messages].map((message) => ({ code: 'no-access', message, isOfCommand: true as const }));
}

/** What a command does with a word that may be a file's name. */
interface UsedWord {
  readonly word: string;
  readonly use: 'run' | 'named' | 'written';
}

/** The words of a command that may name files, as far as they stand in it as they are. */
function wordsOf(command: string): UsedWord[] {
  const words: UsedWord[] = [];
  let isCommandNext = true;
  for (const match of command.matchAll(
    /((?<!>)>+&?)[ \t]*([^\s'"`|&;<>(){}$\\*?[\]]+)|[;|&(`\n]|[^\s'"`|&;<>(){}$\\*?[\]]+/g,
  )) {
    const [text, redirection, target] = match as unknown as [string, string?, string?];
    if (redirection !== undefined) {
      if (target?.includes('/')) words.push({ word: target, use: 'written' });
    } else if (/^[;|&(`\n]$/.test(text)) {
      isCommandNext = true;
    } else if (isCommandNext && /^[A-Za-z_]\w*=/.test(text)) {
    } else if (isCommandNext) {
      words.push({ word: text, use: 'run' });
      isCommandNext = false;
    } else if (text.includes('/') && !isPartOfWord(command, match.index)) {
      words.push({ word: text, use: 'named' });
    }
  }
  return words;
}

/** Whether a variable's value stands right before: then the rest is no whole name. */
function isPartOfWord(command: string, at: number): boolean {
  return /[)}$]/.test(command[at - 1] ?? '');
}

function inPath(
  word: string,
  use: UsedWord['use'],
  { path, rootDirectory }: AccessPlace,
): string | undefined {
  if (use !== 'run') return undefined;
  return (path ?? SHELLS_PATH)
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, word))
    .find((file) => isFile(join(rootDirectory ?? '/', file)));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function kindOf(path: string, { rootDirectory }: AccessPlace): 'file' | 'folder' | 'none' {
  try {
    const stats = statSync(join(rootDirectory ?? '/', path));
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    // This process may not look there. It counts as a file, so that the other user's access is judged, too.
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'file' : 'none';
  }
}

/** What stands behind `#!`; undefined for what is no script, and what cannot be read. */
function firstLine(path: string, { rootDirectory }: AccessPlace): string | undefined {
  try {
    const full = join(rootDirectory ?? '/', path);
    if (!statSync(full).isFile()) return undefined;
    const descriptor = openSync(full, 'r');
    try {
      const bytes = Buffer.alloc(FIRST_LINE_BYTES);
      const text = bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, FIRST_LINE_BYTES, 0));
      return /^#![ \t]*([^\r\n]*)/.exec(text)?.[1];
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** The interpreter, and the program that env(1) looks for. */
function programsOf(line: string): string[] {
  const [interpreter = '', ...words] = line.trim().split(/[ \t]+/);
  if (interpreter === '') return [];
  if (!interpreter.endsWith('/env')) return [interpreter];
  const program = words.find((word) => !word.startsWith('-') && !word.includes('='));
  return program === undefined ? [interpreter] : [interpreter, program];
}
