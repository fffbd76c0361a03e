import type { CapturedMessage } from '../../capturedMessage.js';
import { NamedLines } from '../../namedLines.js';

/** How many first lines wait for their messages at most. */
const maxWaiting = 20_000;

/**
 * Tells which first lines of a text became no message: each is noted when it is seen, and struck off when a message
 * that begins like it was handed over.
 */
export class UnreadMessages {
  readonly #waiting = new Map<string, number[]>();
  #count = 0;
  #dropped: number[] = [];

  /** A first line with header lines behind it, on line `number`. */
  seen(firstLine: string, number: number): void {
    const key = keyOf(firstLine);
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) this.#waiting.set(key, [number]);
    else if (waiting.at(-1) !== number) waiting.push(number);
    this.#count += 1;
    if (this.#count > maxWaiting) this.#dropOldest();
  }

  /** A message was handed over. `all`: the text may show each message more than once. */
  read(message: CapturedMessage, all: boolean): void {
    if (this.#count === 0) return;
    const { bytes } = message;
    let start = 0;
    while (start < bytes.length && ((bytes[start] as number) <= 0x20 || (bytes[start] as number) >= 0x80))
      start++;
    this.#strike(lineAt(bytes, start), all);
    if (this.#count > 0) this.#readWithin(bytes, start);
  }

  /** The lines of first lines that became no message, in order, and how many there are. */
  rest(): NamedLines {
    const rest = new NamedLines();
    const lines = [...this.#dropped, ...[...this.#waiting.values()].flat()].sort((one, other) => one - other);
    for (const line of lines) rest.add(line);
    return rest;
  }

  /** Strikes off the first lines within a message that was handed over: their messages are a part of it. */
  #readWithin(bytes: Buffer, start: number): void {
    for (let at = bytes.indexOf(' SIP/2.0', start); at >= 0; at = bytes.indexOf(' SIP/2.0', at + 8)) {
      const line = bytes.lastIndexOf(0x0a, at) + 1;
      if (line > start && bytes[at + 8] !== 0x2f) this.#strike(lineAt(bytes, line), false);
    }
    for (let at = bytes.indexOf('\nSIP/2.0 ', start); at >= 0; at = bytes.indexOf('\nSIP/2.0 ', at + 8)) {
      this.#strike(lineAt(bytes, at + 1), false);
    }
  }

  #strike(firstLine: string, all: boolean): void {
    const key = keyOf(firstLine);
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#count -= all ? waiting.length : 1;
    if (!all) waiting.shift();
    if (all || waiting.length === 0) this.#waiting.delete(key);
  }

  #dropOldest(): void {
    const [key, lines] = this.#waiting.entries().next().value as [string, number[]];
    this.#waiting.delete(key);
    this.#count -= lines.length;
    if (this.#dropped.length < maxWaiting) this.#dropped.push(...lines);
  }
}

function lineAt(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0x0a, start);
  return bytes.toString('latin1', start, Math.min(end < 0 ? bytes.length : end, start + 400));
}

/** Traces show what cannot be printed as points, and a point for the line's end. */
function keyOf(firstLine: string): string {
  let end = Math.min(firstLine.length, 400);
  while (end > 0 && (firstLine.charCodeAt(end - 1) <= 0x20 || firstLine[end - 1] === '.')) end -= 1;
  return firstLine.slice(0, end).replace(/[^\x20-\x7e]/g, '.');
}
