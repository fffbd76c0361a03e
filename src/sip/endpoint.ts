/** The transports that SIP runs over, as RFC 3261 §20.42 and RFC 7118 name them, in lower case. */
export type Transport = 'udp' | 'tcp' | 'tls' | 'sctp' | 'ws' | 'wss';

/** All of them: what options, suites and the library take. */
export const transports: readonly Transport[] = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'];

/** One end of a packet's way: address in text form (IPv6 without brackets) and port (0 where none is known). */
export interface Endpoint {
  readonly ip: string;
  readonly port: number;
}
