import type { ExecResult } from '../../exec/execResult.js';
import { commandEnd } from '../../exec/warnings/quoteContext.js';
import type { Warning } from '../../warnings.js';
import { suitePlaceText } from '../problems.js';
import type { SuiteCase } from '../suite.js';

/**
 * Warns (`yaml-comment`) of a command that YAML has cut at a ` #` which was meant for the shell. An ordinary YAML comment gets
 * no warning. Signs that the shell was meant: nothing stands behind the `#`, the appended URI got in the way, or the command
 * ends within quotes.
 */
export function cutByYaml({ command, function: name }: SuiteCase, result: ExecResult): Warning[] {
  const { value, comment, place } = command;
  if (comment === undefined) return [];
  const isOpen = !commandEnd(Buffer.from(value)).takesWord;
  const isForUri =
    name === 'dset' && (comment.trim() === '' || result.warnings.some(({ code }) => code === 'uri-appended'));
  if (!isOpen && !isForUri) return [];
  const message = `${suitePlaceText(place)}: YAML takes the "#" behind this command for a comment, and what follows it is no part of the command: put the whole command in quotes`;
  return [{ code: 'yaml-comment', message }];
}
