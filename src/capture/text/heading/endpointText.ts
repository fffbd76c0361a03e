import { isIP } from 'node:net';
import type { Endpoint, Transport } from '../../../sip/endpoint.js';

/**
 * Reads `192.0.2.1:5060`, `[2001:db8::1]:5060`, `2001:db8::1:5060` (the port follows the last colon) and an
 * address alone (port 0). Undefined for anything else, a host name too: it is no address that a packet came from.
 */
export function endpointOf(text: string): Endpoint | undefined {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  if (bracketed !== null) return withPort(bracketed[1] as string, bracketed[2]);
  const colon = text.lastIndexOf(':');
  if (colon > 0 && /^\d{1,5}$/.test(text.slice(colon + 1))) {
    const found = withPort(text.slice(0, colon), text.slice(colon + 1));
    if (found !== undefined) return found;
  }
  return withPort(text, undefined);
}

function withPort(host: string, port: string | undefined): Endpoint | undefined {
  const ip = addressOf(host);
  return ip === undefined ? undefined : { ip, port: Number(port ?? 0) };
}

/** The address that a host is: itself, or what `localhost` stands for. */
export function addressOf(host: string): string | undefined {
  const zone = host.indexOf('%');
  const bare = zone < 0 ? host : host.slice(0, zone);
  if (isIP(bare) !== 0) return bare;
  return host === 'localhost' ? '127.0.0.1' : undefined;
}

/** The transport by the name that a trace gives it, in any case of letters. */
export function transportOf(name: string | undefined): Transport | undefined {
  const lower = name?.toLowerCase();
  switch (lower) {
    case 'udp':
    case 'tcp':
    case 'tls':
    case 'sctp':
    case 'ws':
    case 'wss':
      return lower;
    default:
      return undefined;
  }
}

/** The number of a port that a tool wrote by its service's name; undefined for a name that no SIP server listens on. */
export function portOf(text: string): number | undefined {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  return servicePorts[text];
}

const servicePorts: Readonly<Record<string, number>> = {
  sip: 5060,
  'sip-tls': 5061,
  'http-alt': 8080,
  'https-alt': 8443,
  http: 80,
  https: 443,
};
