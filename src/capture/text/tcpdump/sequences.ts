import type { Protocol, Way } from './way.js';

/** How many sides of connections are remembered. */
const maxSides = 16_384;
/** Keeps the numbers of segments before the first one seen above zero. */
const origin = 1_000_000;
/** How far apart the numbers are of connections that use the same ports one after the other. */
const connectionDistance = 0x1000_0000;

/** One side of a connection: its first number, and the relative one that is expected next. */
interface Side {
  readonly first: number;
  next: number;
  /** The number that the first one becomes. */
  readonly origin: number;
  /** How its numbers behind the first are written; told by the first of them. */
  written?: 'absolute' | 'relative';
}

/**
 * Turns the sequence numbers that tcpdump writes into numbers of one count a side. tcpdump writes a connection's
 * first number, and that of each SYN, absolute and those that follow relative to it; with `-S` all are absolute,
 * with `-q` there are none.
 */
export class Sequences {
  readonly #sides = new Map<string, Side>();

  of(way: Way, tcp: Extract<Protocol, { kind: 'tcp' }>): number {
    const forward = `${way.source.host} ${way.source.port} ${way.destination.host} ${way.destination.port}`;
    const relative = this.#relative(way, tcp, forward);
    const side = this.#sides.get(forward);
    if (side !== undefined) side.next = relative + tcp.wireBytes + (tcp.flags.includes('S') ? 1 : 0);
    return ((side ?? this.#sides.get(forward))?.origin ?? origin) + relative;
  }

  #relative(way: Way, tcp: Extract<Protocol, { kind: 'tcp' }>, forward: string): number {
    const side = this.#sides.get(forward);
    if (tcp.sequence === undefined) {
      if (side === undefined) this.#remember(forward, 0);
      return side?.next ?? 0;
    }
    if (tcp.flags.includes('S') || side === undefined) {
      this.#remember(forward, tcp.sequence);
      const back = `${way.destination.host} ${way.destination.port} ${way.source.host} ${way.source.port}`;
      if (tcp.acknowledged !== undefined && !this.#sides.has(back))
        this.#remember(back, tcp.acknowledged - 1);
      return 0;
    }
    const sinceFirst = (tcp.sequence - side.first) >>> 0;
    const isNearer = Math.abs(sinceFirst - side.next) < Math.abs(tcp.sequence - side.next);
    side.written ??= isNearer ? 'absolute' : 'relative';
    return side.written === 'absolute' ? sinceFirst : tcp.sequence;
  }

  #remember(side: string, first: number): void {
    if (this.#sides.size >= maxSides) this.#sides.clear();
    const before = this.#sides.get(side);
    const isSame = before === undefined || before.first === first >>> 0;
    const start = (before?.origin ?? origin) + (isSame ? 0 : connectionDistance);
    this.#sides.set(side, { first: first >>> 0, next: 0, origin: start >>> 0 });
  }
}
