import { endpointOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import type { MarkedFormat } from '../markedText.js';

const attribute = /(?:^|\s)(from|to|time)="([^"]{0,128})"/g;
const contents = '<![CDATA[';

/** Whether a line begins an entry of JAIN-SIP's message log. */
export function isJainSip(line: string): boolean {
  return /^<message(?:\s|$)/.test(line);
}

/** JAIN-SIP's message log: an XML element with addresses and time in milliseconds, the message as CDATA. */
export function jainSipFormat(): MarkedFormat {
  let fields = new Map<string, string>();
  return {
    isPasted: true,
    read(line, open) {
      if (isJainSip(line)) fields = new Map();
      const begin = line.indexOf(contents);
      if (begin >= 0)
        return { kind: 'begin', mark: markFrom(fields), text: line.slice(begin + contents.length) };
      if (open) return line.startsWith(']]>') ? { kind: 'end' } : { kind: 'text', text: line };
      for (const match of line.slice(0, 4000).matchAll(attribute))
        fields.set(match[1] as string, match[2] as string);
      return { kind: 'head' };
    },
    trim: (text) => text,
  };
}

function markFrom(fields: ReadonlyMap<string, string>): Mark {
  const milliseconds = Number(fields.get('time') ?? Number.NaN);
  return markOf({
    source: endpointOf(fields.get('from') ?? ''),
    destination: endpointOf(fields.get('to') ?? ''),
    time: Number.isSafeInteger(milliseconds)
      ? { seconds: Math.floor(milliseconds / 1000), nanoseconds: (milliseconds % 1000) * 1_000_000 }
      : undefined,
  });
}
