import { SipexecError } from '../errors.js';
import type { CommandSpec } from './arguments/commandSpec.js';
import { parseCommandLine } from './arguments/parseCommandLine.js';
import type { ParsedArguments } from './arguments/parsedArguments.js';
import { UsageError } from './arguments/usageError.js';
import type { CommandIo } from './commandIo.js';
import { ExitStatus, statusOfSignal } from './exitStatus.js';
import { interruptionOf } from './input/interruption.js';
import { misplacedWords } from './input/misplacedWords.js';
import { errorLine, remarkLine, unexpectedError } from './output/errorLine.js';
import { outputFailure } from './output/outputStream.js';
import { outputWidth } from './output/outputWidth.js';
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

/** An option that takes one value and is given several says so: the last one counts. */
function tellRepeated(spec: CommandSpec, args: ParsedArguments, io: CommandIo): void {
  if (args.flag('quiet')) return;
  for (const { name, kind } of spec.options) {
    const values = kind === 'value' ? args.list(name) : [];
    if (new Set(values).size < 2) continue;
    const others = values.slice(0, -1).join(', ');
    const several = name === 'server' ? '; compare takes several: --servers A,B' : '';
    io.stderr.write(
      remarkLine(
        `warning: --${name} is given more than once: ${values.at(-1)} counts, not ${others}${several}`,
      ),
    );
  }
}

async function dispatch(words: readonly string[], io: CommandIo): Promise<number> {
  const request = await parseCommandLine(words, io.version, outputWidth(io));
  if (request.kind === 'run') {
    tellRepeated(request.spec, request.args, io);
    const misplaced = misplacedWords(request.spec, request.args);
    if (misplaced !== undefined) throw new UsageError(misplaced);
    const args = await withSettings(request.spec, request.args, io);
    return (await request.spec.load()).run(args, io);
  }
  io.stdout.write(request.text);
  return ExitStatus.ok;
}
