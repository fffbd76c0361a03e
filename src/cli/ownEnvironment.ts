import { readFileSync } from 'node:fs';
import type { EnvironmentEntry } from '../exec/environment.js';

const REPLACEMENT = '\ufffd';

/**
 * This process's environment as bytes, in its order. Node decodes it as UTF-8, which loses other bytes: where that
 * has happened, /proc has them still (proc(5)).
 */
export function ownEnvironment(): EnvironmentEntry[] {
  const entries = Object.entries(process.env).map(([name, value]) => ({ name, value: value ?? '' }));
  if (entries.some(({ value }) => value.includes(REPLACEMENT))) {
    try {
      return splitBlock(readFileSync('/proc/self/environ', 'latin1'));
    } catch {
      // No /proc: Node's reading is all there is.
    }
  }
  return entries.map(({ name, value }) => ({ name, value: Buffer.from(value) }));
}

function splitBlock(block: string): EnvironmentEntry[] {
  return block.split('\0').flatMap((entry) => {
    const equals = entry.indexOf('=');
    return equals <= 0
      ? []
      : [{ name: entry.slice(0, equals), value: Buffer.from(entry.slice(equals + 1), 'latin1') }];
  });
}
