import { readFileSync } from 'node:fs';

/** Reads a file of a configuration from the disk; undefined where it cannot be read. */
export function readConfigFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
