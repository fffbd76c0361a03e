import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { Mark } from './heading/mark.js';
import { LineCutter, type TextLine } from './lineCutter.js';
import { DatagramPieces } from './pieces/datagramPieces.js';
import { StreamPieces } from './pieces/streamPieces.js';
import { isComplete, restoreMessage, restorePiece, withCarriageReturns } from './restore.js';
import { type Entry, TextOutput } from './textOutput.js';

/**
 * What a line is to a format:
 * `mark`: an entry's heading is complete, and its message begins with the next line;
 * `begin`: the first line of an entry that has no heading;
 * `whole`: heading and message in one line;
 * `head`: a part of a heading, or a line that stands between entries: no message goes on here;
 * `end`: the entry's message ends; `text` is what this line still has of it;
 * `text`: a line of the message, if one is open.
 */
export type LineKind =
  | { readonly kind: 'mark'; readonly mark: Mark }
  | { readonly kind: 'begin'; readonly mark: Mark; readonly text: string }
  | { readonly kind: 'whole'; readonly mark: Mark; readonly text: string }
  | { readonly kind: 'head' }
  | { readonly kind: 'end'; readonly text?: string }
  | { readonly kind: 'text'; readonly text: string };

/** How one tool writes messages into a text. */
export interface MarkedFormat {
  /** Tells what a line is; `open`: a message is being read. */
  read(line: string, open: boolean): LineKind;
  /** Takes from the text of an entry, lines joined by LF, what the format itself puts behind each message. */
  trim(text: string): string;
  /** The message's bytes from an entry's text, as latin1, where it takes more than putting back CRs. */
  decode?(text: string, mark: Mark): string;
  /** What the format does not keep of a message; told once, when the first message is handed over. */
  readonly loss?: string;
  /** What to tell of a text that shows messages without their contents. */
  readonly noPayload?: string;
  /** Whether a heading, or the mark of a message's end, may stand on a line of any length. */
  readonly hasLongLines?: boolean;
  /** Whether the text keeps every byte: a message is then whole when its length has come. */
  readonly keepsBytes?: boolean;
  /** Whether entries are packets: the later fragments of a datagram have their own, and a CR at an end is a point. */
  readonly showsPackets?: boolean;
}

/** The longest message that is gathered from lines; what is longer is no message. */
const largestText = 4 * 1024 * 1024;
/** A longer line is no heading: to look for one in it would only cost time. */
const longestHeading = 4096;

interface OpenMessage {
  readonly entry: Entry;
  readonly lines: string[];
  length: number;
}

/** Reads a text in which each message stands below a heading. */
export class MarkedTextReader implements CaptureReader {
  readonly #output: TextOutput;
  readonly #streams: StreamPieces;
  readonly #datagrams: DatagramPieces;
  readonly #cutter = new LineCutter((line) => this.#line(line));
  #open: OpenMessage | undefined;
  /** The mark of a message whose first line has not come yet. */
  #awaited: Mark | undefined;
  #messages = 0;

  constructor(
    sink: CaptureSink,
    inputName: string,
    readonly format: MarkedFormat,
  ) {
    this.#output = new TextOutput(sink, inputName);
    this.#streams = new StreamPieces(this.#output, format.showsPackets ? 'packets' : 'reads');
    this.#datagrams = new DatagramPieces(this.#output, format.showsPackets ?? false);
  }

  push(chunk: Buffer): void {
    this.#cutter.push(chunk);
  }

  end(): void {
    this.#cutter.end();
    this.#close();
    this.#datagrams.end();
    this.#streams.end();
    if (this.#messages === 0 && this.format.noPayload !== undefined)
      this.#output.noPayload(this.format.noPayload);
  }

  idle(): void {
    const open = this.#open;
    if (open === undefined) return;
    const text = this.#openText();
    const { wireBytes } = open.entry.mark;
    const isWhole =
      wireBytes === undefined ? isComplete(text) : withCarriageReturns(text).length >= wireBytes;
    if (isWhole) this.#close();
  }

  #line(line: TextLine): void {
    const read = this.#read(line.text);
    if (read.kind === 'text') {
      this.#add(read.text, line);
      return;
    }
    if (read.kind === 'end' && read.text !== undefined) this.#add(read.text, line);
    this.#close();
    this.#awaited = read.kind === 'mark' ? read.mark : undefined;
    if (read.kind === 'whole') this.#handOver(read.text, this.#output.entry(line, read.mark));
    if (read.kind === 'begin') {
      this.#awaited = read.mark;
      this.#add(read.text, line);
    }
  }

  #read(text: string): LineKind {
    if (text.length > longestHeading && this.format.hasLongLines !== true) return { kind: 'text', text };
    return this.format.read(text, this.#open !== undefined || this.#awaited !== undefined);
  }

  #add(text: string, line: TextLine): void {
    if (this.#awaited !== undefined) {
      const entry = this.#output.entry(line, this.#awaited);
      this.#open = { entry, lines: [], length: 0 };
      this.#awaited = undefined;
    }
    const open = this.#open;
    if (open === undefined || open.length > largestText) return;
    open.lines.push(text);
    open.length += text.length + 1;
    const { wireBytes } = open.entry.mark;
    if (wireBytes === undefined || open.length < wireBytes) return;
    // A trace that kept every byte needs no next heading to tell that this message is whole.
    if (this.format.keepsBytes === true || open.lines[0]?.endsWith('\r')) this.#close();
  }

  /** What the lines so far are, every one of them ended. */
  #openText(): string {
    return `${(this.#open as OpenMessage).lines.join('\n')}\n`;
  }

  #close(): void {
    const open = this.#open;
    if (open === undefined) return;
    const text = this.#openText();
    this.#open = undefined;
    this.#handOver(text, open.entry);
  }

  #handOver(text: string, entry: Entry): void {
    const { format } = this;
    const { mark } = entry;
    const decoded = Buffer.from(this.#decode(text, entry), 'latin1');
    this.#messages += 1;
    if (format.loss !== undefined) this.#output.lossy(format.loss, entry);
    if (mark.stream !== undefined) this.#streams.push(mark.stream, decoded, entry);
    else this.#datagrams.push(decoded, entry);
  }

  #decode(text: string, entry: Entry): string {
    const { format } = this;
    const { mark } = entry;
    const { wireBytes } = mark;
    if (format.decode !== undefined) return format.decode(text, mark);
    if (wireBytes === undefined) return restoreMessage(format.trim(text)).text;
    if (mark.stream === undefined) {
      const restored = restoreMessage(text, wireBytes);
      if (restored.missing > 0) {
        this.#output.problem('cut-message', `a message lacks ${restored.missing} bytes at its end`, entry);
      }
      return restored.text;
    }
    const fits = withCarriageReturns(text).length === wireBytes;
    return restorePiece(fits ? text : format.trim(text), wireBytes);
  }
}
