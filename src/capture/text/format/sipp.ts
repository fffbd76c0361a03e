import type { CaptureTime } from '../../capturedMessage.js';
import { transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { dateTimeOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const dashes = /^-{20,}[ \t]+(\d{4}-\d\d-\d\d)[ \t]+(\d\d:\d\d:\d\d[.:]\d+)/;
const heading = /^([A-Z]+) message (sent|received) [[(](\d+)[\])]? ?(?:bytes)?[\])]? ?:/;

/** A message that no scenario expected has no time and no length. */
const unexpected =
  /^(?:Unexpected ([A-Z]{2,5}) message received|Dead call \S{1,200} received an? ([A-Z]{2,5}) message):/;

/** A line of `-trace_shortmsg`, which has no messages. */
const shortTrace = /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d[.:]\d+\t\d+\.\d+\t[SR]\t/;

/** Whether a line is a part of the heading of sipp's message trace. */
export function isSipp(line: string): boolean {
  return dashes.test(line) || heading.test(line) || shortTrace.test(line);
}

/** sipp's `-trace_msg`: a line of dashes with the time, a line with transport and length, an empty line, the message. */
export function sippFormat(): MarkedFormat {
  let time: CaptureTime | undefined;
  let next: Mark | undefined;
  return {
    noPayload: 'the trace has no messages; sipp writes them with -trace_msg',
    read(line) {
      const dashed = dashes.exec(line);
      if (dashed !== null) {
        time = dateTimeOf(dashed[1] as string, (dashed[2] as string).replace(/:(\d{6})$/, '.$1'));
        return { kind: 'head' };
      }
      const headed = heading.exec(line);
      if (headed !== null) {
        next = markOf({ time, transport: transportOf(headed[1]), wireBytes: Number(headed[3]) });
        return { kind: 'head' };
      }
      const surprise = unexpected.exec(line);
      if (surprise !== null) {
        next = markOf({ transport: transportOf(surprise[1] ?? surprise[2]) });
        return { kind: 'head' };
      }
      if (next === undefined) return { kind: 'text', text: line };
      const mark = next;
      next = undefined;
      return line.trim() === '' ? { kind: 'mark', mark } : { kind: 'head' };
    },
    trim: (text) => text.replace(/\n$/, ''),
  };
}
