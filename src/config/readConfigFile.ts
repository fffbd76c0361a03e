import { readBounded } from '../readBounded.js';

/** Reads a file of a configuration from the disk; undefined where it cannot be read. */
export function readConfigFile(path: string): Buffer | undefined {
  try {
    return readBounded(path);
  } catch {
    return undefined;
  }
}
