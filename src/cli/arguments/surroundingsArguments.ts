import { SipexecError } from '../../errors.js';
import type { DaemonSurroundings, SurroundingsOptions } from '../../run/surroundings/daemonSurroundings.js';
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
  const read = (some: SurroundingsOptions) => surroundingsOf(some, process.cwd(), io.environment);
  try {
    return read(options);
  } catch (error) {
    if (!(error instanceof SipexecError)) throw error;
    const origin = args.originOf(optionAtFault(error.message, options, read));
    throw origin === undefined || origin.startsWith('--')
      ? error
      : new SettingError(`${origin}: ${error.message}`);
  }
}

/** A value of a `.sipexec.yaml` cannot be used: the message begins with its place. */
class SettingError extends SipexecError {}

const namesOfOptions = { unit: 'unit', user: 'user', workingDirectory: 'cwd', umask: 'umask' } as const;

/**
 * The option that is to blame for an error: the one that gives the same error when it is used alone. Where none does, it is
 * `unit`: the error then comes of another option together with what the unit says.
 */
function optionAtFault(
  message: string,
  options: SurroundingsOptions,
  read: (some: SurroundingsOptions) => unknown,
): string {
  for (const [key, name] of Object.entries(namesOfOptions)) {
    try {
      read({ [key]: options[key as keyof SurroundingsOptions] });
    } catch (error) {
      if (error instanceof SipexecError && error.message === message) return name;
    }
  }
  return 'unit';
}
