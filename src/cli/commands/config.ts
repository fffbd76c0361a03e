import { recordLine } from '../../report/json/recordText.js';
import { findServer } from '../../server/servers.js';
import { settingOptions } from '../arguments/optionTable.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { visible } from '../output/visible.js';

/** An option's value for calls from this folder, and where it comes from. */
interface EffectiveSetting {
  readonly name: string;
  readonly value: string | true | readonly string[];
  readonly from: string;
}

/** `sipexec config`: what holds for the calls from this folder, and where it comes from. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = args.value('server');
  // So that an unknown server is an error here, and not only with the next call.
  if (server !== undefined) findServer(server);
  for (const setting of effectiveSettings(args)) {
    io.stdout.write(
      args.flag('json')
        ? `${recordLine({ ...setting })}\n`
        : `${visible(Buffer.from(textOf(setting)), 'line')}\n`,
    );
  }
  return ExitStatus.ok;
}

function effectiveSettings(args: ParsedArguments): EffectiveSetting[] {
  return settingOptions.flatMap(({ name, kind }): EffectiveSetting[] => {
    const from = args.originOf(name);
    if (from !== undefined) {
      const value = kind === 'flag' ? true : kind === 'list' ? args.list(name) : (args.value(name) as string);
      return value === true && !args.flag(name) ? [] : [{ name, value, from }];
    }
    return name === 'server' ? [{ name, value: 'documented', from: 'nobody named a server' }] : [];
  });
}

function textOf({ name, value, from }: EffectiveSetting): string {
  const text = value === true ? 'true' : typeof value === 'string' ? value : value.join(' ');
  return `${name}: ${text} (${from})`;
}
