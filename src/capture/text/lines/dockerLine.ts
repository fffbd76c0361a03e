import type { CaptureTime } from '../../capturedMessage.js';
import { timeAtStart } from './prefixes.js';

/** The line that an entry of docker's log file holds (driver `json-file`), as latin1, and when it was written. */
export function dockerLine(text: string): { text: string; time: CaptureTime | undefined } | undefined {
  if (!text.startsWith('{"log":"')) return undefined;
  try {
    const { log, time } = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
    if (typeof log !== 'string' || typeof time !== 'string') return undefined;
    const line = Buffer.from(log.replace(/\n$/, ''), 'utf8').toString('latin1');
    return { text: line, time: timeAtStart(time) };
  } catch {
    return undefined;
  }
}
