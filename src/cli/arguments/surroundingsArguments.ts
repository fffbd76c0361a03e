import type { DaemonSurroundings } from '../../run/surroundings/daemonSurroundings.js';
import type { CommandIo } from '../commandIo.js';
import { surroundingsOptions } from './optionTable.js';
import type { ParsedArguments } from './parsedArguments.js';

/**
 * What the options say of the surroundings of a daemon's commands; undefined where they say nothing.
 * @throws SurroundingsError, UnitError, AccountError
 */
export async function surroundingsArguments(
  args: ParsedArguments,
  io: Pick<CommandIo, 'environment'>,
): Promise<DaemonSurroundings | undefined> {
  if (surroundingsOptions.every(({ name }) => name === 'path' || args.value(name) === undefined))
    return undefined;
  const { surroundingsOf } = await import('../../run/surroundings/surroundingsOf.js');
  const options = {
    unit: args.value('unit'),
    user: args.value('user'),
    workingDirectory: args.value('cwd'),
    umask: args.value('umask'),
  };
  return surroundingsOf(options, process.cwd(), io.environment);
}
