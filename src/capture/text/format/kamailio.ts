import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { epochOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const field = /^([a-z]+): (.*?)\r?$/;
const endMark = '|'.repeat(20);

/** Whether a line is the first field of an entry of Kamailio's sipdump. */
export function isKamailioDump(line: string): boolean {
  return /^tag: (?:rcv|snd)\r?$/.test(line);
}

/** A `.data` file of Kamailio's sipdump module: named fields, `~~~~`, the message, `||||` behind its last byte. */
export function kamailioFormat(): MarkedFormat {
  let fields = new Map<string, string>();
  return {
    hasLongLines: true,
    read(line, open) {
      if (open) {
        const end = line.endsWith('\r') ? line.length - 1 : line.length;
        if (!line.endsWith(endMark, end)) return { kind: 'text', text: line };
        return { kind: 'end', text: line.slice(0, end - endMark.length) };
      }
      if (/^~{20}\r?$/.test(line)) return { kind: 'mark', mark: markFrom(fields) };
      if (/^={20}\r?$/.test(line)) fields = new Map();
      const match = field.exec(line);
      if (match !== null) fields.set(match[1] as string, match[2] as string);
      return { kind: 'head' };
    },
    trim: (text) => text.replace(/\n$/, ''),
  };
}

function markFrom(fields: ReadonlyMap<string, string>): Mark {
  const endpoint = (side: string) => endpointOf(`[${fields.get(`${side}ip`)}]:${fields.get(`${side}port`)}`);
  return markOf({
    time: epochOf(fields.get('time') ?? ''),
    transport: transportOf(fields.get('proto')?.split(' ')[0]),
    source: endpoint('src'),
    destination: endpoint('dst'),
  });
}
