import type { Endpoint } from '../../../sip/endpoint.js';
import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { zonedTimeOf } from '../heading/timeText.js';
import { firstLineAt } from '../lines/firstLine.js';
import type { MarkedFormat } from '../markedText.js';

/** A format of which a heading is all that is special: the message behind it ends by its own length, or where `ends` is. */
export interface HeadedFormat {
  /** What the heading in a line tells; undefined where there is none. */
  readonly heading: (line: string) => Mark | undefined;
  /** A line that ends a message; the text before the match still belongs to it. */
  readonly ends?: RegExp;
}

const stamp = /(\d{4}-\d\d-\d\d)[ _T\t](\d\d:\d\d:\d\d)(?:[.,:](\d{3,9}))?(Z|[+-]\d\d:?\d\d)?/;

function timeIn(line: string): Mark['time'] {
  const match = stamp.exec(line.slice(0, 120));
  if (match === null) return undefined;
  const clock = match[3] === undefined ? (match[2] as string) : `${match[2]}.${match[3]}`;
  return zonedTimeOf(match[1] as string, clock, match[4]);
}

/** The peer's address: the message's source or destination. */
function way(isSent: boolean, peer: string | undefined, own?: string): Pick<Mark, 'source' | 'destination'> {
  const other = toldEndpoint(peer);
  const self = toldEndpoint(own);
  return markOf(isSent ? { source: self, destination: other } : { source: other, destination: self });
}

function toldEndpoint(text: string | undefined): Endpoint | undefined {
  const endpoint = text === undefined ? undefined : endpointOf(text.replace(/%\d{1,3}/, ''));
  return endpoint?.ip === '0.0.0.0' || endpoint?.ip === '::' ? undefined : endpoint;
}

/** Reads a heading by a regular expression whose named groups tell: `sent` (there or not), `peer`, `port`, `own`, `transport`. */
function headed(pattern: RegExp | PlacedPattern, ends?: RegExp): HeadedFormat {
  return {
    ...(ends === undefined ? {} : { ends }),
    heading(line) {
      const match = pattern.exec(line);
      if (match === null) return undefined;
      const groups = match.groups ?? {};
      const { sent, port, own, ownPort } = groups;
      const peer = groups.peer ?? groups.peer2;
      const transport = groups.transport ?? groups.transport2;
      const join = (host: string | undefined, number: string | undefined) =>
        host === undefined || number === undefined ? host : `[${host}]:${number}`;
      return markOf({
        time: timeIn(line),
        transport: transportOf(transport?.replace('6', '')),
        ...way(sent !== undefined, join(peer, port), join(own, ownPort)),
      });
    },
  };
}

interface PlacedPattern {
  exec(line: string): RegExpExecArray | null;
}

/**
 * A pattern that may begin anywhere in a line. In: what it begins with, found quickly (`g`), and the whole of it from
 * there on (`^`). Each place costs as much as the pattern is long, however many places a hostile line has.
 */
function from(start: RegExp, pattern: RegExp): PlacedPattern {
  return {
    exec(line) {
      start.lastIndex = 0;
      for (let found = start.exec(line); found !== null; found = start.exec(line)) {
        const match = pattern.exec(line.slice(found.index));
        if (match !== null) return match;
      }
      return null;
    },
  };
}

const logStart =
  /^(?:\[?\d{4}-\d\d-\d\d[ T_]\d\d:\d\d:\d\d|\d\d:\d\d:\d\d\.\d{3} |\*?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)/;

/** Formats told by their headings, in the order in which a line is tried. */
export const headedFormats = {
  pjsip: headed(
    from(
      /\b[TR]X \d|Error processing /g,
      /^(?:(?:(?<sent>TX)|RX) \d{1,6} bytes (?:Request|Response) msg \S{1,64} \(\S{1,64}\) (?:to|from) (?<transport>[A-Za-z]{2,5}6?) (?<peer>\S{1,64}):\s*$|Error processing \d{1,6} bytes packet from (?<transport2>[A-Z]{2,5}6?) (?<peer2>\S{1,64}) ?:)/,
    ),
    /^--\s?end (?:msg|of packet)/,
  ),
  belle: headed(
    /message (?<sent>sent) to \[(?<transport>[A-Za-z]{2,5}):\/\/(?<peer>[^\]\s]{1,70}?)\], size: \[\d{1,6}\] bytes|received \[\d{1,6}\] new bytes from \[(?<transport2>[A-Za-z]{2,5}):\/\/(?<peer2>[^\s]{1,70}?)\](?::|\s*$)/,
    logStart,
  ),
  jssip: headed(
    from(
      /JsSIP|(?:SIP|sip)\.Transport/g,
      /^(?:JsSIP|(?:SIP|sip)\.Transport)\S{0,40} .{0,40}(?:[Ss]ending|[Rr]eceived) .{0,30}message/,
    ),
    /^ \+\d{1,9}m?s\r?$/,
  ),
  snom: headed(
    from(
      /Sent to |Received from /g,
      /^(?:(?<sent>Sent to)|Received from) (?<transport>[a-z]{2,4}):(?<peer>\S{1,64}) at .{1,40} \(\d{1,6} bytes\):/,
    ),
    /^(?:Sent to|Received from) /,
  ),
  cisco: headed(/\/SIP\/Msg\/ccsip\w{1,40}:/, logStart),
  ribbon: headed(
    from(
      /(?:sent|received|recvd?) msg for CallId:/g,
      /^(?:(?<sent>sent)|received|recvd?) msg for CallId:\S{1,200} .{0,100}?IP\/port: ?(?<peer>[^/,\s]{1,64})\/(?<port>\d{1,5}), Local IP\/port: ?(?<own>[^/,\s]{1,64})\/(?<ownPort>\d{1,5})/,
    ),
  ),
  audiocodes: headed(
    /---- (?:(?<sent>Outgoing)|Incoming) SIP Message (?:to|from) (?<peer>\S{1,64}) (?:from|to) SIPInterface #\d{1,4} (?:\([^)]{0,64}\) )?(?<transport>[A-Z]{2,4})/,
  ),
  fritzbox: headed(
    /(?:IN|(?<sent>OUT)): my=(?<own>[^\s%]{1,64}?)(?:%\d{1,3})?(?::(?<ownPort>\d{1,5}))? peer=(?<peer>\S{1,64}) port=(?<port>\d{1,5}) (?<transport>[A-Z]{2,4})/,
    /^(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d\d|\d\d:\d\d:\d\d)/,
  ),
  xlite: headed(/^(?:(?<sent>SEND) >>|RECEIVE <<) (?<peer>\S{1,64})\s*$/, /^(?:SEND|RECEIVE) TIME: /),
  yate: headed(
    from(
      /'(?:udp|tcp|tls):/g,
      /^'(?<transport>udp|tcp|tls):(?<own>[^']{1,64})' (?:(?<sent>sending) .{1,80} to|received \d{1,6} bytes SIP message from) (?<peer>\S{1,64})/,
    ),
  ),
  resiprocate: headed(
    /(?:incoming from:?|(?<sent>[Tt]ransmitting to:?)) \[ V[46] (?<peer>[0-9a-fA-F.:]{2,45}):(?<port>\d{1,5}) (?<transport>[A-Z]{2,4})\b/,
    /^(?:DEBUG|INFO|WARNING|STACK|ERR) \| /,
  ),
  polycom: headed(
    /(?:(?<sent>>>> Data Send to)|<<< Data received from) (?<transport>[A-Za-z]{2,4}) (?<peer>\S{1,64})/,
  ),
  oracle: headed(
    /\bOn \[\d{1,5}:\d{1,5}\](?<own>\S{1,64}) (?:(?<sent>sent to)|received from) (?<peer>\S{1,64})\s*$/,
  ),
  genesys: headed(
    from(
      /SIPTR: Received |Sending /g,
      /^(?:SIPTR: Received|(?<sent>Sending)) {1,4}\[\d{1,10},(?<transport>[A-Z]{2,4})\] \d{1,7} bytes (?:from|to) (?<peer>\S{1,64}) (?:<{5}|>{5})/,
    ),
    /^(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d\.\d{3}(?::| )/,
  ),
  cucm: headed(
    from(
      /(?:Incoming|Outgoing) SIP /g,
      /^(?:Incoming|(?<sent>Outgoing)) SIP (?<transport>UDP|TCP|TLS) message (?:size \d{1,7} )?(?:from|to) (?<peer>[0-9A-Fa-f.:]{2,45}?)(?: on port |:\[)(?<port>\d{1,5})\b/,
    ),
    /^\d{8}\.\d{3} {0,4}\|/,
  ),
  expressway: headed(
    from(
      /Action="(?:Received|Sent)" /g,
      /^Action="(?:Received|(?<sent>Sent))" Local-ip="(?<own>[^"]{2,64})" Local-port="(?<ownPort>\d{1,5})" (?:Src|Dst)-ip="(?<peer>[^"]{2,64})" (?:Src|Dst)-port="(?<port>\d{1,5})"/,
    ),
    /\|\s{0,8}$/,
  ),
  exosip: headed(
    from(
      /Received message len=|Message sent: \(/g,
      /^(?:Received message len=\d{1,7} from (?<peer>\S{1,64}):\s*$|(?<sent>Message sent): \(to dest=(?<peer2>[^\s)]{1,64})[^)]{0,40}\))/,
    ),
  ),
  sippErrors: headed(/, (?:received|sending) '$/, /'\.?\r?$/),
} satisfies Record<string, HeadedFormat>;

export type HeadedName = keyof typeof headedFormats;

/** What the heading in a line tells, and whose it is. */
export function headedFormatOf(line: string): { name: HeadedName; mark: Mark } | undefined {
  for (const [name, format] of Object.entries(headedFormats)) {
    const mark = format.heading(line);
    if (mark !== undefined) return { name: name as HeadedName, mark };
  }
  return undefined;
}

/** What may stand in a pasted text right behind a message, where no format tells: fences, marks of ends, log lines. */
const commonEnd = /^(?:```|~~~|'\.\s*$|\]\]>|<\/|--end msg--|-{3,}\r?$|={3,}\r?$|#{4,}\r?$)/;

/** The reader's rules for a format with headings; without `format` for a text of unknown format. */
export function headedFormat(format?: HeadedFormat): MarkedFormat {
  /** Whether the message that a heading announced has begun: lines of dashes may stand between. */
  let hasBegun = true;
  return {
    isPasted: true,
    hasLongLines: false,
    read(line, open) {
      const mark = format?.heading(line);
      if (mark !== undefined) {
        hasBegun = false;
        return { kind: 'mark', mark };
      }
      hasBegun ||= firstLineAt(line) === 0;
      if (!open) return { kind: 'head' };
      if (hasBegun && commonEnd.test(line)) return { kind: 'end' };
      const end = format?.ends?.exec(line);
      return end
        ? { kind: 'end', ...(end.index > 0 ? { text: line.slice(0, end.index) } : {}) }
        : { kind: 'text', text: line };
    },
    trim: (text) => text,
  };
}
