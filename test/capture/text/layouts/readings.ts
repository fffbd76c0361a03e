import { type CollectedInput, readInput } from '../../collectInput.js';
import { type Damage, damages } from './damages.js';
import { type Rendering, renderings } from './renderings.js';
import { call, numbers, type Traced } from './tracedMessages.js';

/** A text that was damaged, how it was read, and what should have been. */
export interface Reading {
  readonly rendering: Rendering;
  readonly damage: Damage;
  readonly input: string;
  readonly messages: readonly Traced[];
  readonly collected: CollectedInput;
}

/** The X-Id of a message, which is its first one. */
export function idOf(text: string): string {
  return /^X-Id: (\S+)/im.exec(text)?.[1] ?? '?';
}

/** Renders the messages of a call, damages the text and reads it. */
export async function read(rendering: string, damage: string, round: number): Promise<Reading> {
  const messages = call();
  const how = renderings[rendering] as Rendering;
  const what = damages[damage] as Damage;
  const text = messages.map((message) => how.write(message)).join('');
  const next = numbers(round * 7919 + rendering.length * 131 + damage.length);
  const damaged = what.apply(text, next);
  const input = Buffer.isBuffer(damaged) ? damaged : Buffer.from(damaged, 'latin1');
  const shown = typeof damaged === 'string' ? damaged : text;
  return { rendering: how, damage: what, input: shown, messages, collected: await readInput(input) };
}

const firstLine = /^(?:[A-Z]+ \S+ SIP\/2\.0\.?$|SIP\/2\.0 \d{3} )/;
const header = /^[A-Za-z-]+ ?:/;

/** The lines that begin like a SIP message with a header line behind them, which became no message and are named nowhere. */
export function lostLines({ input, collected }: Reading): string[] {
  const lines = input.split('\n').map((line) => line.replace(/(?:\^M|<br \/>|[\r ])+$/, ''));
  const read = collected.messages.map((message) => message.bytes.toString('latin1'));
  const named = collected.problems.flatMap(({ message, place }) => [
    ...(place?.line === undefined ? [] : [place.line]),
    ...[...message.matchAll(/\d+/g)].map(Number),
  ]);
  const lost: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (!firstLine.test(line) || !header.test(lines[at + 1] ?? '')) continue;
    const begin = [line, ...lines.slice(at + 1, at + 4)].map((one) => one.replace(/\.$/, ''));
    const id = idOf(begin.join('\n'));
    const isRead = read.some(
      (text) =>
        text.trimStart().split(/\r?\n/)[0]?.trim() === begin[0]?.trim() && (id === '?' || idOf(text) === id),
    );
    if (!isRead && !named.includes(at + 1)) lost.push(`${at + 1}: ${line}`);
  }
  return lost;
}

/** The messages that a layout must give, byte for byte, and that were not: missing, changed, too many. */
export function differences({ messages, collected, rendering }: Reading): string[] {
  const read = collected.messages.map((message) =>
    message.bytes
      .toString('latin1')
      .replaceAll('\r\n', '\n')
      .replace(/^\xef\xbb\xbf/, ''),
  );
  const expected = messages.map((message) => message.text.replaceAll('\r\n', '\n'));
  const found: string[] = [];
  for (const text of expected) {
    const one = read.find((other) => idOf(other) === idOf(text));
    if (one === undefined) found.push(`${idOf(text)} is missing`);
    else if (one.trimEnd() !== text.trimEnd()) found.push(`${idOf(text)} differs: ${JSON.stringify(one)}`);
  }
  if (read.length !== expected.length) found.push(`${read.length} messages for ${expected.length}`);
  for (const message of collected.messages) {
    const truth = messages.find((one) => one.id === idOf(message.bytes.toString('latin1')));
    if (truth === undefined || rendering.tells === 'nothing') continue;
    const source = message.source && `${message.source.ip}:${message.source.port}`;
    const destination = message.destination && `${message.destination.ip}:${message.destination.port}`;
    const isRight =
      rendering.tells === 'both'
        ? source === truth.source && destination === truth.destination
        : truth.isReceived
          ? source === truth.source
          : destination === truth.destination;
    if (!isRight) found.push(`${truth.id}: ${source} to ${destination}`);
  }
  return found;
}
