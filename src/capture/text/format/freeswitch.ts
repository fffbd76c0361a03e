import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { firstLineAt } from '../lines/firstLine.js';
import type { MarkedFormat } from '../markedText.js';

const stamp =
  /(?:^|[ >])(recv|send|sent) (\d{1,9}) bytes (?:from|to) ([a-z]{2,5})\/\[([^\] ]{1,64})\](?::(\d{1,5}))?(?:[;/][^ ]{0,64})?(?: at |:)/;
const dashes = /^( *)-{60,}\r?$/;
const logLine = /^(?:[0-9a-f-]{36} )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6} /;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins a colour
const colour = /\x1b\[[0-9;]*m/g;

/** Whether a line is the stamp of a message in a trace of sofia-sip. */
export function isSofiaTrace(line: string): boolean {
  return stamp.test(line.replace(colour, ''));
}

/**
 * What sofia-sip (TPORT_LOG) and FreeSWITCH (`sofia global siptrace on`) log: a stamp with length and peer, a line of
 * dashes, the message without its CRs; sofia-sip itself indents by three blanks and closes with dashes.
 */
export function freeswitchFormat(): MarkedFormat {
  let next: Mark | undefined;
  let indent = '';
  return {
    loss: 'the trace of sofia-sip drops carriage returns; they were put back',
    read(raw, open) {
      const line = raw.replace(colour, '');
      const stamped = stamp.exec(line);
      if (stamped !== null) {
        next = markFrom(stamped as unknown as string[]);
        return { kind: 'head' };
      }
      const dashed = dashes.exec(line);
      if (dashed !== null && next !== undefined) {
        const mark = next;
        next = undefined;
        indent = dashed[1] as string;
        return { kind: 'mark', mark };
      }
      if (next !== undefined && firstLineAt(line) === 0) {
        // drachtio has no dashes.
        const mark = next;
        next = undefined;
        indent = '';
        return { kind: 'begin', mark, text: line };
      }
      if (dashed !== null || (open && logLine.test(line))) return { kind: 'end' };
      return { kind: 'text', text: line.startsWith(indent) ? line.slice(indent.length) : line };
    },
    trim: (text) => text.replace(/\n$/, ''),
  };
}

function markFrom([, direction, length, protocol, host, port]: readonly (string | undefined)[]): Mark {
  const peer = endpointOf(`[${host}]:${port ?? 5060}`);
  const received = direction === 'recv';
  const isStream = protocol !== 'udp' && protocol !== 'sctp';
  return markOf({
    transport: transportOf(protocol),
    wireBytes: Number(length),
    source: received ? peer : undefined,
    destination: received ? undefined : peer,
    stream: isStream ? `${direction} ${protocol} ${host} ${port}` : undefined,
  });
}
