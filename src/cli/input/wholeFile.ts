import { MAX_INPUT_BYTES } from '../../readBounded.js';
import { InputError, inputName, openInput } from '../../run/input/chunks.js';
import type { CommandIo } from '../commandIo.js';
import { unlessInterrupted } from './interruption.js';

/**
 * Reads a file, or standard input for `-`, as a whole.
 * @throws InputError, UsageError (standard input is a terminal), InterruptedError
 */
export async function readWhole(input: string, io: CommandIo): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  const { chunks } = openInput(input, io.isStdinTerminal);
  for (;;) {
    const next = await unlessInterrupted(chunks.next(), io.interrupt);
    io.interrupt.busy?.();
    if (next.done) return Buffer.concat(pieces);
    pieces.push(next.value);
    length += next.value.length;
    if (length > MAX_INPUT_BYTES)
      throw new InputError(
        `${inputName(input)}: more than ${MAX_INPUT_BYTES / 1024 / 1024} MiB; not read further`,
      );
  }
}
