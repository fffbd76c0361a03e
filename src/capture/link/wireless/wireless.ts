import type { Layer, Packet } from '../../packet.js';
import { WirelessFragments } from './wirelessFragments.js';

const toDistribution = 0x01;
const fromDistribution = 0x02;
const moreFragments = 0x04;
const protectedFrame = 0x40;
const hasHighThroughput = 0x80;
const dataType = 2;
const noDataBit = 0x4;
const qosBit = 0x8;
const aggregateBit = 0x80;

/** IEEE 802.11 (§9.2.4 of the standard): takes the header off data frames, in whatever direction they go. */
export class Wireless {
  readonly #fragments = new WirelessFragments();
  #saidEncrypted = false;

  /** `isPadded`: the header is filled up to a multiple of four bytes, as the capture says. */
  read(packet: Packet, isPadded: boolean): Layer {
    const { bytes, start } = packet;
    if (packet.end - start < 24) return 'done';
    const control = bytes[start] as number;
    const flags = bytes[start + 1] as number;
    const subtype = control >> 4;
    packet.holds = 'other';
    if ((control & 0x3) !== 0 || ((control >> 2) & 0x3) !== dataType || (subtype & noDataBit) !== 0)
      return 'done';
    let length = 24;
    const hasFourAddresses = (flags & toDistribution) !== 0 && (flags & fromDistribution) !== 0;
    if (hasFourAddresses) length += 6;
    const qosAt = start + length;
    const hasQos = (subtype & qosBit) !== 0;
    if (hasQos) length += (flags & hasHighThroughput) !== 0 ? 6 : 2;
    if (isPadded) length = (length + 3) & ~3;
    if (packet.end - start <= length) return 'done';
    const isAggregate = hasQos && ((bytes[qosAt] as number) & aggregateBit) !== 0;
    const sequence = bytes.readUInt16LE(start + 22);
    packet.start = start + length;
    if ((flags & protectedFrame) !== 0 && !isClear(packet, isAggregate)) return this.#encrypted(packet);
    packet.holds = 'unknown';
    const hasMore = (flags & moreFragments) !== 0;
    const isPart = hasMore || (sequence & 0xf) !== 0;
    if (isPart && !this.#fragments.complete(packet, start + 4, sequence, hasMore)) return 'done';
    return isAggregate ? 'wirelessAggregate' : 'llc';
  }

  /** The capture is over: frames that lack a part are reported. */
  end(packet: Packet): void {
    this.#fragments.end(packet);
  }

  /** Reports the first encrypted frame: nobody can tell whether it and the others hold SIP. */
  #encrypted(packet: Packet): Layer {
    if (this.#saidEncrypted) return 'done';
    this.#saidEncrypted = true;
    packet.report(
      'encrypted-wireless',
      `frame ${packet.frame}: encrypted 802.11 frames are not read; decrypt them first: airdecap-ng`,
      'format',
    );
    return 'done';
  }
}

/** Whether a frame with the flag for encryption is in clear: tools that decrypt leave the flag, but LLC and SNAP show. */
function isClear({ bytes, start, end }: Packet, isAggregate: boolean): boolean {
  const at = isAggregate ? start + 14 : start;
  return end - at >= 8 && bytes[at] === 0xaa && bytes[at + 1] === 0xaa && bytes[at + 2] === 0x03;
}

/**
 * The next of the frames that an A-MSDU holds (IEEE 802.11 §9.3.2.2.2: destination, source, length, LLC; padded to four
 * bytes). In: where it begins. Out: where its LLC begins and ends and the next begins; undefined where none is left.
 */
export function aggregatedFrame(
  bytes: Buffer,
  at: number,
  end: number,
): { start: number; end: number; next: number } | undefined {
  if (end - at < 14 + 3) return undefined;
  const length = bytes.readUInt16BE(at + 12);
  if (length === 0) return undefined;
  const start = at + 14;
  return { start, end: start + length, next: at + ((14 + length + 3) & ~3) };
}
