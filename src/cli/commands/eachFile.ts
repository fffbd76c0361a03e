import { SipexecError } from '../../errors.js';
import type { CommandIo } from '../commandIo.js';
import { endsProgram } from '../output/endsProgram.js';
import { errorLine } from '../output/errorLine.js';

/**
 * Does the same for each of several files, one after the other. An error of one file is printed, and the others still get
 * their turn. Out: the errors, one for each file that failed.
 * @throws what concerns the whole program: an interruption, a failing output, a defect
 */
export async function eachFile(
  files: readonly string[],
  io: CommandIo,
  handle: (file: string) => Promise<void>,
): Promise<SipexecError[]> {
  const errors: SipexecError[] = [];
  for (const file of files) {
    try {
      await handle(file);
    } catch (error) {
      if (!(error instanceof SipexecError) || endsProgram(error)) throw error;
      io.stdout.flush();
      io.stderr.write(errorLine(error));
      errors.push(error);
    }
  }
  return errors;
}
