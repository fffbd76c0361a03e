import type { CaptureTime } from '../../capturedMessage.js';
import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { zonedTimeOf } from '../heading/timeText.js';

/** An object of JSON. */
export type Fields = { readonly [name: string]: unknown };

/** The values of an object that are no objects themselves, by their names in small letters without `_` and `-`. */
export function scalars(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(entries.map(([name, value]) => [plainName(name), value]));
}

/** The same with those of the objects in it, both by their own name and behind the object's: `source: {ip}` is `sourceip`. */
export function nestedScalars(fields: Fields): Fields {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    for (const [inner, one] of Object.entries(scalars(value as Fields))) {
      found[inner] = one;
      found[plainName(name) + inner] = one;
    }
  }
  return { ...found, ...scalars(fields) };
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[_.-]/g, '');
}

/**
 * What Homer 5 and 7, Kamailio's sip_trace, Elasticsearch and loggers of their kind tell of a message beside it. In: the
 * fields by their plain names.
 */
export function markOfFields(fields: Fields): Mark {
  const text = (...names: string[]) => {
    const name = names.find((one) => fields[one] !== undefined);
    return name === undefined ? undefined : String(fields[name]);
  };
  const source = text('srcip', 'sourceip', 'fromip', 'src');
  const destination = text('dstip', 'destinationip', 'destip', 'toip', 'dst');
  const protocol = text('transport', 'proto', 'protocol', 'networktransport');
  return markOf({
    source: endpoint(source, text('srcport', 'sourceport', 'fromport')),
    destination: endpoint(destination, text('dstport', 'destinationport', 'destport', 'toport')),
    transport: transport(protocol) ?? transportBefore(source),
    time: timeFrom(fields),
  });
}

const withTransport = /^(udp|tcp|tls|wss?|sctp):(?=.)/i;

/** An address and port, alone or behind a transport: `udp:192.0.2.1:5060`. */
function endpoint(text: string | undefined, port: string | undefined): Mark['source'] {
  const address = text?.replace(withTransport, '');
  if (address === undefined) return undefined;
  return endpointOf(port === undefined ? address : `[${address}]:${port}`);
}

function transport(text: string | undefined): Mark['transport'] {
  if (text === '17') return 'udp';
  return text === '6' ? 'tcp' : transportOf(text);
}

function transportBefore(text: string | undefined): Mark['transport'] {
  return transportOf(withTransport.exec(text ?? '')?.[1]);
}

/** The fields that loggers write a time into, as a text with its zone or as a number since 1970. */
const timeNames = ['@timestamp', 'timestamp', 'time', 'ts', 'microts', 'realtimetimestamp'];

function timeFrom(fields: Fields): CaptureTime | undefined {
  const seconds = Number(fields.timeseconds ?? Number.NaN);
  if (Number.isSafeInteger(seconds)) return { seconds, nanoseconds: Number(fields.timeuseconds ?? 0) * 1000 };
  for (const name of timeNames) {
    const time = timeOf(fields[name]);
    if (time !== undefined) return time;
  }
  return undefined;
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)$/;

function timeOf(value: unknown): CaptureTime | undefined {
  const [, date, clock, zone] = isoTime.exec(String(value)) ?? [];
  if (date !== undefined) return zonedTimeOf(date, clock as string, zone);
  const digits = /^(\d{10})(\d{3}|\d{6}|\d{9})?(\.\d{1,9})?$/.exec(String(value));
  if (digits === null || (digits[2] !== undefined && digits[3] !== undefined)) return undefined;
  // Seconds, or as many thousandths, millionths or billionths.
  const fraction = digits[2] ?? digits[3]?.slice(1) ?? '';
  return { seconds: Number(digits[1]), nanoseconds: Number(fraction.padEnd(9, '0')) };
}
