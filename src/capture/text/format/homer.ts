import type { CaptureTime } from '../../capturedMessage.js';
import { endpointOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { zonedTimeOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const ends = /(?:^| )([^ ]{1,64}) ---> ([^ ]{1,64}?)\r?$/;
/** No date, with its zone and addresses, is longer. */
const maxHeadingBytes = 400;
const date = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(Z|[+-]\d\d:?\d\d)?/;

/** Whether a line is the heading of a message that Homer exported as text. */
export function isHomer(line: string): boolean {
  return headingOf(line) !== undefined;
}

/** Homer 7's text export: a heading with date and addresses, an empty line, the message, an empty line. */
export function homerFormat(): MarkedFormat {
  let next: Mark | undefined;
  return {
    read(line) {
      const heading = headingOf(line);
      if (heading !== undefined) {
        next = heading;
        return { kind: 'head' };
      }
      if (next === undefined) return { kind: 'text', text: line };
      const mark = next;
      next = undefined;
      return { kind: 'mark', mark };
    },
    trim: (text) => text.replace(/\r?\n$/, ''),
  };
}

/** `proto:SIP <date>  <source> ---> <destination>` */
function headingOf(line: string): Mark | undefined {
  if (!line.startsWith('proto:') || line.length > maxHeadingBytes) return undefined;
  const match = ends.exec(line);
  if (match === null) return undefined;
  return markOf({
    time: timeOf(line.slice(0, match.index)),
    source: endpointOf(match[1] as string),
    destination: endpointOf(match[2] as string),
  });
}

/** A date with its zone; without one it is UTC, in which Homer keeps its times. */
function timeOf(text: string): CaptureTime | undefined {
  const match = date.exec(text);
  return match === null ? undefined : zonedTimeOf(match[1] as string, match[2] as string, match[3], 'utc');
}
