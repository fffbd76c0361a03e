import { endpointOf, transportOf } from './endpointText.js';
import { type Mark, markOf } from './mark.js';
import { dateTimeOf } from './timeText.js';

const rowAddress = /'(udp|tcp|tls|ws|wss|sctp):([^']{2,64})'/g;
const rowTime = /'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?)'/;
const jsonField = /"(src|dst|source|destination)_?(ip|port)"\s{0,4}:\s{0,4}"?([0-9A-Fa-f.:]{1,45})"?/gi;

/** What stands beside a message in a row of `sip_trace`, or in the JSON of a logger. */
export function rowMark(before: string, behind: string): Mark {
  const addresses = [...behind.slice(0, 2000).matchAll(rowAddress)];
  const time = rowTime.exec(before.slice(-2000));
  const fields = new Map<string, string>();
  for (const [, side, part, value] of `${before.slice(-2000)} ${behind.slice(0, 2000)}`.matchAll(jsonField)) {
    fields.set(`${side?.toLowerCase().slice(0, 1)}${part?.toLowerCase()}`, value as string);
  }
  const endpoint = (side: string) => {
    const ip = fields.get(`${side}ip`);
    return ip === undefined ? undefined : endpointOf(`[${ip}]:${fields.get(`${side}port`) ?? 0}`);
  };
  return markOf({
    transport: transportOf(addresses[0]?.[1]),
    source: endpointOf(addresses[0]?.[2] ?? '') ?? endpoint('s'),
    destination: endpointOf(addresses[1]?.[2] ?? '') ?? endpoint('d'),
    time: time === null ? undefined : dateTimeOf(time[1] as string, time[2] as string),
  });
}
