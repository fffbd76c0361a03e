import type { CaptureReader, CaptureSink } from './capturedMessage.js';
import type { CapturedFormat } from './captureReader.js';
import type { CaptureSeries } from './conversations.js';
import { beginsWithLenientFirstLine, classifyFirstBytes, isDressed } from './detectFormat.js';
import { InputBuffer } from './inputBuffer.js';
import type { InputFormat, InputReader } from './inputReader.js';
import { type PlainReader, plainReader } from './plain/plainMessages.js';
import type { TextInput } from './text/textInput.js';
import { Utf16Decoder, type Utf16Order, utf16Order } from './utf16.js';

export { type InputFormat, type InputReader, inputFormats } from './inputReader.js';

/** What is known of an input before it is read. */
export interface ReaderOptions {
  /** The input as the user named it, for the places of messages and problems. */
  readonly inputName: string;
  /** What the input is, when the user said so; otherwise its content tells. */
  readonly format?: InputFormat;
  /** Where inputs are read one after the other: what captures among them go on with. */
  readonly series?: CaptureSeries;
}

/**
 * A reader for one input whose kind is recognised by content, never by name; gzip is inflated first, whatever is
 * inside. What is neither SIP nor a capture nor prose is handed over as one message, so that the reader of messages can say
 * precisely what is wrong with it. Problems of its own: `empty-input`, `foreign-format` (known, but not read),
 * `unknown-text` (no message in it), `truncated-gzip`, `damaged-gzip`.
 */
export function openReader(sink: CaptureSink, options: ReaderOptions): InputReader {
  return new OpenedInput(sink, options);
}

/** The first line, as latin1. */
function firstLineOf(bytes: Buffer): string {
  return /[^\r\n]{0,2000}/.exec(bytes.toString('latin1', 0, 2100).trimStart())?.[0] ?? '';
}

/** How far into a text its first message or heading may stand: logs begin with what else a server has to say. */
const searchedBytes = 8 * 1024 * 1024;

class OpenedInput implements InputReader {
  readonly #sink: CaptureSink;
  readonly #options: ReaderOptions;
  readonly #first = new InputBuffer();
  #looked = 0;
  #reader: CaptureReader | undefined;
  /** The reader, while it reads plain messages. */
  #plain: PlainReader | undefined;
  #inflate: InputReader | undefined;
  /** A text in which no format and no message was found so far. */
  #text: TextInput | undefined;
  #format: InputFormat | undefined;
  /** It begins like plain SIP, but something was done to its lines. */
  #isDressed = false;

  constructor(sink: CaptureSink, options: ReaderOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  get format(): InputFormat | undefined {
    return this.#inflate?.format ?? this.#format;
  }

  get hasGivenUp(): boolean {
    return this.#inflate?.hasGivenUp ?? this.#reader?.hasGivenUp ?? false;
  }

  push(chunk: Buffer): void | Promise<void> {
    if (chunk.length === 0) return;
    if (this.#inflate !== undefined) return this.#inflate.push(chunk);
    if (this.#reader !== undefined) {
      this.#reader.push(chunk);
      return this.#followText();
    }
    this.#first.append(chunk);
    return this.#recognise(false);
  }

  end(): void | Promise<void> {
    if (this.#inflate !== undefined) return this.#inflate.end();
    if (this.#reader !== undefined) return this.#endReader();
    if (this.#first.length === 0) {
      const place = { input: this.#options.inputName };
      this.#sink.problem({ kind: 'empty-input', message: 'the input is empty', place });
      return;
    }
    const recognised = this.#recognise(true);
    return recognised === undefined ? this.#endReader() : recognised.then(() => this.#endReader());
  }

  idle(): void {
    if (this.#inflate !== undefined) this.#inflate.idle();
    else this.#reader?.idle?.();
  }

  #endReader(): void | Promise<void> {
    if (this.#inflate !== undefined) return this.#inflate.end();
    this.#reader?.end();
    return this.#followText()?.then(() => this.#reader?.end());
  }

  /** Where the plain reader found that a text goes on, a reader of texts takes over. */
  #followText(): Promise<void> | undefined {
    const rest = this.#plain?.takeText();
    if (rest === undefined) return undefined;
    this.#plain = undefined;
    return import('./captures.js').then(({ TextInput }) => {
      const text = new TextInput(this.#sink, this.#options.inputName, undefined, rest);
      this.#reader = text;
      text.push(rest.bytes);
    });
  }

  /** Looks at what has come so far; when it is enough, a reader takes it over. */
  #recognise(ended: boolean): void | Promise<void> {
    const { bytes } = this.#first;
    if (this.#text !== undefined) return this.#recogniseText(ended);
    const order = bytes.length >= 4 || ended ? utf16Order(bytes) : undefined;
    if (order !== undefined) return this.#startDecoding(order);
    const firstBytes = classifyFirstBytes(bytes, ended);
    if (firstBytes === 'unknown' && !ended) return;
    if (firstBytes === 'gzip') return this.#startInflating(bytes);
    const forced = this.#options.format;
    if (forced === 'message' || forced === 'messages') return this.#startPlain(forced);
    if (forced !== undefined) return this.#startCapture(forced);
    if (firstBytes === 'plain') {
      const dressed = isDressed(bytes, ended);
      if (dressed === 'unknown') return;
      if (!dressed) return this.#startPlain('messages');
      this.#isDressed = true;
    }
    if (firstBytes !== 'binary') return this.#recogniseText(ended);
    return this.#recogniseFile(bytes, ended);
  }

  /** What looks like no text may be one all the same: a trace whose first message holds control characters. */
  async #recogniseFile(bytes: Buffer, ended: boolean): Promise<void> {
    const { capturedFileFormat, foreignFormat } = await import('./captures.js');
    const format = capturedFileFormat(bytes);
    if (format !== undefined) return this.#startCapture(format);
    const foreign = foreignFormat(bytes);
    if (foreign === undefined) await this.#recogniseText(ended);
    else this.#refuse('foreign-format', foreign);
  }

  /** One line tells what the input is instead, and the rest of it is passed over. */
  #refuse(kind: 'foreign-format' | 'unknown-text', message: string): void {
    const place = { input: this.#options.inputName };
    this.#sink.problem({ kind, message, place });
    this.#first.clear();
    this.#reader = { push() {}, end() {}, hasGivenUp: true };
  }

  #startPlain(format: 'message' | 'messages'): void | Promise<void> {
    const { inputName } = this.#options;
    this.#plain = plainReader(this.#sink, inputName, format === 'message' ? 'single' : 'framed');
    this.#start(format, this.#plain);
    return this.#followText();
  }

  async #startCapture(format: CapturedFormat): Promise<void> {
    const { captureReader } = await import('./captures.js');
    const { inputName, series } = this.#options;
    this.#start(format, await captureReader(format, this.#sink, inputName, series));
  }

  /** Looks for messages, and headings of traces, in a text; what has none is handed over for a precise error. */
  async #recogniseText(ended: boolean): Promise<void> {
    const { capturedFileFormat, firstLineAt, foreignFormat, isHeading, refusalOf, templateText, TextInput } =
      await import('./captures.js');
    if (this.#text === undefined) {
      const file = capturedFileFormat(this.#first.bytes);
      if (file !== undefined) return this.#startCapture(file);
      const template = templateText(this.#first.bytes);
      if (template !== undefined) return this.#refuse('foreign-format', template);
    }
    const { bytes } = this.#first;
    if (
      this.#text === undefined &&
      !this.#isDressed &&
      beginsWithLenientFirstLine(bytes) &&
      !isHeading(firstLineOf(bytes)) &&
      // What a log has before the first line of a message is not the message's.
      firstLineAt(firstLineOf(bytes)) <= 0
    )
      return this.#startPlain('messages');
    this.#text ??= new TextInput(this.#sink, this.#options.inputName);
    const text = this.#text;
    text.push(bytes.subarray(this.#looked));
    this.#looked = bytes.length;
    // What comes at the end may still be a message.
    if (ended && text.format === undefined) text.end();
    if (text.format !== undefined) {
      this.#format = text.format;
      this.#reader = text;
      this.#first.clear();
    } else if (ended || bytes.length > searchedBytes) {
      const foreign = foreignFormat(bytes);
      const refusal = foreign === undefined ? refusalOf(bytes, text.bareFirstLines) : undefined;
      if (foreign !== undefined) this.#refuse('foreign-format', foreign);
      // Asked again, with all bytes that count: the first piece may have had but the first line.
      else if (refusal !== undefined && classifyFirstBytes(bytes, true) !== 'binary')
        this.#refuse('unknown-text', refusal);
      else await this.#startPlain('message');
    }
  }

  #start(format: InputFormat, reader: CaptureReader): void {
    const { bytes } = this.#first;
    this.#format = format;
    this.#reader = reader;
    this.#first.clear();
    reader.push(bytes);
  }

  /** A text that an editor or PowerShell saved in UTF-16 is read as UTF-8. */
  #startDecoding(order: Utf16Order): void | Promise<void> {
    const decoder = new Utf16Decoder(order);
    const inner = openReader(this.#sink, this.#options);
    const { bytes } = this.#first;
    this.#inflate = {
      push: (chunk) => inner.push(decoder.decode(chunk)),
      end: () => inner.end(),
      idle: () => inner.idle(),
      get hasGivenUp() {
        return inner.hasGivenUp;
      },
      get format() {
        return inner.format;
      },
    };
    return this.#inflate.push(bytes);
  }

  async #startInflating(bytes: Buffer): Promise<void> {
    const { gunzipReader } = await import('./captures.js');
    const { inputName } = this.#options;
    this.#inflate = gunzipReader(openReader(this.#sink, this.#options), this.#sink, inputName);
    await this.#inflate.push(bytes);
  }
}
