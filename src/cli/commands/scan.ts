import type { ScannedConfig } from '../../config/scannedConfig.js';
import { misplacedCall } from '../../lint/config/misplacedCalls.js';
import { unknownDirectives } from '../../lint/config/unknownDirectives.js';
import { configRecordLine } from '../../report/json/configRecord.js';
import { configLines, configPlaceText } from '../../report/text/configText.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { readConfig } from '../input/configFile.js';
import { remarkLine } from '../output/errorLine.js';
import { visible } from '../output/visible.js';
import { eachFile } from './eachFile.js';

/** `sipexec scan`: the exec calls and parameters of server configurations, with their places. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const errors = await eachFile(args.all('config'), io, async (file) => {
    const config = withProblemsOfServer(await readConfig(file, args, io));
    if (args.flag('json')) io.stdout.write(`${configRecordLine(config)}\n`);
    else printText(config, io, args.flag('quiet'));
  });
  return errors.length > 0 ? ExitStatus.failed : ExitStatus.ok;
}

/** With the calls and directives that keep the suggested server from starting among the problems. */
function withProblemsOfServer(config: ScannedConfig): ScannedConfig {
  const profile = findServer(config.suggestedServer);
  const misplaced = config.calls.flatMap((call) => misplacedCall(call, profile));
  return { ...config, problems: [...config.problems, ...unknownDirectives(config, profile), ...misplaced] };
}

function printText(config: ScannedConfig, io: CommandIo, isQuiet: boolean): void {
  for (const line of configLines(config)) {
    io.stdout.write(`${visible(line, 'line')}\n`);
  }
  io.stdout.flush();
  if (isQuiet) return;
  const remark = (text: string) => io.stderr.write(remarkLine(text));
  for (const { code, message, place } of config.problems) {
    remark(`warning: ${configPlaceText(place)}: ${message} [${code}]`);
  }
  if (config.calls.length === 0) remark(`${config.file}: no exec call`);
  const { suggestedServer, suggestedServerReason, family, familyReason } = config;
  remark(
    `${config.file}: family ${family}: ${familyReason}; runs as --server ${suggestedServer}: ${suggestedServerReason}`,
  );
}
