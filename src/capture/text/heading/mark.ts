import type { Endpoint, Transport } from '../../../sip/endpoint.js';
import type { CaptureTime } from '../../capturedMessage.js';

/** What the heading of an entry tells about the message that follows it. */
export interface Mark {
  /** The number that the text itself gives the packet. */
  readonly frame?: number;
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
  readonly transport?: Transport;
  readonly time?: CaptureTime;
  /** How many bytes the message, or the piece of a stream, had on the wire. */
  readonly wireBytes?: number;
  /** Set where an entry is what was read from a stream: a message may be cut over several, or several be in one. */
  readonly stream?: string;
  /** Set where an entry is a later fragment of a datagram: how many of the datagram's bytes come before. */
  readonly fragmentOffset?: number;
}

type Undefinable<Type> = { [Key in keyof Type]?: Type[Key] | undefined };

/** A mark without the fields that are not known. */
export function markOf(fields: Undefinable<Mark>): Mark {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Mark;
}
