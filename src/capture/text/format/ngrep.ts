import { endpointOf } from '../endpointText.js';
import { type Mark, markOf } from '../mark.js';
import type { LineKind, MarkedFormat } from '../markedText.js';
import { dateTimeOf } from '../timeText.js';
import { decodeNgrep } from './ngrepPayload.js';

const heading =
  /^([A-Z?])(?:\((\d+)\))? (?:(\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d\.\d+) |[+-]?\d+\.\d+ )?(\S+) -> (\S+)((?: \S+)*?)(?: #(\d+))?$/;
/** With `-W single` the packet follows its heading on the same line. */
const headingAndPacket = /^([UT])((?: [^ ]+){3,6}?) ((?:[A-Z]+ sips?:\S+ |)SIP\/2\.0.*)$/i;
const fragment = /\+\d+@(\d+):\d+/;
const between = /^(?:#+|exit|\d+ received, \d+ dropped|\d+ received, \d+ matched.*)$/;

/** Whether a line is the heading of a SIP packet that ngrep shows. */
export function isNgrep(line: string): boolean {
  const match = heading.exec(line.replace(/\r$/, '')) ?? headingAndPacket.exec(line);
  return match !== null && /^[UT?]/.test(line) && line.includes(' -> ');
}

/** What ngrep prints: best with `-W byline`; its other layouts are read as far as they can be told. */
export function ngrepFormat(): MarkedFormat {
  /** How many LFs ngrep prints behind a packet, before a line of `#` or, with `-q`, before the next heading. */
  let lineFeedsBehind = 2;
  return {
    loss: 'ngrep shows each byte that is not printable as a point; line ends were put back, other bytes are lost',
    showsFragments: true,
    read(raw, open): LineKind {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (!open && between.test(line)) return { kind: 'head' };
      const match = heading.exec(line);
      if (match !== null) return readHeading(match as unknown as string[]);
      const single = headingAndPacket.exec(line);
      if (single !== null) return readSingle(single as unknown as string[]);
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

/** The words between the letter and the packet are a heading of their own. */
function readSingle([, letter, words, text]: readonly string[]): LineKind {
  const match = heading.exec(`${letter}${words}`);
  if (match === null) return { kind: 'text', text: text as string };
  const read = readHeading(match as unknown as string[]);
  return read.kind === 'mark'
    ? { kind: 'whole', mark: read.mark, text: decodeNgrep(text as string, 0) }
    : read;
}
