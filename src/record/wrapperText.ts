import { readFileSync } from 'node:fs';

/**
 * The recorder that `sipexec record --print-wrapper` prints: a POSIX shell script that stands before a command in a
 * routing script. The build puts it beside the program.
 */
export function wrapperText(): Buffer {
  return readFileSync(new URL('./exec-recorder.sh', import.meta.url));
}
