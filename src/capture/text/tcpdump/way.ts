import { isIP } from 'node:net';
import { addressOf, portOf } from '../heading/endpointText.js';

/** One side of a packet as tcpdump names it. */
export interface Side {
  /** As in the text: an address, or a name where tcpdump looked it up. */
  readonly host: string;
  /** The address; undefined for a name. */
  readonly ip: string | undefined;
  /** Undefined where there is none, as in a later fragment, or where it is a service that is not known. */
  readonly port: number | undefined;
}

/** What tcpdump writes of a packet's protocol. */
export type Protocol =
  | {
      readonly kind: 'udp';
      /** Where it is a datagram of something else. */
      readonly transport?: 'sctp';
      readonly wireBytes?: number;
      readonly firstLine?: string;
      /** Set for the first fragment of an IPv6 datagram: how many bytes of the datagram it has. */
      readonly fragmentBytes?: number;
    }
  | {
      readonly kind: 'tcp';
      readonly flags: string;
      readonly sequence?: number;
      readonly acknowledged?: number;
      readonly wireBytes: number;
      /** Undefined with `-q`, which shows neither sequence numbers nor options. */
      readonly optionBytes?: number;
    }
  | { readonly kind: 'fragment'; readonly offset?: number; readonly wireBytes?: number }
  | { readonly kind: 'other' };

export interface Way {
  readonly source: Side;
  readonly destination: Side;
  readonly protocol: Protocol;
}

const way = /(?:^|[ )])([^\s>,()]{1,255}) > ([^\s>,()]{1,255}):(?= |$)/;

/** IPv6's extension headers, which stand between addresses and ports. */
const extensionHeader = /^(?:HBH|RT6|srcrt|DSTOPT)\b/;
const portsAndRest = / (\S{1,32}) > ([^\s:]{1,32}): ?/;

/** Reads `source > destination: detail`, wherever in a line it stands; of tunnels the innermost. */
export function parseWay(text: string): Way | undefined {
  const match = way.exec(text);
  if (match === null) return undefined;
  const detail = text.slice(match.index + match[0].length + 1);
  if (/^(?:IP6? |GREv?\d?, .*?: IP6? |IP6?, .*: IP6? )/.test(detail)) {
    const inner = parseWay(detail);
    if (inner !== undefined) return inner;
  }
  const source = sideOf(match[1] as string);
  const destination = sideOf(match[2] as string);
  // IPv6's extension headers stand between addresses and ports.
  const extended = extensionHeader.test(detail) ? portsAndRest.exec(detail) : null;
  if (extended !== null) {
    return {
      source: { ...source, port: portOf(extended[1] as string) },
      destination: { ...destination, port: portOf(extended[2] as string) },
      protocol: protocolOf(detail.slice(extended.index + extended[0].length), true),
    };
  }
  const first = /^frag \((?:0x[0-9a-f]{1,8}:)?0\|(\d{1,5})\) (\S{1,32}) > ([^\s:]{1,32}): ?/.exec(detail);
  if (first === null) return { source, destination, protocol: protocolOf(detail, source.port !== undefined) };
  const protocol = protocolOf(detail.slice(first[0].length), true);
  return {
    source: { ...source, port: portOf(first[2] as string) },
    destination: { ...destination, port: portOf(first[3] as string) },
    protocol: protocol.kind === 'udp' ? { ...protocol, fragmentBytes: Number(first[1]) } : protocol,
  };
}

/** The port stands behind the last point: `192.0.2.10.5060`, `2001:db8::10.5081`, `host.example.org.sip`. */
function sideOf(text: string): Side {
  const whole = addressOf(text);
  const point = text.lastIndexOf('.');
  if (point < 0 || (whole !== undefined && isIP(text) !== 0))
    return { host: text, ip: whole, port: undefined };
  const host = text.slice(0, point);
  const ip = addressOf(host);
  const port = portOf(text.slice(point + 1));
  if (ip === undefined && port === undefined) return { host: text, ip: undefined, port: undefined };
  return { host, ip, port: port ?? 0 };
}

function protocolOf(text: string, hasPorts: boolean): Protocol {
  const detail = text.replace(/^(?:\[[^\]]*\] )+/, '');
  const fragment = /^frag \((?:0x[0-9a-f]+:)?(\d+)\|(\d+)\)/.exec(detail);
  if (fragment !== null) {
    return { kind: 'fragment', offset: Number(fragment[1]), wireBytes: Number(fragment[2]) };
  }
  if (detail === 'ip-proto-17' || detail === 'udp') return { kind: 'fragment' };
  const tcp = /^Flags \[([^\]]*)\]/.exec(detail) ?? /^([SFPRWEU.]+) (?=\d+:\d+\(|ack )/.exec(detail);
  const quiet = /^tcp (\d+)(?: |$)/.exec(detail);
  if (quiet !== null) return { kind: 'tcp', flags: '.', wireBytes: Number(quiet[1]) };
  if (tcp !== null) return tcpOf(detail, tcp[1] as string);
  if (/^(?:ICMP|ESP|AH|OSPF|IGMP|HBH)/.test(detail) || !hasPorts) return { kind: 'other' };
  if (detail.startsWith('sctp ')) return { kind: 'udp', transport: 'sctp' };
  const sip = /^SIP: (.+)$/.exec(detail);
  if (sip !== null) return { kind: 'udp', firstLine: sip[1] as string };
  const length = /\blength:? (\d+)$/.exec(detail);
  return length === null ? { kind: 'udp' } : { kind: 'udp', wireBytes: Number(length[1]) };
}

function tcpOf(detail: string, flags: string): Protocol {
  const old = /(\d{1,10}):\d{1,10}\((\d{1,6})\)/.exec(detail);
  const sequence = /\bseq (\d+)/.exec(detail)?.[1] ?? old?.[1];
  const acknowledged = /\back (\d+)/.exec(detail)?.[1];
  const length = /\blength (\d+)/.exec(detail)?.[1] ?? old?.[2] ?? '0';
  return {
    kind: 'tcp',
    flags,
    ...(sequence === undefined ? {} : { sequence: Number(sequence) }),
    ...(acknowledged === undefined ? {} : { acknowledged: Number(acknowledged) }),
    wireBytes: Number(length),
    optionBytes: optionBytes(/options \[([^\][]{0,400})\]|<([^<>]{0,400})>/.exec(detail)?.[0] ?? ''),
  };
}

/** How many bytes the options of a TCP header took (RFC 9293 §3.2, RFC 7323, RFC 2018), padded to words of four. */
function optionBytes(list: string): number {
  let bytes = 0;
  for (const option of list.replace(/^options \[|^<|\]$|>$/g, '').split(',')) {
    const sacks = /^\s*sack (\d+)/.exec(option);
    if (sacks !== null) bytes += 2 + 8 * Number(sacks[1]);
    else bytes += optionLengths[/^\s*([A-Za-z0-9]+)/.exec(option)?.[1]?.toLowerCase() ?? ''] ?? 0;
  }
  return (bytes + 3) & ~3;
}

const optionLengths: Readonly<Record<string, number>> = {
  eol: 1,
  nop: 1,
  mss: 4,
  wscale: 3,
  sackok: 2,
  ts: 10,
  md5: 18,
};
