import type { Endpoint, Transport } from '../../../sip/endpoint.js';
import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { zonedTimeOf } from '../heading/timeText.js';
import type { MarkedFormat } from '../markedText.js';

const pjsip =
  /<--- (Transmitting|Received) SIP (?:request|response) \((\d+) bytes\) (?:to|from) (\S+) --->\s*$/;
const chanSip = /<--- (SIP read from|(?:Reliably )?Transmitting \((?:no )?NAT\) to) (\S+) --->\s*$/;
const chanSipRequest =
  /(?:^|\s)((?:Reliably )?Transmitting|Retransmitting #\d+) \((?:no )?NAT\) to (\S+):\s*$/;
const oldRead = /^Sip read: ?$/i;
const messageEnd = /^(?:<-{5,}>|---|--- \(\d+ headers \d+ lines\).*---|\d+ headers, \d+ lines)\s*$/;
/** The stamp that timestamped consoles and log files put before a line. */
const stamp =
  /^\[(?:(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)([+-]\d{4})?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?)\] /;
const logLine = /^(?:VERBOSE|NOTICE|WARNING|ERROR|DEBUG|DTMF|SECURITY)\[\d+\]/;

/** Whether a line is the heading of a message in a trace of Asterisk. */
export function isAsterisk(line: string): boolean {
  return markFrom(line) !== undefined;
}

/** What Asterisk's pjsip logger and its older chan_sip write to console and log, with only the peer's address. */
export function asteriskFormat(): MarkedFormat {
  let stamped = false;
  return {
    read(line, open) {
      const mark = markFrom(line);
      if (mark !== undefined) {
        stamped = stamp.test(line);
        return { kind: 'mark', mark };
      }
      if (!open) return { kind: 'head' };
      const plain = line.replace(stamp, '');
      if (messageEnd.test(plain) || logLine.test(plain)) return { kind: 'end' };
      return { kind: 'text', text: stamped ? plain : line };
    },
    trim: (text) => text.replace(/\n$/, ''),
  };
}

function markFrom(line: string): Mark | undefined {
  const byPjsip = pjsip.exec(line);
  if (byPjsip !== null) {
    const wireBytes = Number(byPjsip[2]);
    return markOf({
      ...peerOf(byPjsip[3] as string, byPjsip[1] === 'Received'),
      time: timeOf(line),
      wireBytes,
    });
  }
  const byChanSip = chanSip.exec(line) ?? chanSipRequest.exec(line);
  if (byChanSip !== null) {
    const received = (byChanSip[1] as string).startsWith('SIP read');
    return markOf({ ...peerOf(byChanSip[2] as string, received), time: timeOf(line) });
  }
  return oldRead.test(line.replace(stamp, '')) ? markOf({ time: timeOf(line) }) : undefined;
}

/** `UDP:192.0.2.1:5060`, or the address alone in old versions. */
function peerOf(
  text: string,
  received: boolean,
): { transport?: Transport; source?: Endpoint; destination?: Endpoint } {
  const match = /^(?:([A-Z]+):)?(.+)$/i.exec(text);
  const transport = transportOf(match?.[1]);
  const peer = endpointOf(transport === undefined ? text : (match?.[2] as string));
  return markOf({ transport, source: received ? peer : undefined, destination: received ? undefined : peer });
}

function timeOf(line: string): Mark['time'] {
  const match = stamp.exec(line);
  return match?.[1] === undefined ? undefined : zonedTimeOf(match[1], match[2] as string, match[3]);
}
