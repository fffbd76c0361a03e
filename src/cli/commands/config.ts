import { recordLine } from '../../report/json/recordText.js';
import { findServer } from '../../server/servers.js';
import { settingOptions } from '../arguments/optionTable.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { visible } from '../output/visible.js';

/** What holds for calls from this folder, and where it comes from. */
interface Held {
  readonly name: string;
  readonly value: string | true | readonly string[];
  readonly from: string;
}

/** `sipexec config`: what holds for the calls from this folder, and where it comes from. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = args.value('server');
  // Told here, too, rather than by the next call.
  if (server !== undefined) findServer(server);
  for (const held of heldIn(args)) {
    io.stdout.write(
      args.flag('json') ? `${recordLine({ ...held })}\n` : `${visible(Buffer.from(textOf(held)), 'line')}\n`,
    );
  }
  return ExitStatus.ok;
}

function heldIn(args: ParsedArguments): Held[] {
  return settingOptions.flatMap(({ name, kind }): Held[] => {
    const from = args.originOf(name);
    if (from !== undefined) {
      const value = kind === 'flag' ? true : kind === 'list' ? args.list(name) : (args.value(name) as string);
      return value === true && !args.flag(name) ? [] : [{ name, value, from }];
    }
    return name === 'server' ? [{ name, value: 'documented', from: 'nobody named a server' }] : [];
  });
}

function textOf({ name, value, from }: Held): string {
  const text = value === true ? 'true' : typeof value === 'string' ? value : value.join(' ');
  return `${name}: ${text} (${from})`;
}
