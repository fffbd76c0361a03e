import { fstatSync } from 'node:fs';

/** Major device number of /dev/null and its like on Linux (null(4)). */
const MEMORY_DEVICES = 1;

/** True when a descriptor is a terminal. Node's module for terminals is loaded only for what could be one. */
export function isTerminal(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    if (!stats.isCharacterDevice() || stats.rdev >> 8 === MEMORY_DEVICES) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}
