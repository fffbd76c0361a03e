/** Which byte of a character comes first. */
export type Utf16Order = 'little' | 'big';

/** The order of a text in UTF-16, by the byte order mark that it begins with; undefined where it has none. */
export function utf16Order(bytes: Buffer): Utf16Order | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[3] === 0) return 'little';
  return bytes[0] === 0xfe && bytes[1] === 0xff && bytes[2] === 0 ? 'big' : undefined;
}

/** Turns UTF-16 that comes in pieces of any size into UTF-8, the byte order mark left out. */
export class Utf16Decoder {
  #rest = Buffer.alloc(0);

  constructor(readonly order: Utf16Order) {}

  decode(chunk: Buffer): Buffer {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let end = bytes.length & ~1;
    // The first half of a character of two waits for the second.
    const highAt = this.order === 'little' ? end - 1 : end - 2;
    if (end >= 2 && ((bytes[highAt] as number) & 0xfc) === 0xd8) end -= 2;
    this.#rest = Buffer.from(bytes.subarray(end));
    const pairs = Buffer.from(bytes.subarray(0, end));
    if (this.order === 'big') pairs.swap16();
    return Buffer.from(pairs.toString('utf16le').replace(/^\ufeff/, ''), 'utf8');
  }
}
