import type { HeldLines, LineReader, MessageReader } from './lineReader.js';
import { headingSigns, isJson, recogniseHeading, type TextFormat, textFormats } from './textFormats.js';
import type { TextOutput } from './textOutput.js';

/** No heading is longer. */
const maxHeadingBytes = 2000;

/** Formats whose headings may have a first line in them. */
const showFirstLines: ReadonlySet<TextFormat> = new Set(['tcpdump', 'ngrep', 'sipp']);

/** The format that a text is in just now, and the reader that its lines go to: a text may go from one format to another. */
export class CurrentReader {
  readonly #readers = new Map<TextFormat, LineReader>();
  #format: TextFormat | undefined;
  #reader: LineReader | undefined;
  #first: TextFormat | undefined;

  /** `forced`: the text is in this format alone. */
  constructor(
    readonly output: TextOutput,
    readonly forced: TextFormat | undefined,
  ) {
    if (forced !== undefined && forced !== 'text') this.#switchTo(forced);
  }

  /** The format of the last heading; undefined before the first one. */
  get format(): TextFormat | undefined {
    return this.#format;
  }

  /** The first format that was found; undefined while none was. */
  get firstFormat(): TextFormat | undefined {
    return this.#first;
  }

  /** The reader of the current format; undefined before the first heading. */
  get reader(): LineReader | undefined {
    return this.#reader;
  }

  /** Whether messages may stand by themselves: no other format was forced. */
  get takesMessages(): boolean {
    return this.forced === undefined || this.forced === 'text';
  }

  /** The text has ended, for every format that was read in it. */
  end(): void {
    for (const reader of this.#readers.values()) reader.end();
  }

  /** Takes the first line that is not empty, `text`, to tell JSON. */
  begin(text: string): void {
    if (this.forced === undefined && isJson(text)) this.#switchTo('json');
  }

  /** The lines of what looked like JSON and is none, or has no messages in it: from now on they are an ordinary text. */
  leaveJson(): HeldLines | undefined {
    if (this.#format !== 'json' || this.forced !== undefined) return undefined;
    const held = this.#reader?.takeHeld?.();
    if (held === undefined || held.lines.length === 0) return undefined;
    this.#format = undefined;
    this.#reader = undefined;
    return held;
  }

  /** The current reader where it takes messages without heading; else the one for texts of unknown format. */
  messageReader(): MessageReader {
    if (this.#reader === undefined || !('begin' in this.#reader)) this.#switchTo('text');
    return this.#reader as MessageReader;
  }

  /**
   * Whether a line with a SIP first line at `at`, and something else before it, is a line of the current format or a heading of
   * one that shows first lines. What stands before it is then no logger's prefix.
   */
  writes(text: string, at: number): boolean {
    if (at === 0) return false;
    if (this.#format === 'tcpdump') return this.#reader?.hasOpenEntry === true;
    if (this.#format === 'ngrep' && text.slice(0, at).trim() === '') return true;
    return showFirstLines.has(headedFormat(text) ?? 'text');
  }

  /** Whether the current format reads this line as a heading that has its message beside it. */
  headsMessage(text: string): boolean {
    const format = this.#format;
    return (
      format === 'jainsip' ||
      (format !== undefined && showFirstLines.has(format) && textFormats[format].recognises(text))
    );
  }

  /**
   * Goes over to another format where the line `text` is a heading of one. `withoutPrefix` tries the line without what
   * loggers put before lines: it calls its argument with each rest, which is true for a heading.
   */
  find(text: string, withoutPrefix?: (line: string, isHeading: (rest: string) => boolean) => void): void {
    if (this.forced !== undefined || this.#format === 'json') return;
    const line = text.length > maxHeadingBytes ? text.slice(0, maxHeadingBytes) : text;
    if (!headingSigns.test(line)) return;
    if (this.#format !== undefined && textFormats[this.#format].recognises(line)) return;
    let found = recogniseHeading(line);
    if (found === undefined && !hasDumps(this.#format)) {
      withoutPrefix?.(line, (rest) => {
        found = recogniseHeading(rest);
        return found !== undefined;
      });
    }
    if (found === undefined || found === this.#format || this.#reader?.isBusy) return;
    // The hex dumps in the texts of tcpdump and Wireshark are read by their readers.
    if (found === 'hexdump' && hasDumps(this.#format)) return;
    this.#switchTo(found);
  }

  #switchTo(format: TextFormat): void {
    if (this.#format === format) return;
    this.#reader?.close();
    this.#format = format;
    this.#first ??= format;
    let reader = this.#readers.get(format);
    if (reader === undefined) {
      reader = textFormats[format].reader(this.output);
      this.#readers.set(format, reader);
    }
    this.#reader = reader;
  }
}

/** The format whose heading a line is; undefined for a line that is no heading. */
export function headedFormat(text: string): TextFormat | undefined {
  return recogniseHeading(text.length > maxHeadingBytes ? text.slice(0, maxHeadingBytes) : text);
}

/** Formats whose lines may begin with blanks, and look like dumps of frames. */
function hasDumps(format: TextFormat | undefined): boolean {
  return format === 'tcpdump' || format === 'wireshark' || format === 'hexdump';
}
