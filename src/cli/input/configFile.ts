import { readConfigFile } from '../../config/readConfigFile.js';
import { type ScanOptions, scanConfig } from '../../config/scanConfig.js';
import type { ScannedConfig } from '../../config/scannedConfig.js';
import { inputName } from '../../run/input/chunks.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
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
  return scanConfig(inputName(input), await readWhole(input, io), scanOptions(args, io));
}

/**
 * How configurations are read for a command: files from the disk, this process's environment, `--define`, and for the server that
 * somebody named. @throws UnknownServerError
 */
export function scanOptions(args: ParsedArguments, io: CommandIo): ScanOptions {
  const server = args.value('server');
  return {
    ...(server === undefined ? {} : { server: findServer(server) }),
    readFile: readConfigFile,
    defines: new Map(args.list('define').map(parseDefine)),
    environment: (name) => io.environment.find((entry) => entry.name === name)?.value.toString('latin1'),
  };
}

/** `NAME` or `NAME=text`, as `kamailio -A` takes it. */
function parseDefine(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
