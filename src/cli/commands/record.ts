import { wrapperText } from '../../record/wrapperText.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';

/** `sipexec record --print-wrapper`: the recorder, for the server that is to be recorded. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  if (!args.flag('print-wrapper'))
    throw new UsageError(
      'record runs on the server itself: print the recorder with sipexec record --print-wrapper > exec-recorder',
    );
  io.stdout.write(wrapperText());
  return ExitStatus.ok;
}
