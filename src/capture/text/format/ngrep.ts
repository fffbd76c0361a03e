import { endpointOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { dateTimeOf } from '../heading/timeText.js';
import type { LineKind, MarkedFormat } from '../markedText.js';
import { decodeNgrep } from './ngrepPayload.js';

/** A heading; with `-W single` the packet follows it on the same line. */
const way =
  /^([A-Z?])(?:\((\d{1,3})\))? (?:(\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d\.\d{1,9}) |[+-]?\d{1,12}\.\d{1,9} )?(\S{1,64}) -> (\S{1,64})((?: (?:\[[A-Z]{0,8}\]|\+?\d{1,10}@\d{1,9}:\d{1,9}|\d{1,9}:\d{1,9})(?=$| )){0,4})(?: #(\d{1,10})(?=$| ))?(?: (.+))?$/;
/** Identification, offset and length of a fragment; one at 0 is the first. */
const fragment = /\+\d+@([1-9]\d*):\d+/;
const between = /^(?:#+|#*exit|\d+ received, \d+ dropped|\d+ received, \d+ matched.*)$/;

/** A name with a port in place of an address: somebody hid the address before showing the text. */
const hiddenAddress = /^[A-Za-z0-9_.[\]-]{1,64}:\d{1,5}$/;

/** Whether a line is the heading of a SIP packet that ngrep shows. */
export function isNgrep(line: string): boolean {
  const match = way.exec(line.replace(/\r$/, ''));
  return (
    match !== null &&
    /^[UT?]/.test(line) &&
    (endpointOf(match[5] as string) !== undefined || hiddenAddress.test(match[5] as string))
  );
}

/** What ngrep prints: best with `-W byline`; its other layouts are read as far as they can be understood. */
export function ngrepFormat(): MarkedFormat {
  /** How many LFs ngrep prints behind a packet, before a line of `#` or, with `-q`, before the next heading. */
  let lineFeedsBehind = 2;
  return {
    loss: 'ngrep shows each byte that is not printable as a point; line ends were put back, other bytes are lost',
    showsPackets: true,
    hasLongLines: true,
    read(raw, open): LineKind {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (!open && between.test(line)) return { kind: 'head' };
      const match = way.exec(line) as unknown as string[] | null;
      if (match !== null) return match[9] === undefined ? readHeading(match) : readSingle(match);
      if (between.test(line)) {
        lineFeedsBehind = 1;
        return { kind: 'end' };
      }
      return { kind: 'text', text: line };
    },
    trim: (text) => text,
    decode(text) {
      const decoded = decodeNgrep(text, lineFeedsBehind);
      lineFeedsBehind = 2;
      return decoded;
    },
  };
}

function readHeading([
  ,
  letter,
  protocol,
  date,
  time,
  source,
  destination,
  rest,
  frame,
]: readonly string[]): LineKind {
  const isTcp = letter === 'T' || protocol === '6';
  const isUdp = letter === 'U' || protocol === '17' || letter === '?';
  if (!isTcp && !isUdp) return { kind: 'head' };
  const offset = fragment.exec(rest ?? '')?.[1];
  const mark = markOf({
    frame: frame === undefined ? undefined : Number(frame),
    transport: isTcp ? 'tcp' : 'udp',
    time: date === undefined ? undefined : dateTimeOf(date, time as string),
    source: endpointOf(source as string),
    destination: endpointOf(destination as string),
    stream: isTcp ? `${source} ${destination}` : undefined,
    fragmentOffset: offset === undefined ? undefined : Number(offset),
  } satisfies { [Key in keyof Mark]?: Mark[Key] | undefined });
  return { kind: 'mark', mark };
}

function readSingle(match: readonly string[]): LineKind {
  const read = readHeading(match);
  return read.kind === 'mark' ? { kind: 'whole', mark: read.mark, text: match[9] as string } : read;
}
