import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearestName } from '../../nearestName.js';
import { packagedFile, packagedNames } from '../../packagedFiles.js';
import { systemReason } from '../../systemReason.js';
import { WriteError, writeNew } from '../../writeWhole.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { eachFile } from './eachFile.js';

/**
 * `sipexec files`: what comes with the program, listed, printed or written into a folder. A program that is one file has
 * these files nowhere else.
 */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const asked = args.all('name');
  const chosen = (asked.length === 0 ? [''] : asked).map(chosenBy);
  const output = args.value('output');
  if (output !== undefined) return write([...new Set(chosen.flat())], output, io);
  for (const [i, names] of chosen.entries()) {
    const isFile = names.length === 1 && names[0] === asked[i];
    io.stdout.write(isFile ? packagedFile(names[0] as string) : `${names.join('\n')}\n`);
  }
  return ExitStatus.ok;
}

/** The files that a word names: one, or all of a folder. @throws UsageError where there are none */
function chosenBy(word: string): string[] {
  const names = packagedNames();
  if (names.includes(word)) return [word];
  const folder = word === '' || word.endsWith('/') ? word : `${word}/`;
  const within = names.filter((name) => name.startsWith(folder));
  if (within.length > 0) return within;
  const nearest = nearestName(word, names);
  const hint = nearest === undefined ? '"sipexec files" lists them' : `did you mean ${nearest}?`;
  throw new UsageError(`no file ${word} comes with sipexec; ${hint}`);
}

/** Writes the files beneath a folder. A file that is there already with other content stays: it may be somebody's work. */
async function write(names: readonly string[], folder: string, io: CommandIo): Promise<number> {
  const errors = await eachFile(names, io, async (name) => writeBeneath(folder, name));
  io.stdout.write(`${folder}: ${names.length - errors.length} of ${names.length} files are there\n`);
  return errors.length > 0 ? ExitStatus.failed : ExitStatus.ok;
}

/** @throws WriteError */
function writeBeneath(folder: string, name: string): void {
  const file = join(folder, name);
  const content = packagedFile(name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, content, isScript(content) ? 0o777 : 0o666);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new WriteError(`cannot write ${file}: ${systemReason(error, 'make-file')}`);
    if (!isSame(file, content))
      throw new WriteError(`${file} is there already, with other content, and stays: name another folder`);
  }
}

/** A script may be run, as in the package. */
function isScript(content: Buffer): boolean {
  return content.subarray(0, 2).toString() === '#!';
}

function isSame(file: string, content: Buffer): boolean {
  try {
    return readFileSync(file).equals(content);
  } catch {
    return false;
  }
}
