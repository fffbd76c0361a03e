import { endpointOf, transportOf } from '../heading/endpointText.js';
import { markOf } from '../heading/mark.js';
import type { MarkedFormat } from '../markedText.js';

const heading = /^(UDP|TCP|TLS|WS|WSS|SCTP) (\S+) -> (\S+?)\r?$/;
/** The colour that a message was shown in ends directly behind its last byte. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins a colour
const lastLine = /^(.*?)\x1b\[;?m/s;

/** Whether a line is the heading of a message in baresip's trace. */
export function isBaresip(line: string): boolean {
  const match = heading.exec(line);
  return match !== null && endpointOf(match[2] as string) !== undefined;
}

/** baresip's SIP trace (`-s`): `#` in colour, transport and both addresses, the message, the end of the colour. */
export function baresipFormat(): MarkedFormat {
  return {
    hasLongLines: true,
    read(line, open) {
      const match = heading.exec(line);
      if (match !== null) {
        const mark = markOf({
          transport: transportOf(match[1]),
          source: endpointOf(match[2] as string),
          destination: endpointOf(match[3] as string),
        });
        return { kind: 'mark', mark };
      }
      if (!open) return { kind: 'head' };
      const last = lastLine.exec(line);
      return last === null ? { kind: 'text', text: line } : { kind: 'end', text: last[1] as string };
    },
    trim: (text) => text.replace(/\n$/, ''),
  };
}
