/** Where a packet's time is put: whole seconds since 1970 and nanoseconds within. */
interface Timed {
  seconds: number;
  nanoseconds: number;
}

const resolutionOption = 9;
const offsetOption = 14;

/** Reads an interface description: link type, reserved, snap length, options. */
export function readInterface(
  bytes: Buffer,
  start: number,
  end: number,
  littleEndian: boolean,
): CaptureInterface {
  const uint16 = (at: number) => (littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  if (end - start < 8) return new CaptureInterface(-1, 0, 6, 0);
  const snapLength = littleEndian ? bytes.readUInt32LE(start + 4) : bytes.readUInt32BE(start + 4);
  let resolution = 6;
  let offsetSeconds = 0;
  for (let at = start + 8; at + 4 <= end; ) {
    const code = uint16(at);
    const length = uint16(at + 2);
    const value = at + 4;
    if (code === 0 || value + length > end) break;
    if (code === resolutionOption && length >= 1) resolution = bytes[value] as number;
    if (code === offsetOption && length >= 8) {
      offsetSeconds = Number(littleEndian ? bytes.readBigInt64LE(value) : bytes.readBigInt64BE(value));
    }
    at = value + length + ((4 - (length % 4)) % 4);
  }
  return new CaptureInterface(uint16(start), snapLength, resolution, offsetSeconds);
}

/** One interface of a pcapng section: how its frames begin, and how its clock counts. */
export class CaptureInterface {
  /** Clock units in a second; 0 where they are too many for arithmetic in doubles. */
  readonly #unitsPerSecond: number;
  /**
   * Nanoseconds = units × multiplier ÷ divisor. The fraction is reduced so far that the product always fits into the 53 bits
   * that a double holds exactly.
   */
  readonly #multiplier: number;
  readonly #divisor: number;

  /**
   * `resolution` is the byte of if_tsresol: a negative power of ten, or of two where its highest bit is set.
   * `offsetSeconds` is if_tsoffset.
   */
  constructor(
    readonly linkType: number,
    readonly snapLength: number,
    readonly resolution: number,
    readonly offsetSeconds: number,
  ) {
    const exponent = resolution & 0x7f;
    const isDecimal = resolution < 0x80;
    const isExact = exponent <= (isDecimal ? 10 : 32);
    this.#unitsPerSecond = isExact ? (isDecimal ? 10 : 2) ** exponent : 0;
    // 10^9 is 2^9 times 1,953,125.
    this.#multiplier = isDecimal ? 10 ** Math.max(0, 9 - exponent) : 1_953_125;
    this.#divisor = isDecimal ? 10 ** Math.max(0, exponent - 9) : 2 ** (exponent - 9);
  }

  /** Turns the two halves of a time stamp into the time of a packet. */
  setTime(packet: Timed, high: number, low: number): void {
    const units = this.#unitsPerSecond;
    if (units === 0) {
      this.#setFineTime(packet, high, low);
      return;
    }
    // Long division by digits of 16 bits: no remainder leaves the 53 bits that a double holds exactly.
    let seconds = Math.floor(high / units);
    let rest = (high % units) * 65_536 + (low >>> 16);
    seconds = seconds * 65_536 + Math.floor(rest / units);
    rest = (rest % units) * 65_536 + (low & 0xffff);
    seconds = seconds * 65_536 + Math.floor(rest / units);
    rest %= units;
    packet.seconds = seconds + this.offsetSeconds;
    packet.nanoseconds = Math.floor((rest * this.#multiplier) / this.#divisor);
  }

  /** The same for finer clocks. */
  #setFineTime(packet: Timed, high: number, low: number): void {
    const exponent = BigInt(this.resolution & 0x7f);
    const units = this.resolution < 0x80 ? 10n ** exponent : 2n ** exponent;
    const stamp = (BigInt(high) << 32n) | BigInt(low);
    packet.seconds = Number(stamp / units) + this.offsetSeconds;
    packet.nanoseconds = Number(((stamp % units) * 1_000_000_000n) / units);
  }
}
