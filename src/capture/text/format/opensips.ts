import { endpointOf, transportOf } from '../heading/endpointText.js';
import { markOf } from '../heading/mark.js';
import { epochOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';
import { trimLineFeeds } from '../restore.js';

const heading = /^(\d+\.\d+) ([A-Z]+)\/([A-Z]+) (\S+) -> (\S+?)\r?$/;

/** Whether a line is the heading of a message in a trace of the OpenSIPS CLI. */
export function isOpensips(line: string): boolean {
  return heading.test(line);
}

/** The OpenSIPS CLI's `trace`: epoch, transport and kind, both addresses, the message, an empty line. */
export function opensipsFormat(): MarkedFormat {
  return {
    read(line) {
      const match = heading.exec(line);
      if (match === null) return { kind: 'text', text: line };
      if (match[3] !== 'SIP') return { kind: 'head' };
      const mark = markOf({
        time: epochOf(match[1] as string),
        transport: transportOf(match[2]),
        source: endpointOf(match[4] as string),
        destination: endpointOf(match[5] as string),
      });
      return { kind: 'mark', mark };
    },
    trim: (text) => trimLineFeeds(text, 2),
  };
}
