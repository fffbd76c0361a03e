import { SipexecError } from '../errors.js';
import { parseCommandLine } from './arguments/parseCommandLine.js';
import type { CommandIo } from './commandIo.js';
import { ExitStatus, statusOfSignal } from './exitStatus.js';
import { interruptionOf } from './input/interruption.js';
import { errorLine, unexpectedError } from './output/errorLine.js';
import { outputFailure } from './output/outputStream.js';
import { withSettings } from './settings/settings.js';

/**
 * Runs one call of sipexec, from its words to its exit status.
 * In: the words behind the program's name; the parts of the process that it may touch.
 */
export async function runProgram(words: readonly string[], io: CommandIo): Promise<number> {
  try {
    const status = await dispatch(words, io);
    io.stdout.flush();
    return status;
  } catch (error) {
    if (outputFailure(error) === 'closed') return statusOfSignal('SIGPIPE');
    const interruption = interruptionOf(error);
    if (interruption !== undefined) return statusOfSignal(interruption);
    io.stderr.write(errorLine(error instanceof SipexecError ? error : unexpectedError(error)));
    return ExitStatus.failed;
  }
}

async function dispatch(words: readonly string[], io: CommandIo): Promise<number> {
  const request = await parseCommandLine(words, io.version);
  if (request.kind === 'run') {
    const args = await withSettings(request.spec, request.args, io);
    return (await request.spec.load()).run(args, io);
  }
  io.stdout.write(request.text);
  return ExitStatus.ok;
}
