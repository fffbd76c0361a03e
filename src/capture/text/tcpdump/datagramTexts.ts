import { isComplete, restoreMessage, restorePiece } from '../restore.js';
import type { Entry, TextOutput } from '../textOutput.js';
import type { DumpText } from './dump.js';
import type { IpFields } from './heading.js';
import type { Protocol, Way } from './way.js';

const udpHeaderBytes = 8;
/** How many datagrams wait for later fragments at a time. */
const maxWaiting = 256;
/** RFC 791: no datagram is longer. */
const maxDatagramBytes = 65_535;

/** Well below the offsets whose flags look like none. */
const nearPointBytes = 20_000;

interface Piece {
  readonly offset: number;
  readonly text: string;
}

interface Waiting {
  readonly entry: Entry;
  readonly pieces: Piece[];
  length: number;
  /** The bytes of the whole, where the text tells. */
  wireBytes: number | undefined;
}

/** Puts the messages of UDP datagrams together from tcpdump's text, those in fragments too. */
export class DatagramTexts {
  readonly #waiting = new Map<string, Waiting>();

  constructor(readonly output: TextOutput) {}

  /** A datagram, or its first fragment; returns where in the dump its message begins, or -1. */
  datagram(
    dump: DumpText,
    udp: Extract<Protocol, { kind: 'udp' }>,
    ip: IpFields | undefined,
    way: Way,
    entry: Entry,
  ): number {
    const start = dump.messageStart(udp.firstLine);
    if (start < 0) return start;
    const text = dump.text.slice(start);
    const ofIp =
      ip?.totalLength === undefined ? undefined : ip.totalLength - dump.ipHeaderBytes - udpHeaderBytes;
    const ofFragment = udp.fragmentBytes === undefined ? ofIp : udp.fragmentBytes - udpHeaderBytes;
    if (udp.fragmentBytes !== undefined || (ip?.moreFragments ?? dump.moreFragments === 'yes')) {
      const wireBytes =
        udp.wireBytes !== undefined && udp.wireBytes > (ofFragment ?? 0) ? udp.wireBytes : undefined;
      const first = ofFragment === undefined ? text : restorePiece(text, ofFragment);
      this.#wait(keyOf(way, ip), {
        entry,
        pieces: [{ offset: 0, text: first }],
        length: first.length,
        wireBytes,
      });
    } else this.#handOver(text, udp.wireBytes ?? ofIp, entry);
    return start;
  }

  /** A later fragment: of IPv4 without `-v` nothing tells its place, so it continues what came before. */
  fragment(
    dump: DumpText,
    fragment: Extract<Protocol, { kind: 'fragment' }>,
    ip: IpFields | undefined,
    way: Way,
    entry: Entry,
  ): void {
    const key = keyOf(way, ip);
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      this.output.problem('lost-fragments', 'a fragment without the one that it continues', entry);
      return;
    }
    const text = dump.text.slice(dump.ipPayloadStart);
    const wireBytes =
      ip?.totalLength === undefined ? fragment.wireBytes : ip.totalLength - dump.ipHeaderBytes;
    const offset = ip?.fragmentOffset ?? fragment.offset ?? waiting.pieces.length;
    waiting.length += text.length;
    if (waiting.length > maxDatagramBytes) return;
    waiting.pieces.push({ offset, text: wireBytes === undefined ? text : restorePiece(text, wireBytes) });
    const last = ip === undefined ? isLast(dump, textOf(waiting)) : !ip.moreFragments;
    if (!last) return;
    this.#waiting.delete(key);
    const { frame, mark } = entry;
    const completed = { ...waiting.entry, frame, mark: { ...waiting.entry.mark, ...timeOf(mark) } };
    this.#handOver(textOf(waiting), waiting.wireBytes, completed);
  }

  /** The lines that `-v` prints of a message; they stop where it has a byte that is no ASCII, or at the snap length. */
  verbose(
    lines: readonly string[],
    wireBytes: number | undefined,
    ip: IpFields | undefined,
    way: Way,
    entry: Entry,
  ): void {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${line}\n`).join('');
    const cut = / ?\[\|sip\]\n?$/.exec(text);
    if (ip?.moreFragments === true) {
      this.output.problem('lost-fragments', 'tcpdump -v shows the first fragment of a message only', entry);
    }
    this.#handOver(cut === null ? text : text.slice(0, cut.index), wireBytes, entry);
    void way;
  }

  end(): void {
    for (const waiting of this.#waiting.values()) this.#giveUp(waiting);
    this.#waiting.clear();
  }

  #wait(key: string, waiting: Waiting): void {
    const before = this.#waiting.get(key);
    if (before !== undefined) this.#giveUp(before);
    this.#waiting.delete(key);
    this.#waiting.set(key, waiting);
    if (this.#waiting.size <= maxWaiting) return;
    const [oldest, given] = this.#waiting.entries().next().value as [string, Waiting];
    this.#waiting.delete(oldest);
    this.#giveUp(given);
  }

  #giveUp(waiting: Waiting): void {
    this.output.problem('lost-fragments', 'a message lacks the fragments after its first', waiting.entry);
    this.#handOver(textOf(waiting), undefined, waiting.entry);
  }

  #handOver(text: string, wireBytes: number | undefined, entry: Entry): void {
    const restored = restoreMessage(text, wireBytes);
    if (restored.missing > 0) {
      this.output.problem('cut-message', `a message lacks ${restored.missing} bytes at its end`, entry);
    }
    this.output.datagram(Buffer.from(restored.text, 'latin1'), entry);
  }
}

/** Whether a fragment is its datagram's last, as its own header tells, or else the message's Content-Length. */
function isLast(dump: DumpText, text: string): boolean {
  const more = dump.moreFragments;
  if (more === 'yes') return false;
  if (dump.ipVersion === 6) return isComplete(`${text}\n`);
  return more === 'no' || text.length < nearPointBytes || isComplete(`${text}\n`);
}

function textOf(waiting: Waiting): string {
  const pieces = [...waiting.pieces].sort((one, other) => one.offset - other.offset);
  return pieces.map((piece) => piece.text).join('');
}

function timeOf(mark: Entry['mark']): Pick<Entry['mark'], 'time'> {
  return mark.time === undefined ? {} : { time: mark.time };
}

function keyOf(way: Way, ip: IpFields | undefined): string {
  return `${way.source.host} ${way.destination.host} ${ip?.identification ?? ''}`;
}
