import type { Transport } from '../../sip/endpoint.js';

/**
 * The transport that an IP protocol number of HEP stands for. TLS and WebSocket have no number of their own:
 * Kamailio's and OpenSIPS's tracers borrow those of IDP and ESP.
 */
export function hepTransport(protocol: number): Transport {
  switch (protocol) {
    case 6:
      return 'tcp';
    case 22:
      return 'tls';
    case 50:
      return 'ws';
    case 132:
      return 'sctp';
    default:
      return 'udp';
  }
}
