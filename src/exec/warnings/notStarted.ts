import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Warning } from '../../warnings.js';
import { noexecMount } from './noexecMount.js';

/** Where and how a command is looked for. */
export interface Lookup {
  readonly workingDirectory: string;
  /** The PATH that the shell has. */
  readonly path: string;
}

/** As much of a script as its first line may take (Linux reads 256 bytes). */
const FIRST_LINE_BYTES = 256;
const BOM = '\xef\xbb\xbf';

/**
 * Says why a shell could not start a command (`not-started`): its exit status was 126 or 127, and what the shell says
 * itself does not tell a file that is missing from an interpreter that is (POSIX.1-2017 XCU 2.8.2, execve(2)).
 * In: the command line, and the exit status. Out: undefined where the command's first word is not plain text.
 */
export function notStarted(
  commandLine: Buffer,
  exitCode: number | undefined,
  lookup: Lookup,
): Warning | undefined {
  if (exitCode !== 126 && exitCode !== 127) return undefined;
  const word = firstWord(commandLine.toString('latin1'));
  if (word === undefined) return undefined;
  const reason = whyNotStarted(word, lookup);
  return reason === undefined ? undefined : { code: 'not-started', message: reason };
}

/** The first word of a command line; undefined where it is not plain. */
function firstWord(commandLine: string): string | undefined {
  const match =
    /^\s*(?:[A-Za-z_]\w*=[^\s'"$`;&|<>()]*\s+)*(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"$`;&|<>()\\*?[\]{}]+))/.exec(
      commandLine,
    );
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** Why the system does not start a command. In: its first word. */
export function whyNotStarted(word: string, lookup: Lookup): string | undefined {
  if (!word.includes('/')) {
    if (
      /^(?:\.|:|\[|alias|cd|command|eval|exec|exit|export|if|for|case|while|test|echo|printf|true|false|read|set|sh)$/.test(
        word,
      )
    )
      return undefined;
    return inPath(word, lookup) === undefined
      ? `${word} is in no folder of PATH, which is ${lookup.path === '' ? 'empty' : lookup.path}; a daemon's PATH is often shorter than yours: write where the command lies`
      : undefined;
  }
  return whyFileDoesNotRun(isAbsolute(word) ? word : resolve(lookup.workingDirectory, word), word, lookup);
}

/** Why a file does not run as a command. In: its path, and the name to call it by. Out: undefined where it does. */
export function whyFileDoesNotRun(path: string, name: string, lookup: Lookup): string | undefined {
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
  } catch {
    return `there is no file ${name}${isAbsolute(name) ? '' : `: it is looked for in ${lookup.workingDirectory}`}`;
  }
  if (stats.isDirectory()) return `${name} is a directory`;
  if ((stats.mode & 0o111) === 0) return `${name} is not executable: chmod +x ${name}`;
  const text = firstBytes(path);
  const problem = text === undefined ? undefined : firstLineProblem(text, lookup);
  if (problem !== undefined) return `${name}: ${problem}`;
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch {
    const mount = noexecMount(path);
    if (mount !== undefined)
      return `${name} lies in ${mount}, which is mounted noexec: nothing there may be executed; put it elsewhere, or have an interpreter read it (sh ${name})`;
    const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
    return `${name} may not be executed by this user: its mode is ${mode}, its owner ${stats.uid}:${stats.gid}`;
  }
}

/** What is wrong with the first line of a script, which keeps the system from starting it. */
function firstLineProblem(text: string, lookup: Lookup): string | undefined {
  return writtenProblem(text) ?? interpreterProblem(text, lookup);
}

/**
 * What is wrong with how the first line of a script is written. In: the beginning of the file, one character per byte.
 */
export function writtenProblem(text: string): string | undefined {
  if (text.startsWith(`${BOM}#!`)) {
    return 'a byte order mark stands before its #!, and the system does not see that: save it without one';
  }
  const line = /^#![ \t]*([^\n]*)/.exec(text.slice(0, FIRST_LINE_BYTES))?.[1];
  if (line?.endsWith('\r')) {
    const shown = line.slice(0, -1);
    return `its first line ends in CR LF, and the system looks for an interpreter named "${shown}\\r": save it with line ends of Unix (sed -i 's/\\r$//')`;
  }
  return undefined;
}

function interpreterProblem(text: string, lookup: Lookup): string | undefined {
  const line = /^#![ \t]*([^\n]*)/.exec(text)?.[1];
  if (line === undefined) return undefined;
  const [interpreter = '', ...args] = line.trim().split(/[ \t]+/);
  if (interpreter === '') return undefined;
  if (!exists(interpreter)) return `the interpreter of its first line, ${interpreter}, does not exist`;
  if (!/\/env$/.test(interpreter)) return undefined;
  const program = args.find((arg) => !arg.startsWith('-') && !arg.includes('='));
  if (program === undefined || program.includes('/') || inPath(program, lookup) !== undefined)
    return undefined;
  return `its first line has env look for ${program}, which is in no folder of PATH (${lookup.path}): write where it lies, or give the server that PATH`;
}

function firstBytes(path: string): string | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(FIRST_LINE_BYTES);
      return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, FIRST_LINE_BYTES, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function inPath(program: string, { path, workingDirectory }: Lookup): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(resolve(workingDirectory, folder), program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return exists(file);
      } catch {
        return false;
      }
    });
}
