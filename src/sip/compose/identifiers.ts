/** The random parts of a request: the same seed gives the same ones. */
export class Identifiers {
  private state: number;

  constructor(seed: number | undefined) {
    this.state = (seed ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
  }

  /** The branch of a Via, with the cookie of RFC 3261 §8.1.1.7. */
  branch(): string {
    return `z9hG4bK${this.hexadecimal(12)}`;
  }

  tag(): string {
    return this.hexadecimal(8);
  }

  /** A Call-ID of the host that the request comes from (RFC 3261 §8.1.1.4). */
  callId(host: string): string {
    return `${this.hexadecimal(16)}@${host}`;
  }

  private hexadecimal(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** 32 bits: a counter in steps of the golden ratio, mixed as MurmurHash3 ends, so that near seeds have little in common. */
  private next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let bits = this.state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return (bits ^ (bits >>> 16)) >>> 0;
  }
}
