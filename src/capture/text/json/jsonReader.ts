import { markOf } from '../heading/mark.js';
import { epochOf } from '../heading/timeText.js';
import type { HeldLines, LineReader } from '../lineReader.js';
import { firstLineAt } from '../lines/firstLine.js';
import type { TextLine } from '../lines/lineCutter.js';
import { linkTypeOfDump } from '../tcpdump/hexDump.js';
import { PacketFeed } from '../tcpdump/packetFeed.js';
import type { TextOutput } from '../textOutput.js';
import { type Fields, markOfFields, nestedScalars, scalars } from './fields.js';

/** More is not held in memory. */
const maxJsonBytes = 256 * 1024 * 1024;
/** No first line is longer, and no message shorter. */
const maxFirstLineBytes = 65_536;
const minMessageBytes = 20;
/** More is not read a second time as a text. */
const maxRereadBytes = 16 * 1024 * 1024;
const maxDepth = 64;

/** Whether a line begins a text of JSON. */
export function isJson(line: string): boolean {
  const text = line.trim();
  return text === '[' || /^\[?\s*\{\s*(?:"|$)/.test(text);
}

/**
 * Reads JSON, one value over many lines or one a line: frames in hex as `tshark -T json -x` and `-T jsonraw` have them, and
 * messages as strings with addresses beside them, as Homer has them.
 */
export class JsonReader implements LineReader {
  readonly #feed: PacketFeed;
  #lines: TextLine[] = [];
  #bytes = 0;
  /** The lines so far, until a message or frame is found in them: without any, they are read again as a plain text. */
  #fruitlessLines: TextLine[] = [];
  #hasFound = false;
  /** The first dissection of a SIP message that came without its bytes. */
  #dissection: TextLine | undefined;
  readonly isBusy = true;

  constructor(readonly output: TextOutput) {
    this.#feed = new PacketFeed(output.sink, output.inputName);
  }

  line(line: TextLine): void {
    this.#bytes += line.text.length;
    if (this.#bytes > maxJsonBytes) return;
    this.#lines.push(line);
    // Logs have a JSON value on each line.
    if (this.#lines.length === 1 && line.text.trimEnd().endsWith('}')) this.#read();
  }

  close(): void {
    this.#read();
  }

  idle(): void {}

  takeHeld(): HeldLines {
    this.#read();
    const isDamaged = this.#lines.length > 0;
    const lines = this.#hasFound ? this.#lines : [...this.#fruitlessLines, ...this.#lines];
    this.#lines = [];
    this.#fruitlessLines = [];
    return { lines, isDamaged };
  }

  end(): void {
    const { lines, isDamaged } = this.takeHeld();
    if (isDamaged) {
      this.output.problem(
        'damaged-json',
        'the JSON is cut or damaged: it is not read',
        this.output.peek(lines.at(-1) as TextLine),
      );
    }
    if (this.#dissection !== undefined) {
      this.output.problem(
        'no-payload',
        "the JSON is a dissection without the messages' bytes; give the capture itself, or add -x (tshark -T json -x, tshark -T ek -x)",
        this.output.peek(this.#dissection),
      );
    }
    this.#feed.end();
  }

  /** Reads the lines so far as one JSON value. As long as they are not a whole one, they are kept. */
  #read(): void {
    const [line] = this.#lines;
    if (line === undefined) return;
    const json = this.#lines.map(({ text }) => text).join('\n');
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(json, 'latin1').toString('utf8'));
    } catch {
      return;
    }
    this.#walk(value, {}, line, 0);
    if (this.#hasFound) this.#fruitlessLines = [];
    else if (this.#bytes < maxRereadBytes) this.#fruitlessLines.push(...this.#lines);
    if (this.#hasFound) this.#bytes = 0;
    this.#lines = [];
  }

  #walk(value: unknown, above: Fields, line: TextLine, depth: number): void {
    if (depth > maxDepth || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (isBytes(value)) {
        this.#message(Buffer.from(value), above, line);
        return;
      }
      for (const one of value) this.#walk(one, above, line, depth + 1);
      return;
    }
    const own = value as Fields;
    const frame = first(own.frame_raw);
    if (typeof frame === 'string' && /^[0-9a-f]{28,}$/i.test(frame)) {
      this.#frame(frame, own, line);
      return;
    }
    if (isDissection(own.layers)) {
      this.#dissection ??= line;
      this.#hasFound = true;
    }
    const fields = { ...above, ...scalars(own) };
    for (const inner of Object.values(own)) {
      const all = () => ({ ...fields, ...nestedScalars(own) });
      if (typeof inner === 'string') this.#message(Buffer.from(inner, 'utf8'), all(), line);
      else if (Array.isArray(inner) && isBytes(inner)) this.#message(Buffer.from(inner), all(), line);
      else this.#walk(inner, fields, line, depth + 1);
    }
  }

  #message(bytes: Buffer, fields: Fields, line: TextLine): void {
    if (!isMessage(bytes)) return;
    this.#hasFound = true;
    this.output.message(bytes, this.output.entry(line, markOfFields(fields)));
  }

  #frame(hex: string, layers: Fields, line: TextLine): void {
    this.#hasFound = true;
    const bytes = Buffer.from(hex, 'hex');
    const fields = (typeof layers.frame === 'object' && layers.frame !== null ? layers.frame : {}) as Fields;
    // `-T ek` writes a name's layer before it, and `_` for each point.
    const field = (name: string) => fields[`frame.${name}`] ?? fields[`frame_frame_${name}`];
    const number = Number(field('number') ?? Number.NaN);
    const mark = markOf({
      frame: Number.isSafeInteger(number) ? number : undefined,
      time: epochOf(String(field('time_epoch') ?? '')),
    });
    const linkType = linkTypes[String(field('encap_type'))] ?? linkTypeOfDump(bytes);
    if (linkType !== undefined)
      this.#feed.frame(linkType, bytes, bytes.length, this.output.entry(line, mark));
  }
}

/** LINKTYPE_ numbers for the numbers that Wireshark has for them. */
const linkTypes: Readonly<Record<string, number>> = {
  '1': 1,
  '7': 101,
  '25': 113,
  '210': 276,
  '15': 0,
  '4': 9,
};

/** Whether the layers of a frame are there without their bytes, and SIP is one of them. */
function isDissection(layers: unknown): boolean {
  if (typeof layers !== 'object' || layers === null) return false;
  return 'sip' in layers && !('frame_raw' in layers);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isMessage(bytes: Buffer): boolean {
  const end = bytes.indexOf(0x0a);
  return end > 0 && end < maxFirstLineBytes && firstLineAt(bytes.toString('latin1', 0, end)) === 0;
}

/** Whether an array is one of bytes, as `journalctl -o json` and Node's Buffer write them. */
function isBytes(values: readonly unknown[]): values is number[] {
  if (values.length < minMessageBytes || typeof values[0] !== 'number') return false;
  return values.every((one) => Number.isInteger(one) && (one as number) >= 0 && (one as number) <= 255);
}
