import type { Packet } from '../packet.js';

/** How long the parts of a datagram are waited for, in seconds of the capture's time (RFC 791: 15, hosts take 30). */
const maxWaitSeconds = 30;
/** How long the fragments of a datagram that was complete are taken for copies of it when they come again. */
const repeatWaitSeconds = 1;
/** Bounds for what all unfinished datagrams together hold. */
const maxBytes = 8 * 1024 * 1024;
const maxDatagrams = 4096;
const maxDatagramBytes = 65_535;
const encryptedProtocol = 50;

type State = 'gathering' | 'complete' | 'hopeless';

/** One datagram in the making: its bytes so far, and which of its 8-byte units are there. */
class Datagram {
  bytes = Buffer.alloc(0);
  units = new Uint8Array(0);
  gathered = 0;
  /** Its length, once the last fragment was seen. */
  total = -1;
  state: State = 'gathering';
  /** The end of the farthest fragment. */
  reach = 0;

  constructor(
    readonly seconds: number,
    readonly inputName: string,
    readonly frame: number,
    readonly offsetBytes: number,
    readonly protocol: number,
    /**
     * Whether its first fragment was a copy of one that an earlier, complete datagram had: that one was then captured twice,
     * and if the other copies never come, nothing is lost and nothing is reported.
     */
    readonly isRepeat: boolean,
  ) {}
}

/**
 * Puts IP fragments together, in whatever order they come. Where fragments overlap, the bytes that came first
 * stay. Memory is bounded: the datagrams that wait longest are given up, and reported as lost.
 */
export class Fragments {
  readonly #datagrams = new Map<string, Datagram>();
  #bytesHeld = 0;

  /**
   * Adds the fragment that `packet` stands at. True when it made its datagram whole: the packet then stands at
   * the datagram's first byte, or at what there is of it where the capture itself cut the first fragment.
   */
  complete(packet: Packet, identification: number, offset: number, more: boolean): boolean {
    const key = keyOf(packet, identification);
    let datagram = this.#datagrams.get(key);
    let isRepeat = false;
    if (datagram !== undefined && isOver(datagram, packet)) {
      isRepeat = repeats(datagram, packet, offset);
      this.#remove(key, datagram, packet);
      datagram = undefined;
    }
    if (datagram === undefined) {
      datagram = new Datagram(
        packet.seconds,
        packet.inputName,
        packet.frame,
        packet.offsetBytes,
        packet.protocol,
        isRepeat,
      );
      this.#makeRoom(packet);
      this.#datagrams.set(key, datagram);
    }
    if (datagram.state !== 'gathering') return false;
    if (packet.missing > 0) {
      // The snap length cut this fragment, so the datagram can never become whole.
      this.#release(datagram);
      datagram.state = 'hopeless';
      packet.missing = maxDatagramBytes;
      return offset === 0;
    }
    if (!this.#add(datagram, packet, offset, more)) return false;
    datagram.state = 'complete';
    packet.bytes = datagram.bytes;
    packet.start = 0;
    packet.end = datagram.total;
    return true;
  }

  /** Reports every datagram that is still incomplete; for the end of the capture. */
  end(packet: Packet): void {
    for (const datagram of this.#datagrams.values()) reportLoss(datagram, packet);
    this.#datagrams.clear();
    this.#bytesHeld = 0;
  }

  #add(datagram: Datagram, packet: Packet, offset: number, more: boolean): boolean {
    const length = packet.end - packet.start;
    const end = offset + length;
    const ill = length === 0 || end > maxDatagramBytes || (more && length % 8 !== 0);
    if (ill || contradicts(datagram, end, more)) {
      packet.report('bad-fragment', `a fragment of ${length} bytes at ${offset} of its datagram`);
      return false;
    }
    if (!more) datagram.total = end;
    datagram.reach = Math.max(datagram.reach, end);
    this.#grow(datagram, end);
    copyMissing(datagram, packet, offset, end);
    return datagram.total >= 0 && datagram.gathered >= datagram.total;
  }

  #grow(datagram: Datagram, needed: number): void {
    if (datagram.bytes.length >= needed) return;
    const capacity = Math.min(Math.max(needed, 2 * datagram.bytes.length, 2048), maxDatagramBytes + 1);
    const bytes = Buffer.allocUnsafeSlow(capacity);
    datagram.bytes.copy(bytes);
    const units = new Uint8Array((capacity + 7) >> 3);
    units.set(datagram.units);
    this.#bytesHeld += capacity - datagram.bytes.length;
    datagram.bytes = bytes;
    datagram.units = units;
  }

  #makeRoom(packet: Packet): void {
    for (const [key, datagram] of this.#datagrams) {
      const aged = packet.seconds - datagram.seconds > waitOf(datagram);
      const full = this.#bytesHeld > maxBytes || this.#datagrams.size >= maxDatagrams;
      if (!aged && !full) return;
      this.#remove(key, datagram, packet);
    }
  }

  #remove(key: string, datagram: Datagram, packet: Packet): void {
    this.#datagrams.delete(key);
    reportLoss(datagram, packet);
    this.#release(datagram);
  }

  #release(datagram: Datagram): void {
    this.#bytesHeld -= datagram.bytes.length;
    datagram.bytes = Buffer.alloc(0);
    datagram.units = new Uint8Array(0);
  }
}

/** How long what is known of a datagram may be of use. */
function waitOf(datagram: Datagram): number {
  return datagram.state === 'complete' || datagram.isRepeat ? repeatWaitSeconds : maxWaitSeconds;
}

/** Whether a further fragment cannot belong to this datagram, but to one after it of the same identification. */
function isOver(datagram: Datagram, packet: Packet): boolean {
  return datagram.state === 'complete' || Math.abs(packet.seconds - datagram.seconds) > waitOf(datagram);
}

/** Whether the fragment is a copy of a part of a datagram that is complete: of a packet captured at two places. */
function repeats(datagram: Datagram, packet: Packet, offset: number): boolean {
  const end = offset + packet.end - packet.start;
  if (datagram.state !== 'complete' || end > datagram.total) return false;
  if (Math.abs(packet.seconds - datagram.seconds) > repeatWaitSeconds) return false;
  return datagram.bytes.compare(packet.bytes, packet.start, packet.end, offset, end) === 0;
}

/** Whether a fragment that ends at `end` tells another length of the whole than those before it. */
function contradicts(datagram: Datagram, end: number, more: boolean): boolean {
  if (!more && (end < datagram.reach || (datagram.total >= 0 && end !== datagram.total))) return true;
  return datagram.total >= 0 && end > datagram.total;
}

/** Takes over those 8-byte units of the fragment that were not there before. */
function copyMissing(datagram: Datagram, packet: Packet, offset: number, end: number): void {
  const { bytes, units } = datagram;
  const shift = packet.start - offset;
  for (let at = offset; at < end; at += 8) {
    const unit = at >> 3;
    if (units[unit] === 1) continue;
    units[unit] = 1;
    const unitEnd = Math.min(at + 8, end);
    for (let index = at; index < unitEnd; index++) bytes[index] = packet.bytes[index + shift] as number;
    datagram.gathered += unitEnd - at;
  }
}

function reportLoss(datagram: Datagram, packet: Packet): void {
  if (datagram.state !== 'gathering' || datagram.isRepeat) return;
  const whole = datagram.total < 0 ? 'an unknown number of' : String(datagram.total);
  packet.sink.problem({
    kind: 'lost-fragments',
    message: `only ${datagram.gathered} of ${whole} bytes of a fragmented packet came`,
    place: { input: datagram.inputName, offsetBytes: datagram.offsetBytes },
    frame: datagram.frame,
    // Nearly all of ESP is encrypted: what is lost of it would not have been read.
    ...(datagram.protocol === encryptedProtocol ? { nature: 'elsewhere' } : {}),
  });
}

/** Source, destination (they stand side by side in both versions of IP), identification and protocol. */
function keyOf(packet: Packet, identification: number): string {
  const at = packet.sourceAt;
  const addresses = packet.addresses.toString('latin1', at, at + 2 * packet.addressLength);
  return `${addresses}${identification}.${packet.protocol}`;
}
