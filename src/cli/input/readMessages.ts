import type { InputFormat } from '../../capture/openReader.js';
import { type MessageHandler, readInputs } from '../../run/input/readInputs.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { selectionArguments } from '../arguments/selectionArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ProgressBar } from './progressBar.js';

/**
 * Reads all inputs that a command line names, or standard input, and hands over the messages that its options select.
 * Out: how many messages the inputs hold, selected or not, as far as they were read.
 * @throws UsageError, InputError, and what the handler throws
 */
export async function readMessages(
  args: ParsedArguments,
  io: CommandIo,
  handler: MessageHandler,
): Promise<number> {
  const inputs = args.all('input');
  return readInputs(
    {
      inputs: inputs.length > 0 ? inputs : ['-'],
      format: args.value('input-format') as InputFormat | undefined,
      selection: selectionArguments(args),
      isStdinTerminal: io.isStdinTerminal,
      interrupt: io.interrupt,
    },
    { watch: (input) => ProgressBar.of(input, io), ...handler },
  );
}
