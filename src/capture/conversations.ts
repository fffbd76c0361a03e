import type { CaptureSink } from './capturedMessage.js';
import { Fragments } from './ip/fragments.js';
import { ExportedPdus } from './link/exportedPdu.js';
import { Wireless } from './link/wireless/wireless.js';
import { MessageOutput } from './messageOutput.js';
import type { Packet } from './packet.js';
import { Sctp } from './transport/sctp.js';
import { Tcp } from './transport/tcp.js';

/**
 * What is remembered from one packet to the next: fragments, connections, associations. Files of a rotated capture share
 * it, so that a message that begins in one and ends in the next is whole.
 */
export class Conversations {
  readonly output: MessageOutput;
  readonly fragments = new Fragments();
  readonly exported = new ExportedPdus();
  readonly wireless = new Wireless();
  readonly tcp: Tcp;
  readonly sctp: Sctp;
  #last: Packet | undefined;

  constructor(sink: CaptureSink, inputName: string) {
    this.output = new MessageOutput(sink, inputName);
    this.tcp = new Tcp(this.output);
    this.sctp = new Sctp(this.output);
  }

  /** What follows comes from another file. */
  continueIn(sink: CaptureSink, inputName: string): void {
    this.output.continueIn(sink, inputName);
  }

  /**
   * A file ends with this packet; another one may follow. TCP segments that still wait for earlier ones are read now, as
   * their frame numbers are those of this file.
   */
  pause(packet: Packet): void {
    this.#last = packet;
    this.tcp.drain(packet);
  }

  /** No file follows: reports what can no longer come. */
  end(): void {
    const packet = this.#last;
    if (packet === undefined) return;
    this.fragments.end(packet);
    this.wireless.end(packet);
    this.tcp.end(packet);
    this.sctp.end(packet);
  }
}

/** Captures that are read one after the other as if they were one file. The first of them to be read sets `conversations`. */
export interface CaptureSeries {
  conversations?: Conversations;
}
