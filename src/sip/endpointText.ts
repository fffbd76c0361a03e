import type { Endpoint } from './endpoint.js';

/**
 * Reads an address that may have a port: `192.0.2.1`, `192.0.2.1:5060`, `2001:db8::1`, `[2001:db8::1]:5060`.
 * Out: undefined for anything else.
 */
export function parseEndpoint(text: string): Partial<Endpoint> | undefined {
  const match = /^(?:\[([^[\]]+)\]|(\d{1,3}(?:\.\d{1,3}){3})|([0-9A-Fa-f:.]+))(?::(\d{1,5}))?$/.exec(text);
  const [, bracketed, ipv4, ipv6, portText] = match ?? [];
  const ip = bracketed ?? ipv4 ?? ipv6;
  const port = portText === undefined ? undefined : Number(portText);
  if (ip === undefined || (port ?? 0) > 65_535) return undefined;
  if (!(ipv4 === undefined ? isIpv6(ip) : ipv4.split('.').every((number) => Number(number) <= 255)))
    return undefined;
  return { ip, ...(port === undefined ? {} : { port }) };
}

/** Whether a text is an IPv6 address (RFC 4291 §2.2), which may name its zone (RFC 4007 §11): `fe80::1%eth0`. */
function isIpv6(text: string): boolean {
  const [, address] = /^([0-9A-Fa-f:.]+)(?:%[\w.-]+)?$/.exec(text) ?? [];
  return address !== undefined && URL.canParse(`http://[${address}]/`);
}

/** What {@link parseEndpoint} reads, as a message to the user says it. */
export const endpointForm = 'IP or IP:PORT, an IPv6 address with a port in brackets';

/** An address with its port, where it has one, as {@link parseEndpoint} reads it. */
export function endpointText({ ip = '', port }: Partial<Endpoint>): string {
  if (port === undefined) return ip;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
