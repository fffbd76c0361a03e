import type { CaptureTime } from '../../capturedMessage.js';
import { endpointOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { dateTimeOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const heading = /^proto:\S* +(.*?) +(\S+) ---> (\S+?)\r?$/;
const date = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(?:Z|([+-])(\d\d):?(\d\d))?/;

/** Whether a line is the heading of a message that Homer exported as text. */
export function isHomer(line: string): boolean {
  return heading.test(line);
}

/** Homer 7's text export: a heading with date and addresses, an empty line, the message, an empty line. */
export function homerFormat(): MarkedFormat {
  let next: Mark | undefined;
  return {
    read(line) {
      const match = heading.exec(line);
      if (match !== null) {
        next = markOf({
          time: timeOf(match[1] as string),
          source: endpointOf(match[2] as string),
          destination: endpointOf(match[3] as string),
        });
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

/** A date with its zone; without one it is UTC, in which Homer keeps its times. */
function timeOf(text: string): CaptureTime | undefined {
  const match = date.exec(text);
  if (match === null) return undefined;
  const time = dateTimeOf(match[1] as string, match[2] as string, 'utc');
  if (time === undefined || match[3] === undefined) return time;
  const offsetSeconds = (Number(match[4]) * 60 + Number(match[5])) * 60;
  return { ...time, seconds: time.seconds - (match[3] === '-' ? -offsetSeconds : offsetSeconds) };
}
