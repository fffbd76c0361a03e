import type { Endpoint, Transport } from '../sip/endpoint.js';
import type { CapturedMessage, CaptureTime } from './capturedMessage.js';
import { AddressText } from './ip/addressText.js';
import type { Packet } from './packet.js';

/** Where the SIP messages of a capture go: gives each its addresses, time and frame, and passes it to the sink. */
export class MessageOutput {
  readonly #addressText = new AddressText();

  /** Passes on `bytes`, one message of `packet` over `transport`, with the packet's own addresses. */
  packetMessage(packet: Packet, bytes: Buffer, transport: Transport): void {
    if (packet.missing > 0) {
      packet.report(
        'cut-packet',
        `${packet.missing} bytes at the end of a SIP message are not in the capture`,
      );
    }
    this.message(packet, bytes, transport, this.sourceOf(packet), this.destinationOf(packet), timeOf(packet));
  }

  message(
    packet: Packet,
    bytes: Buffer,
    transport: Transport,
    source: Endpoint,
    destination: Endpoint,
    time: CaptureTime | undefined,
  ): void {
    const { frame } = packet;
    const message: CapturedMessage =
      time === undefined
        ? { bytes, frame, transport, source, destination }
        : { bytes, frame, time, transport, source, destination };
    packet.sink.message(message);
  }

  sourceOf(packet: Packet): Endpoint {
    return { ip: this.#ip(packet, packet.sourceAt), port: packet.sourcePort };
  }

  destinationOf(packet: Packet): Endpoint {
    return { ip: this.#ip(packet, packet.destinationAt), port: packet.destinationPort };
  }

  /** The text of `length` address bytes (4 or 16) at `at`. */
  ip(bytes: Buffer, at: number, length: number): string {
    return this.#addressText.textOf(bytes, at, length);
  }

  #ip(packet: Packet, at: number): string {
    return packet.addressLength === 0 ? '' : this.ip(packet.addresses, at, packet.addressLength);
  }
}

/** When the packet was captured; undefined where the capture does not say. */
export function timeOf(packet: Packet): CaptureTime | undefined {
  if (Number.isNaN(packet.seconds)) return undefined;
  return { seconds: packet.seconds, nanoseconds: packet.nanoseconds };
}
