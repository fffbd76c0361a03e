import type { Packet } from '../../packet.js';

/** How many unfinished frames are held: a station sends one after the other. */
const maxFrames = 64;
const maxBytes = 16_384;

/** The parts of a frame that have come, in order. */
interface UnfinishedFrame {
  readonly parts: Buffer[];
  readonly inputName: string;
  readonly frame: number;
  readonly offsetBytes: number;
  bytes: number;
}

/**
 * Puts the fragments of 802.11 frames together (IEEE 802.11 §10.5): a station sends those of one frame one after the
 * other, and repeats each until it is acknowledged.
 */
export class WirelessFragments {
  readonly #frames = new Map<string, UnfinishedFrame>();

  /**
   * Adds the fragment that `packet` stands at. True when it is the last one: the packet then stands at the whole.
   * `addressesAt`: where the receiver's and the transmitter's addresses stand; `sequence`: number of the frame and,
   * in the lowest four bits, of the fragment.
   */
  complete(packet: Packet, addressesAt: number, sequence: number, hasMore: boolean): boolean {
    const key = packet.bytes.toString('latin1', addressesAt, addressesAt + 12) + (sequence >> 4);
    const number = sequence & 0xf;
    let frame = this.#frames.get(key);
    if (number === 0) {
      if (frame !== undefined) return false; // The first one again: its acknowledgment was lost.
      this.#makeRoom(packet);
      const { inputName, frame: first, offsetBytes } = packet;
      frame = { parts: [], inputName, frame: first, offsetBytes, bytes: 0 };
      this.#frames.set(key, frame);
    }
    if (frame === undefined || number > frame.parts.length) {
      packet.report('lost-fragments', `fragment ${number} of an 802.11 frame came without those before it`);
      return false;
    }
    if (number < frame.parts.length) return false;
    // Copied, as the piece of input that it lies in is not kept.
    frame.parts.push(Buffer.from(packet.bytes.subarray(packet.start, packet.end)));
    frame.bytes += packet.end - packet.start;
    if (hasMore && frame.bytes <= maxBytes) return false;
    this.#frames.delete(key);
    packet.bytes = Buffer.concat(frame.parts);
    packet.start = 0;
    packet.end = packet.bytes.length;
    return true;
  }

  /** Reports what is still incomplete. */
  end(packet: Packet): void {
    for (const frame of this.#frames.values()) reportLoss(frame, packet);
    this.#frames.clear();
  }

  #makeRoom(packet: Packet): void {
    if (this.#frames.size < maxFrames) return;
    for (const [key, frame] of this.#frames) {
      reportLoss(frame, packet);
      this.#frames.delete(key);
      return;
    }
  }
}

function reportLoss({ parts, inputName, frame, offsetBytes }: UnfinishedFrame, { sink }: Packet): void {
  sink.problem({
    kind: 'lost-fragments',
    message: `only ${parts.length} fragments of an 802.11 frame came`,
    place: { input: inputName, offsetBytes },
    frame,
  });
}
