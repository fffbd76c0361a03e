import { SipexecError } from '../../errors.js';
import { findServer } from '../../server/servers.js';
import type { CommandSpec } from '../arguments/commandSpec.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { nearestProjectFile } from './projectFile.js';

/** The environment variable that names the server for every call. */
export const serverVariable = 'SIPEXEC_SERVER';

/**
 * The arguments of a call with what holds beside the command line: `SIPEXEC_SERVER`, then the nearest `.sipexec.yaml` up from
 * the working directory. A suite says itself what holds for it, so that it means the same everywhere: `test` takes
 * neither, but for the call that `--init` records.
 * @throws SipexecError where such a file cannot be used
 */
export async function withSettings(
  spec: CommandSpec,
  args: ParsedArguments,
  io: CommandIo,
): Promise<ParsedArguments> {
  const describesServer = spec.options.some(({ name }) => name === 'server') || spec.name === 'config';
  if (!describesServer || (spec.name === 'test' && args.value('init') === undefined)) return args;
  const named = io.environment.find(({ name }) => name === serverVariable)?.value.toString();
  const withServer = named ? args.withDefaults({ server: named }, serverVariable) : args;
  const file = nearestProjectFile();
  if (file === undefined) return checked(withServer);
  const { readProjectFile } = await import('./readProjectFile.js');
  let all = withServer;
  for (const { option, value, place } of readProjectFile(file)) {
    if (spec.options.some(({ name }) => name === option) || spec.name === 'config')
      all = all.withDefaults({ [option]: value }, place);
  }
  return checked(all);
}

/** @throws SettingError for an unknown server, with the place that names it */
function checked(args: ParsedArguments): ParsedArguments {
  const origin = args.originOf('server');
  if (origin === undefined || origin === '--server') return args;
  try {
    findServer(args.value('server') as string);
  } catch (error) {
    if (error instanceof SipexecError) throw new SettingError(`${origin}: ${error.message}`);
    throw error;
  }
  return args;
}

/** What is said beside the command line cannot be used. */
class SettingError extends SipexecError {}
