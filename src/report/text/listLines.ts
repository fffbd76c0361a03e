import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { shownText } from '../../shownText.js';
import { COLON, LEFT_BRACKET, LF, RIGHT_BRACKET, SPACE } from '../../sip/characters.js';
import type { Endpoint } from '../../sip/endpoint.js';
import { endpointText } from '../../sip/endpointText.js';
import { type FoundSpan, lengthOf } from '../../sip/summary/headerLines.js';
import { type MessageSummary, summarize } from '../../sip/summary/messageSummary.js';
import { SummaryScan } from '../../sip/summary/summaryScan.js';
import { timeText } from '../json/messageRecord.js';
import { PlainTime } from '../json/plainTime.js';
import { PlainText, piece } from '../plainText.js';

/** A message of the input, as a line shows it. */
export interface LinedMessage {
  readonly index: number;
  readonly captured: CapturedMessage;
}

/** Room for many lines. */
const HELD_BYTES = 131_072;
/** What a line takes beside the texts of the message: numbers, addresses, blanks. */
const FRAMEWORK_BYTES = 512;
/** A message whose texts are longer, taken together, is left to {@link listLine}. */
const MAX_TEXT_BYTES = 8_192;
const MAX_ADDRESS_LENGTH = 64;

/** Widths of the columns: number, address with port, method or status. */
const INDEX_WIDTH = 4;
const ENDPOINT_WIDTH = 21;
const SUBJECT_WIDTH = 9;

const arrow = piece(' -> ');
const HYPHEN = 0x2d;

/**
 * Writes the lines of `list`. A capture may hold millions of messages, and nearly all have nothing to escape: those go
 * from the message's bytes straight into the output's; {@link listLine} makes all others, and says what a line looks
 * like.
 */
export class ListLines {
  readonly #write: (bytes: Buffer) => void;
  readonly #text = new PlainText(HELD_BYTES);
  readonly #found = new SummaryScan();
  readonly #time = new PlainTime();

  /** @param write is done with the bytes when it returns: they are overwritten afterwards */
  constructor(write: (bytes: Buffer) => void) {
    this.#write = write;
  }

  /** Holds the line back until there are many, or `flush` is called. */
  add(message: LinedMessage): void {
    const text = this.#text;
    if (text.room < FRAMEWORK_BYTES + MAX_TEXT_BYTES) this.flush();
    const { length } = text;
    if (this.#addPlain(message)) {
      text.byte(LF);
      return;
    }
    text.length = length;
    this.flush();
    this.#write(Buffer.from(`${listLine({ ...message, summary: summarize(message.captured.bytes) })}\n`));
  }

  flush(): void {
    const text = this.#text;
    if (text.length === 0) return;
    this.#write(text.bytes.subarray(0, text.length));
    text.length = 0;
  }

  /** False where something of the message needs more than a copy; what was written until then does not count. */
  #addPlain({ index, captured }: LinedMessage): boolean {
    const { bytes, time, source, destination } = captured;
    const text = this.#text;
    const found = this.#found;
    found.read(bytes);
    const subject = found.uri.start >= 0 ? found.uri : found.reason;
    if (lengthOf(found.method) + lengthOf(subject) + lengthOf(found.callId) > MAX_TEXT_BYTES) return false;
    for (let limit = 1_000; limit > index && limit > 1; limit /= 10) text.byte(SPACE);
    text.number(index);
    text.byte(SPACE);
    if (time === undefined) text.byte(HYPHEN);
    else this.#time.addTo(text, time);
    text.byte(SPACE);
    if (!this.#addEndpoint(source)) return false;
    text.add(arrow);
    if (!this.#addEndpoint(destination)) return false;
    text.byte(SPACE);
    const subjectStart = text.length;
    const isPlain =
      found.method.start >= 0 ? this.#addFound(bytes, found.method) : text.status(bytes, found.status);
    if (!isPlain) return false;
    this.#pad(subjectStart, SUBJECT_WIDTH);
    text.byte(SPACE);
    if (!this.#addFound(bytes, subject)) return false;
    text.byte(SPACE);
    return this.#addFound(bytes, found.callId);
  }

  #addFound(bytes: Uint8Array, { start, end }: FoundSpan): boolean {
    if (start >= 0) return this.#text.quotableBytes(bytes, start, end);
    this.#text.byte(HYPHEN);
    return true;
  }

  #addEndpoint(endpoint: Endpoint | undefined): boolean {
    const text = this.#text;
    const { length: start } = text;
    if (endpoint === undefined) text.byte(HYPHEN);
    else {
      const { ip, port } = endpoint;
      if (ip.length > MAX_ADDRESS_LENGTH) return false;
      const isBracketed = ip.includes(':');
      if (isBracketed) text.byte(LEFT_BRACKET);
      if (!text.quotable(ip)) return false;
      if (isBracketed) text.byte(RIGHT_BRACKET);
      text.byte(COLON);
      text.number(port);
    }
    this.#pad(start, ENDPOINT_WIDTH);
    return true;
  }

  #pad(start: number, width: number): void {
    while (this.#text.length < start + width) this.#text.byte(SPACE);
  }
}

/** The line of `list` for one message, without its line end (cli.md, "Commands"). */
export function listLine({
  index,
  captured,
  summary,
}: LinedMessage & { readonly summary: MessageSummary }): string {
  const columns = [
    String(index).padStart(INDEX_WIDTH),
    captured.time === undefined ? '-' : timeText(captured.time),
    (captured.source === undefined ? '-' : endpointText(captured.source)).padEnd(ENDPOINT_WIDTH),
    '->',
    (captured.destination === undefined ? '-' : endpointText(captured.destination)).padEnd(ENDPOINT_WIDTH),
    (summary.method ?? String(summary.status ?? '?')).padEnd(SUBJECT_WIDTH),
    summary.uri ?? summary.reason ?? '-',
    summary.callId ?? '-',
  ];
  return shownText(columns.join(' '), 'line');
}
