/** How many texts are kept, so that a capture with ever new addresses does not grow memory. */
const maxKept = 16_384;

/** Writes addresses as text, and remembers those that it wrote: a capture has few and names them often. */
export class AddressText {
  readonly #ipv4 = new Map<number, string>();
  readonly #ipv6 = new Map<string, string>();

  /** The address of `length` bytes (4 or 16) at `at`, as RFC 5952 writes it. */
  textOf(bytes: Buffer, at: number, length: number): string {
    return length === 4 ? this.#ipv4Text(bytes, at) : this.#ipv6Text(bytes, at);
  }

  #ipv4Text(bytes: Buffer, at: number): string {
    const a = bytes[at] as number;
    const b = bytes[at + 1] as number;
    const c = bytes[at + 2] as number;
    const d = bytes[at + 3] as number;
    const key = (a << 24) | (b << 16) | (c << 8) | d;
    let text = this.#ipv4.get(key);
    if (text === undefined) {
      text = `${a}.${b}.${c}.${d}`;
      if (this.#ipv4.size >= maxKept) this.#ipv4.clear();
      this.#ipv4.set(key, text);
    }
    return text;
  }

  #ipv6Text(bytes: Buffer, at: number): string {
    const key = bytes.toString('latin1', at, at + 16);
    let text = this.#ipv6.get(key);
    if (text === undefined) {
      text = formatIpv6(bytes, at);
      if (this.#ipv6.size >= maxKept) this.#ipv6.clear();
      this.#ipv6.set(key, text);
    }
    return text;
  }
}

/** The 16 bytes at `at` in the form of RFC 5952: the longest run of zeros as `::`, mapped IPv4 with dots. */
function formatIpv6(bytes: Buffer, at: number): string {
  const groups: number[] = [];
  for (let index = 0; index < 8; index++) groups.push(bytes.readUInt16BE(at + 2 * index));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${bytes[at + 12]}.${bytes[at + 13]}.${bytes[at + 14]}.${bytes[at + 15]}`;
  }
  const { start, length } = longestZeroRun(groups);
  const texts = groups.map((group) => group.toString(16));
  if (length < 2) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
