import type { ViaParameterRules } from './viaParameter.js';

/** How strictly a Via is taken. */
export interface ViaRules extends ViaParameterRules {
  /** A transport other than the ones that the server knows by name. */
  readonly unknownTransport: 'accepted' | 'refused';
  /** The transports that the server knows, in lower case. */
  readonly transports: readonly string[];
  /** The bytes of a host: any that do not end it, or letters, digits, `.` and `-` (hexadecimal digits and `:` of IPv6). */
  readonly hostBytes: 'any' | 'checked';
  /** A port above 65535. */
  readonly portOutOfRange: 'accepted' | 'refused';
  /** First letters, in lower case, that no transport may begin with (a trait of the servers' letter-by-letter automata). */
  readonly noTransportBeginsWith: string;
  /** A transport that is the beginning of a known one: like an unknown one, or never. */
  readonly cutTransport: 'accepted' | 'refused';
}
