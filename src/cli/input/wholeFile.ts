import type { CommandIo } from '../commandIo.js';
import { chunksOf } from './chunks.js';

/**
 * Reads a file, or standard input for `-`, as a whole.
 * @throws InputError, UsageError (standard input is a terminal)
 */
export async function readWhole(input: string, io: CommandIo): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(input, io.isStdinTerminal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
