import { recordLine } from '../../report/json/recordText.js';
import { allServerIds, findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';

/** True for `--server list`. The parser turns any command line with it into `env --server list`, so only `env` asks. */
export function wantsServerList(args: ParsedArguments): boolean {
  return args.value('server') === 'list';
}

/** True for `--server show ID`, likewise: the ids are the inputs of that call. */
export function wantsServerPages(args: ParsedArguments): boolean {
  return args.value('server') === 'show';
}

/** Prints every server that sipexec can be, a line or a JSON record each. */
export async function printServers(args: ParsedArguments, io: CommandIo): Promise<number> {
  for (const id of allServerIds) {
    const { title, functions, environment, standsFor } = findServer(id);
    if (args.flag('json')) {
      const variables = environment.variables === 'all';
      io.stdout.write(
        `${recordLine({ id, title, functions, setsVariables: variables, setvarsDefault: environment.setvarsDefault === 'on', ...(standsFor === undefined ? {} : { standsFor }) })}\n`,
      );
    } else if (standsFor !== undefined) {
      io.stdout.write(`${id.padEnd(16)} not measured; as ${standsFor}\n`);
    } else {
      io.stdout.write(`${id.padEnd(16)} ${title} (${functions.join(', ')})\n`);
    }
  }
  return ExitStatus.ok;
}
