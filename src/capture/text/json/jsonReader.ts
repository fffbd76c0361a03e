import { endpointOf, transportOf } from '../heading/endpointText.js';
import type { Mark } from '../heading/mark.js';
import { markOf } from '../heading/mark.js';
import { epochOf } from '../heading/timeText.js';
import type { LineReader } from '../lineReader.js';
import { firstLineAt } from '../lines/firstLine.js';
import type { TextLine } from '../lines/lineCutter.js';
import { linkTypeOfDump } from '../tcpdump/hexDump.js';
import { PacketFeed } from '../tcpdump/packetFeed.js';
import type { TextOutput } from '../textOutput.js';

/** More is not held in memory. */
const largestJson = 256 * 1024 * 1024;
const deepest = 64;

type Fields = { readonly [name: string]: unknown };

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
  #lines: string[] = [];
  #bytes = 0;
  #first: TextLine | undefined;
  /** The first dissection of a SIP message that came without its bytes. */
  #dissection: TextLine | undefined;
  readonly isBusy = true;

  constructor(readonly output: TextOutput) {
    this.#feed = new PacketFeed(output.sink, output.inputName);
  }

  line(line: TextLine): void {
    this.#first ??= line;
    this.#bytes += line.text.length;
    if (this.#bytes > largestJson) return;
    this.#lines.push(line.text);
    // A value a line, as logs have it.
    if (this.#lines.length === 1 && line.text.trimEnd().endsWith('}')) this.#read();
  }

  close(): void {
    this.#read();
  }

  idle(): void {}

  end(): void {
    if (!this.#read() && this.#first !== undefined) {
      this.output.problem(
        'damaged-json',
        'the JSON is cut or damaged: it is not read',
        this.output.peek(this.#first),
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

  #read(): boolean {
    if (this.#first === undefined || this.#lines.length === 0) return true;
    try {
      const value: unknown = JSON.parse(Buffer.from(this.#lines.join('\n'), 'latin1').toString('utf8'));
      this.#walk(value, {}, this.#first, 0);
    } catch {
      return false;
    }
    this.#lines = [];
    this.#first = undefined;
    this.#bytes = 0;
    return true;
  }

  #walk(value: unknown, above: Fields, line: TextLine, depth: number): void {
    if (depth > deepest || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) this.#walk(one, above, line, depth + 1);
      return;
    }
    const own = value as Fields;
    const frame = first(own.frame_raw);
    if (typeof frame === 'string' && /^[0-9a-f]{28,}$/i.test(frame)) {
      this.#frame(frame, own, line);
      return;
    }
    if (isDissection(own.layers)) this.#dissection ??= line;
    const fields = { ...above, ...scalars(own) };
    for (const [name, text] of Object.entries(own)) {
      if (typeof text === 'string' && isMessage(text)) {
        const all = { ...fields, ...nestedScalars(own) };
        this.output.message(Buffer.from(text, 'utf8'), this.output.entry(line, markFrom(all)));
        void name;
      } else this.#walk(text, fields, line, depth + 1);
    }
  }

  #frame(hex: string, layers: Fields, line: TextLine): void {
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

/** Whether the layers of a frame are told without their bytes, and SIP is one of them. */
function isDissection(layers: unknown): boolean {
  if (typeof layers !== 'object' || layers === null) return false;
  return 'sip' in layers && !('frame_raw' in layers);
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isMessage(text: string): boolean {
  const end = text.indexOf('\n');
  return end > 0 && firstLineAt(text.slice(0, end)) === 0;
}

function scalars(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase().replace(/[_-]/g, ''), value]));
}

function nestedScalars(fields: Fields): Fields {
  const nested = Object.values(fields).filter(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  return Object.assign({}, ...nested.map((value) => scalars(value as Fields)), scalars(fields));
}

/** What Homer 5 and 7, and loggers of their kind, call the ends of a message's way. */
function markFrom(fields: Fields): Mark {
  const text = (...names: string[]) => {
    const name = names.find((one) => fields[one] !== undefined);
    return name === undefined ? undefined : String(fields[name]);
  };
  const endpoint = (ip: string | undefined, port: string | undefined) =>
    ip === undefined ? undefined : endpointOf(port === undefined ? ip : `[${ip}]:${port}`);
  const seconds = Number(text('timeseconds') ?? Number.NaN);
  const microseconds = Number(text('timeuseconds') ?? 0);
  const protocol = text('transport', 'proto', 'protocol');
  return markOf({
    source: endpoint(text('srcip', 'sourceip', 'src'), text('srcport', 'sourceport')),
    destination: endpoint(text('dstip', 'destinationip', 'dst'), text('dstport', 'destinationport')),
    transport: protocol === '17' ? 'udp' : protocol === '6' ? 'tcp' : transportOf(protocol),
    time: Number.isSafeInteger(seconds) ? { seconds, nanoseconds: microseconds * 1000 } : undefined,
  });
}
