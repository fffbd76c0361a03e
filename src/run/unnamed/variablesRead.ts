import { SourceFile } from '../../config/sourceFile.js';
import { fileKindOf } from '../../lint/fileKind.js';
import { environmentReads } from '../../lint/script/environmentReads.js';
import { ownNames } from '../../lint/shell/lintShell.js';
import { readShell, type ShellDialect } from '../../lint/shell/shellReader.js';
import type { NamedFile } from '../scripts/namedFiles.js';

/**
 * The servers' variables that a command and its scripts read, in the order in which they do, each with where it is read. A
 * reference with a default of its own (`${SIP_X:-none}`), and a variable that the script sets itself, do not count.
 */
export function variablesRead(commandLine: string, files: readonly NamedFile[]): Map<string, string> {
  const read = new Map<string, string>();
  const add = (names: Iterable<string>, where: string) => {
    for (const name of names) if (isServers(name) && !read.has(name)) read.set(name, where);
  };
  add(ofShell(commandLine, 'sh'), 'the command');
  for (const { name, bytes } of files) {
    const { text } = new SourceFile(name, bytes);
    const kind = fileKindOf(name, text);
    if (kind.kind === 'shell') add(ofShell(text, kind.dialect), name);
    if (kind.kind === 'shell' || kind.kind === 'script') add(ofOtherLanguages(text), name);
  }
  return read;
}

function isServers(name: string): boolean {
  return /^(?:SIP_|OSIPS_EXEC_)/.test(name);
}

function ofShell(text: string, dialect: ShellDialect): string[] {
  const script = readShell(text, dialect);
  const own = ownNames(script);
  return script.references
    .filter(({ name, hasDefault }) => !hasDefault && !own.has(name))
    .map(({ name }) => name);
}

function ofOtherLanguages(text: string): string[] {
  const reads = environmentReads(text);
  const own = new Set(reads.filter(({ isSet }) => isSet).map(({ name }) => name));
  return reads.filter(({ name }) => !own.has(name)).map(({ name }) => name);
}
