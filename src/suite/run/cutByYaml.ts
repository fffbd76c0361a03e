import type { ExecResult } from '../../exec/execResult.js';
import { commandEnd } from '../../exec/warnings/quoteContext.js';
import type { Warning } from '../../warnings.js';
import { suitePlaceText } from '../problems.js';
import type { SuiteCase } from '../suite.js';

/**
 * Warns (`yaml-comment`) of a command that YAML has cut at a ` #` which was meant for the shell. A comment that people wrote
 * for people is none: what says that the shell was meant is a `#` with nothing behind it, an appended URI that got in the
 * way, or a quote that is left open.
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
