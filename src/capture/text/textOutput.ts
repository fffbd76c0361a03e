import type { CapturedMessage, CaptureSink } from '../capturedMessage.js';
import { furtherMessageText, laterMessages } from '../content/datagram.js';
import { sipStart } from '../content/sipFirstLine.js';
import { NamedLines } from '../namedLines.js';
import { type Mark, markOf } from './heading/mark.js';
import type { TextLine } from './lines/lineCutter.js';

/** An entry of a text: its number, its place, and what its heading tells. */
export interface Entry {
  readonly frame: number;
  readonly line: number;
  readonly offsetBytes: number;
  readonly mark: Mark;
}

/** Where the messages of a text go, and what was lost of them: each kind of loss is reported once. */
export class TextOutput {
  readonly #reported = new Set<string>();
  readonly #losses = new Set<string>();
  readonly #further = new NamedLines();
  #frame = 0;

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {}

  /** Counts an entry whose heading or message begins at `line`. */
  entry(line: TextLine, mark: Mark): Entry {
    this.#frame += 1;
    return { frame: mark.frame ?? this.#frame, line: line.number, offsetBytes: line.offsetBytes, mark };
  }

  /** The place of a line that is no entry. */
  peek(line: TextLine): Entry {
    return { frame: this.#frame, line: line.number, offsetBytes: line.offsetBytes, mark: {} };
  }

  /** Tells once that messages stand in the text below no heading that is known. */
  unknownFormat(entry: Entry): void {
    this.problem(
      'unknown-format',
      'a message without a heading of a known format: read by its first line and headers, its addresses are not known',
      entry,
      'format',
    );
  }

  /** Passes `bytes` on, if they are a SIP message; keep-alives and other protocols are not. */
  message(bytes: Buffer, entry: Entry): void {
    if (sipStart(bytes, 0, bytes.length) < 0) return;
    const { source, destination, transport, time } = entry.mark;
    const place = { input: this.inputName, line: entry.line, offsetBytes: entry.offsetBytes };
    const told = markOf({ time, transport, source, destination });
    this.sink.message({ bytes, frame: entry.frame, ...told, place } as CapturedMessage);
  }

  /** Passes on a datagram, which is one message whatever follows its body, as for a server. */
  datagram(bytes: Buffer, entry: Entry): void {
    this.message(bytes, entry);
    for (const start of laterMessages(bytes)) {
      const line = entry.line + lineFeeds(bytes, sipStart(bytes, start, bytes.length));
      if (this.#reported.has('further-message')) this.#further.add(line);
      else this.problem('further-message', furtherMessageText(`on line ${line}`), entry, 'format');
    }
  }

  /** The text is at its end: names the further messages in datagrams, of which only the first was reported so far. */
  end(): void {
    const { text, first, count } = this.#further;
    if (first === undefined) return;
    const place = { input: this.inputName, line: first };
    const what =
      count === 1
        ? 'also begins like a message, and belongs to the datagram of the message before it'
        : 'also begin like messages, and belong to the datagram of the message before them';
    const message = `${text} ${what}`;
    this.sink.problem({ kind: 'further-messages', message, place, nature: 'format' });
  }

  /** Tells once what the format does not keep, so that nobody takes the messages for the wire's bytes. */
  lossy(what: string, entry: Entry): void {
    if (this.#losses.has(what)) return;
    this.#losses.add(what);
    this.#tell('lossy-format', what, entry, 'format');
  }

  /** Tells that the text shows what went by without what it said. */
  noPayload(message: string): void {
    this.sink.problem({ kind: 'no-payload', message, place: { input: this.inputName } });
  }

  /** Reports a problem, the first of its kind only. */
  problem(kind: string, message: string, entry: Entry, nature: 'damage' | 'format' = 'damage'): void {
    if (this.#reported.has(kind)) return;
    this.#reported.add(kind);
    this.#tell(kind, message, entry, nature);
  }

  #tell(kind: string, message: string, entry: Entry, nature: 'damage' | 'format'): void {
    this.sink.problem({
      kind,
      message,
      place: { input: this.inputName, line: entry.line, offsetBytes: entry.offsetBytes },
      frame: entry.frame,
      nature,
    });
  }
}

function lineFeeds(bytes: Buffer, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < end; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
