import { endpointOf } from '../heading/endpointText.js';
import { markOf } from '../heading/mark.js';
import { dateTimeOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const stamp = /^(\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d\.\d{3,9}) (\S+) -> (\S+?)\r?$/;

/** Whether a line is the heading of a message that sngrep saved as text. */
export function isSngrep(line: string): boolean {
  return stamp.test(line);
}

/** Text that sngrep saved (F2, `.txt`, or `--text`): date, time, addresses, then the message and two line feeds. */
export function sngrepFormat(): MarkedFormat {
  return {
    read(line) {
      const match = stamp.exec(line);
      if (match === null) return { kind: 'text', text: line };
      const [, date, time, source, destination] = match as unknown as string[];
      const mark = markOf({
        time: dateTimeOf(date as string, time as string),
        source: endpointOf(source as string),
        destination: endpointOf(destination as string),
      });
      return { kind: 'mark', mark };
    },
    trim: (text) => text.replace(/\n{1,2}$/, ''),
  };
}
