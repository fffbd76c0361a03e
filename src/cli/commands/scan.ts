import type { ScannedConfig } from '../../config/scannedConfig.js';
import { SipexecError } from '../../errors.js';
import { configRecordLine } from '../../report/json/configRecord.js';
import { configLines, configPlaceText } from '../../report/text/configText.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { readConfig } from '../input/configFile.js';
import { endsProgram } from '../output/endsProgram.js';
import { errorLine } from '../output/errorLine.js';
import { visible } from '../output/visible.js';

/** `sipexec scan`: the exec calls and parameters of server configurations, with their places. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  let status: number = ExitStatus.ok;
  for (const file of args.all('config')) {
    try {
      const config = await readConfig(file, args, io);
      if (args.flag('json')) io.stdout.write(`${configRecordLine(config)}\n`);
      else printText(config, io, args.flag('quiet'));
    } catch (error) {
      if (!(error instanceof SipexecError) || endsProgram(error)) throw error;
      io.stdout.flush();
      io.stderr.write(errorLine(error));
      status = ExitStatus.failed;
    }
  }
  return status;
}

function printText(config: ScannedConfig, io: CommandIo, isQuiet: boolean): void {
  for (const line of configLines(config)) {
    io.stdout.write(io.stdout.isTerminal ? visible(line, 'one-line') : line);
    io.stdout.write('\n');
  }
  io.stdout.flush();
  if (isQuiet) return;
  const remark = (text: string) => io.stderr.write(`sipexec: ${visible(Buffer.from(text), 'one-line')}\n`);
  for (const { code, message, place } of config.problems) {
    remark(`warning: ${configPlaceText(place)}: ${message} [${code}]`);
  }
  if (config.calls.length === 0) remark(`${config.file}: no exec call`);
  const { suggestedServer, suggestedServerReason, family, familyReason } = config;
  remark(
    `${config.file}: family ${family}: ${familyReason}; runs as --server ${suggestedServer}: ${suggestedServerReason}`,
  );
}
