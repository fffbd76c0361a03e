/**
 * MD5 (RFC 1321), fed piece by piece. Loading node:crypto would cost a short run more than all the rest of its work;
 * nothing here is a secret.
 */
export class Md5 {
  private readonly state = new Int32Array(4);
  private readonly block = new Int32Array(16);
  private lengthBytes = 0;

  constructor() {
    this.reset();
  }

  /** Begins anew, as if nothing had been added. */
  reset(): void {
    const { state } = this;
    state[0] = 0x67452301;
    state[1] = 0xefcdab89;
    state[2] = 0x98badcfe;
    state[3] = 0x10325476;
    this.lengthBytes = 0;
  }

  /** Adds the bytes from `start` to `end`. */
  update(bytes: Uint8Array, start: number, end: number): void {
    for (let p = start; p < end; p++) this.addByte(bytes[p] as number);
  }

  /** The digest as 32 lower-case hex digits; nothing may be added before a reset. */
  hex(): string {
    return this.hexBytes().toString('latin1');
  }

  /** The same digits as ASCII bytes. */
  hexBytes(): Buffer {
    const lengthBytes = this.lengthBytes;
    this.addByte(0x80);
    while (this.lengthBytes % 64 !== 56) this.addByte(0);
    this.block[14] = lengthBytes << 3;
    this.block[15] = Math.floor(lengthBytes / 2 ** 29);
    this.transform();
    const digits = Buffer.allocUnsafe(32);
    for (let i = 0; i < 16; i++) {
      const byte = ((this.state[i >> 2] as number) >>> ((i & 3) << 3)) & 0xff;
      digits[2 * i] = hexDigit(byte >> 4);
      digits[2 * i + 1] = hexDigit(byte & 15);
    }
    return digits;
  }

  private addByte(byte: number): void {
    const at = this.lengthBytes & 63;
    const word = at >> 2;
    if ((at & 3) === 0) this.block[word] = byte;
    else this.block[word] = (this.block[word] as number) | (byte << ((at & 3) << 3));
    this.lengthBytes += 1;
    if (at === 63) this.transform();
  }

  /** RFC 1321 §3.4: four rounds of sixteen steps over a block. */
  private transform(): void {
    const { state, block } = this;
    const table = sines();
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed =
        round === 0
          ? (b & c) | (~b & d)
          : round === 1
            ? (d & b) | (~d & c)
            : round === 2
              ? b ^ c ^ d
              : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? 5 * i + 1 : round === 2 ? 3 * i + 5 : 7 * i;
      const sum = (a + mixed + (table[i] as number) + (block[word & 15] as number)) | 0;
      const shift = shifts[(round << 2) | (i & 3)] as number;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    state[0] = (a + (state[0] as number)) | 0;
    state[1] = (b + (state[1] as number)) | 0;
    state[2] = (c + (state[2] as number)) | 0;
    state[3] = (d + (state[3] as number)) | 0;
  }
}

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
/** The ASCII byte of a hex digit. */
function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

let sineTable: Int32Array | undefined;

/** The 64 constants of RFC 1321 §3.4: 2^32 times the sine of 1 to 64. */
function sines(): Int32Array {
  if (sineTable === undefined) {
    sineTable = new Int32Array(64);
    for (let i = 0; i < 64; i++) sineTable[i] = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32);
  }
  return sineTable;
}
