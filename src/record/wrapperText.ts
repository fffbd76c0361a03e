import { readFileSync } from 'node:fs';
import { assetOfOneFile } from '../packagedFiles.js';

/**
 * The recorder that `sipexec record --print-wrapper` prints: a POSIX shell script that stands before a command in a
 * routing script. The build puts it beside the program, or into it.
 */
export function wrapperText(): Buffer {
  return assetOfOneFile('exec-recorder.sh') ?? readFileSync(new URL('./exec-recorder.sh', import.meta.url));
}
