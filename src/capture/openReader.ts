import type { CaptureReader, CaptureSink } from './capturedMessage.js';
import type { CaptureSeries } from './conversations.js';
import { beginsWithLenientFirstLine, classifyFirstBytes } from './detectFormat.js';
import { InputBuffer } from './inputBuffer.js';
import type { InputFormat, InputReader } from './inputReader.js';
import { plainReader } from './plainMessages.js';
import type { TextRecogniser } from './text/recogniseText.js';

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
 * inside. What is neither SIP nor a capture is handed over as one message, so that the reader of messages can say
 * precisely what is wrong with it. Problems of its own: `empty-input`, `foreign-format` (known, but not read),
 * `truncated-gzip`, `damaged-gzip`.
 */
export function openReader(sink: CaptureSink, options: ReaderOptions): InputReader {
  return new OpenedInput(sink, options);
}

/** A reader of one format; one that reads text also has `idle`. */
type FormatReader = CaptureReader & { idle?(): void };

class OpenedInput implements InputReader {
  readonly #sink: CaptureSink;
  readonly #options: ReaderOptions;
  readonly #first = new InputBuffer();
  #reader: FormatReader | undefined;
  #inflate: InputReader | undefined;
  #recogniser: TextRecogniser | undefined;
  #format: InputFormat | undefined;

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
    if (this.#reader !== undefined) return this.#reader.push(chunk);
    this.#first.append(chunk);
    return this.#recognise(false);
  }

  end(): void | Promise<void> {
    if (this.#inflate !== undefined) return this.#inflate.end();
    if (this.#reader !== undefined) return this.#reader.end();
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
    return this.#inflate !== undefined ? this.#inflate.end() : this.#reader?.end();
  }

  /** Looks at what has come so far; when it is enough, a reader takes it over. */
  #recognise(ended: boolean): void | Promise<void> {
    const { bytes } = this.#first;
    if (this.#recogniser !== undefined) return this.#recogniseText(ended);
    const firstBytes = classifyFirstBytes(bytes, ended);
    if (firstBytes === 'unknown' && !ended) return;
    if (firstBytes === 'gzip') return this.#startInflating(bytes);
    const forced = this.#options.format;
    if (forced === 'message' || forced === 'messages') return this.#startPlain(forced);
    if (forced !== undefined) return this.#startCapture(forced);
    if (firstBytes === 'plain') return this.#startPlain('messages');
    if (firstBytes === 'text') return this.#recogniseText(ended);
    return this.#recogniseFile(bytes, ended);
  }

  /** What looks like no text may be one all the same: a trace whose first message holds control characters. */
  async #recogniseFile(bytes: Buffer, ended: boolean): Promise<void> {
    const { capturedFileFormat, foreignFormat } = await import('./captures.js');
    const format = capturedFileFormat(bytes);
    if (format !== undefined) return this.#startCapture(format);
    const foreign = foreignFormat(bytes);
    if (foreign === undefined) await this.#recogniseText(ended);
    else this.#refuse(foreign);
  }

  /** One line tells what the input is instead, and the rest of it is passed over. */
  #refuse(foreign: string): void {
    const place = { input: this.#options.inputName };
    this.#sink.problem({ kind: 'foreign-format', message: foreign, place });
    this.#first.clear();
    this.#reader = { push() {}, end() {} };
  }

  #startPlain(format: 'message' | 'messages'): void {
    this.#start(
      format,
      plainReader(this.#sink, this.#options.inputName, format === 'message' ? 'single' : 'framed'),
    );
  }

  async #startCapture(format: InputFormat): Promise<void> {
    const { captureReader } = await import('./captures.js');
    const { inputName, series } = this.#options;
    this.#start(format, await captureReader(format, this.#sink, inputName, series));
  }

  /** Looks for the heading of a trace; what has none is handed over for a precise error. */
  async #recogniseText(ended: boolean): Promise<void> {
    const { capturedFileFormat, foreignFormat, searchedBytes, TextRecogniser } = await import(
      './captures.js'
    );
    if (this.#recogniser === undefined) {
      const file = capturedFileFormat(this.#first.bytes);
      if (file !== undefined) return this.#startCapture(file);
    }
    this.#recogniser ??= new TextRecogniser();
    const { bytes } = this.#first;
    const format = this.#recogniser.look(bytes, ended);
    if (format !== undefined) await this.#startCapture(format);
    else if (beginsWithLenientFirstLine(bytes)) this.#startPlain('messages');
    else if (ended || bytes.length > searchedBytes) {
      const foreign = foreignFormat(bytes);
      if (foreign === undefined) this.#startPlain('message');
      else this.#refuse(foreign);
    }
  }

  #start(format: InputFormat, reader: FormatReader): void {
    const { bytes } = this.#first;
    this.#format = format;
    this.#reader = reader;
    this.#first.clear();
    reader.push(bytes);
  }

  async #startInflating(bytes: Buffer): Promise<void> {
    const { gunzipReader } = await import('./captures.js');
    const { inputName } = this.#options;
    this.#inflate = gunzipReader(openReader(this.#sink, this.#options), this.#sink, inputName);
    await this.#inflate.push(bytes);
  }
}
