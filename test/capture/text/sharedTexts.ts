import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CapturedMessage } from '../../../src/capture/capturedMessage.js';

const folder = path.resolve('../shared');

/** A text of a shared folder of samples, or undefined where there is none. */
export function sharedText(name: string): Buffer | undefined {
  return read(path.join(folder, 'text', name));
}

/** The capture that a text was made from. */
export function sharedCapture(name: string): Buffer | undefined {
  return read(path.join(folder, 'captures', 'made', name));
}

function read(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** What a text can tell of a message; the same line for two messages that are the same to it. */
export interface Comparable {
  /** `points`: what cannot be printed is a point in the text; `line-points`: line ends of bodies, too. */
  readonly bytes: 'exact' | 'points' | 'line-points';
  readonly addresses?: boolean;
  readonly transport?: boolean;
  readonly time?: boolean;
  readonly frame?: boolean;
}

/** A message as far as a text can tell it. */
export function comparableLine(message: CapturedMessage, tells: Comparable): string {
  const { source, destination, time } = message;
  const latin1 = message.bytes.toString('latin1');
  return [
    tells.frame ? message.frame : '',
    tells.time ? `${time?.seconds}.${time?.nanoseconds}` : '',
    tells.transport ? message.transport : '',
    tells.addresses ? `${source?.ip} ${source?.port} > ${destination?.ip} ${destination?.port}` : '',
    tells.bytes === 'exact'
      ? latin1
      : tells.bytes === 'line-points'
        ? latin1.replace(/[^\x20-\x7e]/g, '.')
        : latin1.replace(/[^\x20-\x7e\r\n]|\r(?!\n)/g, '.'),
  ].join('|');
}
