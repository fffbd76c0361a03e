import type { CaptureTime } from '../../capturedMessage.js';
import { dateTimeOf, epochOf } from '../heading/timeText.js';
import { parseWay, type Way } from './way.js';

/** The line above a packet. */
export interface Heading {
  /** Which of number, date and time the line has: all headings of a text have the same. */
  readonly shape: string;
  /** The packet's number, with `-#`. */
  readonly frame?: number;
  readonly time?: CaptureTime;
  readonly ipVersion: 4 | 6 | undefined;
  /** Addresses and what follows them; with `-v` IPv4's stand on the next line. */
  readonly way: Way | undefined;
  /** What `-v` tells of the IP header. */
  readonly ip: IpFields | undefined;
}

export interface IpFields {
  readonly identification: number;
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  readonly totalLength: number | undefined;
}

const line =
  /^(?: *(\d{1,10}) {2})?[ -]?(?:(\d{4}-\d\d-\d\d) )?(?:(\d\d:\d\d:\d\d\.\d{6}(?:\d{3})?) |(\d{1,12}\.\d{6}(?:\d{3})?) )? {0,2}(\S.*?)\r?$/;
/** A longer line is no heading: to look for one in it would only cost time. */
const maxHeadingBytes = 4096;
const withoutTime =
  /^(?:IP6? [^ ]|ARP[, ]|STP |LLDP|(?:[0-9a-f]{2}:){5}[0-9a-f]{2} > |ip: |AF IPv[46] |(?:In|Out|M|B|P) (?:[0-9a-f]{2}:){5}[0-9a-f]{2} |\S+ +(?:In|Out|M|B|P) +(?:IP6? |ARP|ifindex \d))/;
const etherTypeIp = /\b(?:ethertype|AF) IPv([46])\b/;
const ip = /(?:^|[ )])IP(6?) (?:\(|[^ ]+ > )/;
/** With `-e`, the fields or addresses of IP stand where its name would: of raw IP, and behind the labels of MPLS. */
const unnamedIp = /(?:^ip: |\(label [^()]{0,64}\) )(?:\((tos|hlim) |([^ (]{1,64}) > )/;

/** The heading of a packet; undefined where a line is no heading. With `shape`, only one of that shape is a heading. */
export function parseHeading(text: string, shape?: string): Heading | undefined {
  if (text.length > maxHeadingBytes) return undefined;
  const match = line.exec(text);
  if (match === null) return undefined;
  const [, number, date, clock, epoch, rest = ''] = match;
  const ownShape = `${number === undefined ? '' : '#'}${date === undefined ? '' : 'd'}${clock ? 'c' : epoch ? 'e' : ''}`;
  if (shape !== undefined && ownShape !== shape) return undefined;
  if (clock === undefined && epoch === undefined && !withoutTime.test(rest)) return undefined;
  const time =
    epoch !== undefined ? sinceEpoch(epoch) : date === undefined ? undefined : dateTimeOf(date, clock ?? '');
  const version = ipVersionOf(rest);
  return {
    shape: ownShape,
    ...(number === undefined ? {} : { frame: Number(number) }),
    ...(time === undefined ? {} : { time }),
    ipVersion: version,
    way: version === undefined ? undefined : parseWay(rest),
    ip: ipFields(rest),
  };
}

/** Whether a line is the heading of an IP packet as tcpdump writes it. */
export function isTcpdump(text: string): boolean {
  const heading = parseHeading(text);
  return heading?.ipVersion !== undefined && (heading.way !== undefined || heading.ip !== undefined);
}

/** `-ttt` writes the time since the packet before, which is no time of day, with few digits before the point. */
function sinceEpoch(text: string): CaptureTime | undefined {
  return text.indexOf('.') < 9 ? undefined : epochOf(text);
}

function ipVersionOf(rest: string): 4 | 6 | undefined {
  const tagged = etherTypeIp.exec(rest);
  if (tagged !== null) return tagged[1] === '6' ? 6 : 4;
  const named = ip.exec(rest);
  if (named !== null) return named[1] === '6' ? 6 : 4;
  const unnamed = unnamedIp.exec(rest);
  if (unnamed === null) return undefined;
  return unnamed[1] === 'hlim' || unnamed[2]?.includes(':') ? 6 : 4;
}

function ipFields(rest: string): IpFields | undefined {
  const fields = /\bid (\d{1,5}), offset (\d{1,5}), flags \[([^\][]{0,32})\]/.exec(rest);
  if (fields === null) return undefined;
  const length = /\bproto \S{1,32} \(\d{1,3}\),(?:[^)]{0,64}) ?length (\d{1,5})/.exec(rest);
  return {
    identification: Number(fields[1]),
    fragmentOffset: Number(fields[2]),
    moreFragments: (fields[3] as string).includes('+'),
    totalLength: length === null ? undefined : Number(length[1]),
  };
}
