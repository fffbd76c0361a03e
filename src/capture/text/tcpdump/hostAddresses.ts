import { isIPv4 } from 'node:net';
import type { Side } from './way.js';

/** Addresses for the hosts that a text names: their own, or one made up where it has a name only. */
export class HostAddresses {
  readonly #numbers = new Map<string, number>();

  /** The 4 or 16 bytes of a side's address. */
  bytesOf(side: Side): Buffer {
    if (side.ip === undefined) return this.#makeUp(side.host);
    return isIPv4(side.ip) ? Buffer.from(side.ip.split('.').map(Number)) : ipv6Bytes(side.ip);
  }

  /** Whether an address was made up here: nobody sends from 0.0.0.0/8. */
  isMadeUp(ip: string): boolean {
    return this.#numbers.size > 0 && ip.startsWith('0.');
  }

  #makeUp(host: string): Buffer {
    let number = this.#numbers.get(host);
    if (number === undefined) {
      number = (this.#numbers.size % 0xfffff) + 1;
      this.#numbers.set(host, number);
    }
    return Buffer.from([0, number >> 16, (number >> 8) & 0xff, number & 0xff]);
  }
}

/** The 16 bytes of an IPv6 address in text form (RFC 4291 §2.2). */
function ipv6Bytes(ip: string): Buffer {
  const bytes = Buffer.alloc(16);
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(ip);
  const text =
    dotted === null ? ip : `${dotted[1]}${hexGroup(dotted[2], dotted[3])}:${hexGroup(dotted[4], dotted[5])}`;
  const [left = '', right] = text.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  head.forEach((group, index) => void bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2));
  tail.forEach(
    (group, index) => void bytes.writeUInt16BE(Number.parseInt(group, 16), 16 - (tail.length - index) * 2),
  );
  return bytes;
}

function hexGroup(high: string | undefined, low: string | undefined): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
