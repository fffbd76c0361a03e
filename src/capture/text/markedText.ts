import { mayHoldMessage } from '../honestBody.js';
import { BodyWatch } from './bodyWatch.js';
import { type Mark, markOf } from './heading/mark.js';
import type { LineReader } from './lineReader.js';
import { firstLineAt } from './lines/firstLine.js';
import type { TextLine } from './lines/lineCutter.js';
import { unwrapped } from './lines/wrapped.js';
import { headerLines, pastedMessage } from './pastedMessage.js';
import { DatagramPieces } from './pieces/datagramPieces.js';
import { StreamPieces } from './pieces/streamPieces.js';
import {
  goesOnBehind,
  isComplete,
  restoreMessage,
  restorePiece,
  withCarriageReturns,
  withoutTextBehind,
} from './restore.js';
import type { Entry, TextOutput } from './textOutput.js';

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
  /** What the format does not keep of a message; reported once, with the first message. */
  readonly loss?: string;
  /** What to tell of a text that shows messages without their contents. */
  readonly noPayload?: string;
  /** Whether a heading, or the mark of a message's end, may stand on a line of any length. */
  readonly hasLongLines?: boolean;
  /** Whether the text keeps every byte: a message is then whole when its length has come. */
  readonly keepsBytes?: boolean;
  /** Whether entries are packets: the later fragments of a datagram have their own, and a CR at an end is a point. */
  readonly showsPackets?: boolean;
  /** Whether nothing tells where a message ends but the message itself, so that a log may go on directly behind it. */
  readonly isPasted?: boolean;
}

/** The longest message that is gathered from lines; what is longer is no message. */
const maxMessageBytes = 4 * 1024 * 1024;
/** A longer line is no heading: to look for one in it would only cost time. */
const maxHeadingBytes = 4096;
/** Bytes that a datagram's second message has at least: a first line and some headers. */
const minMessageBytes = 100;

/** What is longer holds no other message: no datagram is, and to look through it at each first line would cost its square. */
const maxHolderBytes = 131_072;

interface OpenMessage {
  entry: Entry;
  readonly lines: string[];
  /** The number that each of the lines has in the input. */
  readonly numbers: number[];
  length: number;
  /** Whether its first line has come, behind what a heading may have besides. */
  hasFirstLine: boolean;
  /** Set where the message's own length is all that ends it. */
  readonly watch: BodyWatch | undefined;
}

/** Reads a text in which each message stands below a heading, and messages that stand there without one. */
export class MarkedTextReader implements LineReader {
  readonly #streams: StreamPieces;
  readonly #datagrams: DatagramPieces;
  #open: OpenMessage | undefined;
  /** The mark of a message whose first line has not come yet. */
  #awaited: Mark | undefined;
  #isPasted = false;
  #messages = 0;

  constructor(
    readonly output: TextOutput,
    readonly format: MarkedFormat,
  ) {
    this.#streams = new StreamPieces(output, format.showsPackets ? 'packets' : 'reads');
    this.#datagrams = new DatagramPieces(output, format.showsPackets ?? false);
  }

  end(): void {
    const isCut = this.#open?.watch?.lacksBody === true;
    this.#close(isCut);
    this.#datagrams.end();
    this.#streams.end();
    if (this.#messages === 0 && this.format.noPayload !== undefined)
      this.output.noPayload(this.format.noPayload);
  }

  close(): void {
    this.#close();
    this.#awaited = undefined;
  }

  idle(): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.watch !== undefined) {
      if (open.watch.isWhole) this.#close();
      return;
    }
    const text = this.#openText();
    const { wireBytes } = open.entry.mark;
    const isWhole =
      wireBytes === undefined ? isComplete(text) : withCarriageReturns(text).length >= wireBytes;
    if (isWhole) this.#close();
  }

  get isBusy(): boolean {
    const open = this.#open;
    if (open === undefined || !open.hasFirstLine) return false;
    if (open.watch !== undefined) return open.watch.lacksBody;
    const { wireBytes } = open.entry.mark;
    if (wireBytes !== undefined) return open.length + open.lines.length + 2 < wireBytes;
    const text = this.#openText();
    return text.includes('\n\n') || text.includes('\n\r\n') ? !isComplete(text) : false;
  }

  get awaitsMessage(): boolean {
    const open = this.#open;
    if (open === undefined) return this.#awaited !== undefined;
    // One line that says nothing may stand between.
    return !open.hasFirstLine && open.lines.length === 1 && open.entry.mark.stream === undefined;
  }

  line(line: TextLine, isFirst: boolean): void {
    const read = this.#read(line.text);
    if (isFirst && this.#beginMessage(read, line)) return;
    if (read.kind === 'text') {
      this.#add(read.text, line);
      return;
    }
    if (read.kind === 'end' && read.text !== undefined) this.#add(read.text, line);
    this.#close();
    this.#awaited = read.kind === 'mark' ? read.mark : undefined;
    this.#isPasted = this.format.isPasted === true;
    if (read.kind === 'whole') this.#handOver(read.text, this.output.entry(line, read.mark));
    if (read.kind === 'begin') {
      this.#awaited = read.mark;
      this.#add(read.text, line);
    }
  }

  begin(line: TextLine, mark: Mark): void {
    this.#close();
    this.#awaited = mark;
    this.#isPasted = true;
    this.#add(line.text, line);
  }

  whole(line: TextLine, mark: Mark, lines: readonly string[]): void {
    this.#close();
    this.#awaited = undefined;
    this.#handOverPasted(lines, this.output.entry(line, mark), false);
  }

  #read(text: string): LineKind {
    if (text.length > maxHeadingBytes && this.format.hasLongLines !== true) return { kind: 'text', text };
    return this.format.read(text, this.#open !== undefined || this.#awaited !== undefined);
  }

  /**
   * A first line with headers behind it: begins a message though no heading stands before it. False: the format's own rules
   * go for it, because a heading announced it, or the open message holds it.
   */
  #beginMessage(read: LineKind, line: TextLine): boolean {
    if (read.kind === 'mark' || read.kind === 'whole' || read.kind === 'begin') return false;
    const text = read.kind === 'text' ? read.text : line.text;
    if (this.#awaited !== undefined) {
      this.#add(text, line);
      return true;
    }
    const open = this.#open;
    if (open !== undefined && !open.hasFirstLine && open.entry.mark.stream === undefined) {
      // What stood between heading and message was a part of the heading.
      open.entry = { ...open.entry, line: line.number, offsetBytes: line.offsetBytes };
      open.lines.length = 0;
      open.numbers.length = 0;
      open.length = 0;
      this.#add(text, line);
      return true;
    }
    if (open !== undefined && this.#holds(open)) return false;
    this.#close();
    this.#tellUnknown(line, open !== undefined);
    this.#awaited = markOf({ time: line.time });
    // Behind a packet of ngrep it is the next packet, whose heading somebody did not copy.
    this.#isPasted = !(open !== undefined && this.format.showsPackets === true && text.endsWith('.'));
    this.#add(text, line);
    return true;
  }

  /** Whether the open message may hold the first line that comes: in its body, its datagram or its stream. */
  #holds(open: OpenMessage): boolean {
    const { stream, wireBytes } = open.entry.mark;
    if (stream !== undefined) return true;
    if (open.length > maxHolderBytes) return false;
    const text = this.#openText();
    if (wireBytes !== undefined && withCarriageReturns(text).length + minMessageBytes <= wireBytes)
      return true;
    if (open.watch === undefined && this.format.showsPackets === true) {
      // ngrep shows a CR as a point. A message right behind another one is in its packet.
      if (!text.endsWith('\n\n') && !goesOnBehind(text.replace(/\.\n/g, '\r\n'))) return true;
    }
    const split = headerLines(open.lines);
    if (split >= open.lines.length) return false;
    const body = open.lines.slice(split + 1).map((one) => `${one}\n`);
    return mayHoldMessage(open.lines.slice(0, split).join('\n'), body.join(''));
  }

  #tellUnknown(line: TextLine, isSplit: boolean): void {
    const entry = this.output.peek(line);
    if (isSplit) {
      this.output.problem(
        'split-message',
        'a message begins here, but the one before should go on by its length or heading; they are read as two',
        entry,
        'format',
      );
    } else this.output.unknownFormat(entry);
  }

  #add(text: string, line: TextLine): void {
    if (this.#awaited !== undefined) {
      const entry = this.output.entry(line, this.#awaited);
      const watch = this.#isPasted || this.format.isPasted === true ? new BodyWatch() : undefined;
      this.#open = { entry, lines: [], numbers: [], length: 0, hasFirstLine: false, watch };
      this.#awaited = undefined;
    }
    const open = this.#open;
    if (open === undefined || open.length > maxMessageBytes) return;
    open.lines.push(text);
    open.numbers.push(line.number);
    open.length += text.length + 1;
    if (!open.hasFirstLine && open.lines.length < 20) open.hasFirstLine = firstLineAt(text) === 0;
    if (open.watch !== undefined) {
      if (open.hasFirstLine && open.watch.add(text)) this.#close();
      return;
    }
    const { wireBytes } = open.entry.mark;
    if (wireBytes === undefined || open.length < wireBytes) return;
    // A trace that kept every byte needs no next heading to tell that this message is whole.
    if (this.format.keepsBytes === true || open.lines[0]?.endsWith('\r')) this.#close();
  }

  /** What the lines so far are, every one of them ended. */
  #openText(): string {
    return `${(this.#open as OpenMessage).lines.join('\n')}\n`;
  }

  #close(isCut = false): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const lines = this.format.decode === undefined ? this.#unwrap(open) : open.lines;
    if (open.watch !== undefined) this.#handOverPasted(lines, open.entry, isCut);
    else this.#handOver(`${lines.join('\n')}\n`, open.entry);
  }

  /** The lines, joined again where a terminal wrapped them; a header that stays broken is reported. */
  #unwrap({ lines, numbers, entry }: OpenMessage): readonly string[] {
    const start = lines.findIndex((line) => firstLineAt(line) === 0);
    if (start < 0 || entry.mark.stream !== undefined || entry.mark.fragmentOffset !== undefined) return lines;
    const { lines: joined, width, at } = unwrapped(lines.slice(start));
    if (at === undefined) return lines;
    const number = numbers[start + at] as number;
    const what = `line ${number} is no header`;
    if (width !== undefined) {
      const told = `${what}: lines were wrapped at ${width} columns, and are joined again`;
      this.output.problem('wrapped-lines', told, { ...entry, line: number }, 'format');
    } else {
      const told = `${what}: it was wrapped or cut, or the message has it; the message is read as it stands`;
      this.output.problem('broken-header', told, { ...entry, line: number }, 'format');
    }
    return [...lines.slice(0, start), ...joined];
  }

  #handOverPasted(lines: readonly string[], entry: Entry, isCut: boolean): void {
    const start = lines.findIndex((line) => firstLineAt(line) === 0);
    if (start < 0) return;
    const { text, surplus } = pastedMessage(lines.slice(start));
    this.#messages += 1;
    if (surplus < 0 && isCut) {
      this.output.problem('cut-message', `a message lacks ${-surplus} bytes at its end`, entry);
    } else if (surplus !== 0) {
      const length = `Content-Length is ${Math.abs(surplus)} ${surplus < 0 ? 'more' : 'less'} than the body has`;
      this.output.problem(
        'length-differs',
        `${length}: it was off, or the text was changed`,
        entry,
        'format',
      );
    }
    this.output.message(Buffer.from(text, 'latin1'), entry);
  }

  #handOver(text: string, entry: Entry): void {
    const { format } = this;
    const { mark } = entry;
    const decoded = Buffer.from(this.#decode(text, entry), 'latin1');
    this.#messages += 1;
    if (format.loss !== undefined) this.output.lossy(format.loss, entry);
    if (mark.stream !== undefined) this.#streams.push(mark.stream, decoded, entry);
    else this.#datagrams.push(decoded, entry);
  }

  #decode(text: string, entry: Entry): string {
    const { format } = this;
    const { mark } = entry;
    const { wireBytes } = mark;
    if (format.decode !== undefined) return format.decode(text, mark);
    if (wireBytes === undefined) return restoreMessage(format.trim(withoutTextBehind(text))).text;
    if (mark.stream === undefined) {
      const restored = restoreMessage(text, wireBytes);
      if (restored.missing === 0) return restored.text;
      // Somebody who replaced names and addresses in the header changed the message's length, but not its Content-Length.
      if (!isComplete(text)) {
        this.output.problem('cut-message', `a message lacks ${restored.missing} bytes at its end`, entry);
        return restored.text;
      }
      return restoreMessage(format.trim(text)).text;
    }
    const fits = withCarriageReturns(text).length === wireBytes;
    return restorePiece(fits ? text : format.trim(text), wireBytes);
  }
}
