import type { Protocol, Way } from './way.js';

/** How many connections are remembered. */
const mostConnections = 16_384;
/** Keeps the numbers of segments before the first one seen above zero. */
const origin = 1_000_000;
/** An absolute number is this near to the first one of its side; a relative one is far from it. */
const nearBytes = 2 ** 28;

/**
 * Turns the sequence numbers that tcpdump writes into numbers of one count a side. tcpdump writes a connection's
 * first number, and that of each SYN, absolute and those that follow relative to it; with `-S` all are absolute.
 */
export class Sequences {
  readonly #first = new Map<string, number>();

  of(way: Way, tcp: Extract<Protocol, { kind: 'tcp' }>): number {
    const forward = `${way.source.host} ${way.source.port} ${way.destination.host} ${way.destination.port}`;
    const back = `${way.destination.host} ${way.destination.port} ${way.source.host} ${way.source.port}`;
    const written = tcp.sequence ?? 0;
    const first = this.#first.get(forward);
    if (tcp.flags.includes('S') || (first === undefined && !this.#first.has(back))) {
      this.#remember(forward, written);
      if (tcp.acknowledged !== undefined) this.#remember(back, tcp.acknowledged - 1);
      return origin;
    }
    const distance = first === undefined ? -1 : (written - first) >>> 0;
    const isAbsolute = first !== undefined && written >= nearBytes && distance < nearBytes;
    return origin + (isAbsolute ? distance : written);
  }

  #remember(side: string, sequence: number): void {
    if (this.#first.size >= mostConnections) this.#first.clear();
    this.#first.set(side, sequence >>> 0);
  }
}
