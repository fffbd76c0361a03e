import { readConfigFile } from '../../config/readConfigFile.js';
import { scanConfig } from '../../config/scanConfig.js';
import type { ScannedConfig } from '../../config/scannedConfig.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { inputName } from './chunks.js';
import { readWhole } from './wholeFile.js';

/**
 * Reads a server's configuration with all the files that it includes.
 * In: its name, or `-` for standard input; `--define` of the arguments counts.
 * @throws InputError, UsageError
 */
export async function readConfig(
  input: string,
  args: ParsedArguments,
  io: CommandIo,
): Promise<ScannedConfig> {
  return scanConfigBytes(input, await readWhole(input, io), args, io);
}

/** The same for a configuration whose bytes are read already. */
export function scanConfigBytes(
  input: string,
  bytes: Buffer,
  args: ParsedArguments,
  io: CommandIo,
): ScannedConfig {
  return scanConfig(inputName(input), bytes, {
    readFile: readConfigFile,
    defines: new Map(args.list('define').map(parseDefine)),
    environment: (name) => io.environment.find((entry) => entry.name === name)?.value.toString('latin1'),
  });
}

/** `NAME` or `NAME=text`, as `kamailio -A` takes it. */
function parseDefine(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
