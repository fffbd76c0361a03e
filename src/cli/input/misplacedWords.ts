import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { classifyFirstBytes } from '../../capture/detectFormat.js';
import { shellQuote, shellWord } from '../../exec/process/shellQuote.js';
import { bytesOf } from '../../rawWords.js';
import type { CommandSpec } from '../arguments/commandSpec.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';

/**
 * Tells of words that stand where others belong: an input before the command, or a command that was left without quotes, so that
 * its words count as inputs.
 * Out: a sentence with the command line that was most likely meant; undefined where the inputs are there, or nothing better
 * is known than that one is not.
 */
export function misplacedWords(spec: CommandSpec, args: ParsedArguments): string | undefined {
  const [first, second] = spec.positionals;
  if (first?.name !== 'command' || second?.name !== 'input') return undefined;
  const command = args.required('command');
  const inputs = args.all('input');
  const missing = inputs.filter((word) => word !== '-' && !existsSync(bytesOf(word)));
  if (isMessages(command) && inputs.length > 0 && (missing.length > 0 || isScript(inputs[0] as string))) {
    const [meant = '', ...others] = inputs;
    const line = meantLine(spec, meant, [command, ...others]);
    return `${command} is a file of messages, and stands where the command belongs; the command comes first: ${line}`;
  }
  const [lost] = missing;
  if (lost === undefined || /\s/.test(command.trim()) || isFileName(lost)) return undefined;
  const end = inputs.lastIndexOf(missing.at(-1) as string) + 1;
  const whole = [command, ...inputs.slice(0, end)].join(' ');
  return `cannot read ${lost}: no such file; if it belongs to the command, put the whole command in quotes: ${meantLine(spec, whole, inputs.slice(end))}`;
}

function meantLine({ name }: CommandSpec, command: string, inputs: readonly string[]): string {
  const words = inputs.map((word) => shellWord(bytesOf(word)));
  return ['sipexec', name, shellQuote(bytesOf(command)).toString(), ...words].join(' ');
}

/** A name that one gives to a file of messages, and which is misspelt. */
function isFileName(word: string): boolean {
  return /\.(?:sip|p?cap(?:ng)?\d*|txt|log|msg|gz|json|trace)$/i.test(word);
}

/** Whether a word names a file that is no program and begins as a message or a capture does. */
function isMessages(word: string): boolean {
  const start = beginningOf(word, (mode) => (mode & 0o111) === 0);
  if (start === undefined || start.length === 0) return false;
  return ['plain', 'binary', 'gzip'].includes(classifyFirstBytes(start, true));
}

function isScript(word: string): boolean {
  return beginningOf(word, () => true)?.toString('latin1', 0, 2) === '#!';
}

function beginningOf(word: string, isWanted: (mode: number) => boolean): Buffer | undefined {
  try {
    const path = bytesOf(word);
    const status = statSync(path);
    if (!status.isFile() || !isWanted(status.mode)) return undefined;
    const fd = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(2048);
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
