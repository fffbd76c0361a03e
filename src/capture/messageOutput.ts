import type { Endpoint, Transport } from '../sip/endpoint.js';
import type { CapturedMessage, CaptureSink } from './capturedMessage.js';
import { AddressText } from './ip/addressText.js';
import type { Packet } from './packet.js';

/** When and where in a capture bytes came: a packet, or what was kept of one. */
export interface Arrival {
  /** The file, as the user named it: a connection may go on from one to the next. */
  readonly inputName: string;
  readonly frame: number;
  readonly offsetBytes: number;
  /** Seconds since 1970; NaN where the capture does not say. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** The two ends of a message's way. */
export interface Route {
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

/** Where the SIP messages of a capture go, and what was wrong with it. */
export class MessageOutput {
  readonly #addressText = new AddressText();

  constructor(
    public sink: CaptureSink,
    public inputName: string,
  ) {}

  /** What follows comes from another file. */
  continueIn(sink: CaptureSink, inputName: string): void {
    this.sink = sink;
    this.inputName = inputName;
  }

  /** Passes on `bytes`, a message that was sent from `route.source` to `route.destination`. */
  message(bytes: Buffer, arrival: Arrival, transport: Transport, route: Route, missingBytes: number): void {
    const { frame, seconds, nanoseconds } = arrival;
    const { source, destination } = route;
    const time = Number.isNaN(seconds) ? undefined : { seconds, nanoseconds };
    const message: CapturedMessage =
      time === undefined
        ? { bytes, frame, transport, source, destination }
        : { bytes, frame, time, transport, source, destination };
    if (missingBytes > 0) {
      this.sink.problem({
        kind: 'cut-packet',
        message: `${missingBytes} bytes at the end of a SIP message are not in the capture`,
        place: { input: arrival.inputName, offsetBytes: arrival.offsetBytes },
        frame,
        precedesMessage: true,
      });
      this.sink.message({ ...message, missingBytes });
      return;
    }
    this.sink.message(message);
  }

  problem(kind: string, message: string, arrival: Arrival): void {
    const { inputName, frame, offsetBytes } = arrival;
    this.sink.problem({ kind, message, place: { input: inputName, offsetBytes }, frame });
  }

  /** The innermost addresses and the ports of a packet. */
  routeOf(packet: Packet): Route {
    return {
      source: { ip: this.#ip(packet, packet.sourceAt), port: packet.sourcePort },
      destination: { ip: this.#ip(packet, packet.destinationAt), port: packet.destinationPort },
    };
  }

  /** The text of the address of `length` bytes (4 or 16) at `at`. */
  ip(bytes: Buffer, at: number, length: number): string {
    return this.#addressText.textOf(bytes, at, length);
  }

  #ip(packet: Packet, at: number): string {
    return packet.addressLength === 0 ? '' : this.ip(packet.addresses, at, packet.addressLength);
  }
}
