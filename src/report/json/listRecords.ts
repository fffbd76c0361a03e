import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { QUOTE, RIGHT_BRACE, SPACE } from '../../sip/characters.js';
import type { Endpoint } from '../../sip/endpoint.js';
import { type FoundSpan, lengthOf } from '../../sip/summary/headerLines.js';
import { summarize } from '../../sip/summary/messageSummary.js';
import { SummaryScan } from '../../sip/summary/summaryScan.js';
import { type Piece, PlainText, piece } from '../plainText.js';
import { type MessageIdentity, messageRecord } from './messageRecord.js';
import { PlainTime } from './plainTime.js';
import { jsonLine, recordLine } from './recordText.js';

/** A message of the input, as `list` knows it. */
export interface ListedMessage {
  readonly index: number;
  readonly input: string;
  readonly captured: CapturedMessage;
}

/** Room for many records, and for the name of any file. */
const heldBytes = 131_072;
/** What a record takes beside the texts that come from outside: names of keys, numbers, punctuation. */
const frameworkBytes = 512;
/** A message whose texts are longer, taken together, is left to {@link listRecordLine}. */
const maxTextBytes = 8_192;
const maxAddressLength = 64;

/** What a record holds before each of its values. */
const key = {
  index: piece('{"version":1,"message":{"index":'),
  input: piece(',"input":'),
  frame: piece(',"frame":'),
  time: piece(',"time":"'),
  method: piece(',"method":"'),
  status: piece(',"status":'),
  uri: piece(',"uri":"'),
  callId: piece(',"callId":"'),
  cseq: piece(',"cseq":"'),
  transport: piece(',"transport":"'),
  source: piece(',"source":{"ip":"'),
  destination: piece(',"destination":{"ip":"'),
  port: piece('","port":'),
};
const recordEnd = piece('}}\n');

/**
 * Writes the records of `list --json`, a line each. A capture may hold millions, and nearly all of their texts need no
 * escape: those go from the message's bytes straight into the output's; {@link listRecordLine} makes all others, and
 * says what a record looks like.
 */
export class ListRecords {
  readonly #write: (bytes: Buffer) => void;
  readonly #text = new PlainText(heldBytes);
  readonly #found = new SummaryScan();
  readonly #time = new PlainTime();
  /** The input's name, and the same as JSON: many records have it in common. */
  #input = '';
  #inputText = piece('""');

  /** @param write is done with the bytes when it returns: they are overwritten afterwards */
  constructor(write: (bytes: Buffer) => void) {
    this.#write = write;
  }

  /** Holds the record back until there are many, or `flush` is called. */
  add(message: ListedMessage): void {
    const { index, input, captured } = message;
    if (input !== this.#input) this.#setInput(input);
    if (this.#text.room < frameworkBytes + maxTextBytes + this.#inputText.length) this.flush();
    const { length } = this.#text;
    if (this.#addPlain(message)) return;
    this.#text.length = length;
    this.flush();
    const summary = summarize(captured.bytes);
    this.#write(Buffer.from(`${listRecordLine({ index, input, ...captured, summary })}\n`));
  }

  flush(): void {
    const text = this.#text;
    if (text.length === 0) return;
    this.#write(text.bytes.subarray(0, text.length));
    text.length = 0;
  }

  /** False where something of the message needs more than a copy; what was written until then does not count. */
  #addPlain({ index, captured }: ListedMessage): boolean {
    const { bytes, frame, time, transport, source, destination } = captured;
    const text = this.#text;
    const found = this.#found;
    found.read(bytes);
    if (textBytes(found) > maxTextBytes) return false;
    text.add(key.index);
    text.number(index);
    text.add(key.input);
    text.add(this.#inputText);
    if (frame !== undefined) {
      text.add(key.frame);
      text.number(frame);
    }
    if (time !== undefined) {
      text.add(key.time);
      this.#time.addTo(text, time);
      text.byte(QUOTE);
    }
    const isPlain =
      this.#addFound(key.method, bytes, found.method) &&
      this.#addStatus(bytes, found.status) &&
      this.#addFound(key.uri, bytes, found.uri) &&
      this.#addFound(key.callId, bytes, found.callId) &&
      hasSingleBlanks(bytes, found.cseq) &&
      this.#addFound(key.cseq, bytes, found.cseq);
    if (!isPlain) return false;
    if (transport !== undefined) {
      text.add(key.transport);
      text.quotable(transport);
      text.byte(QUOTE);
    }
    if (source !== undefined && !this.#addEndpoint(key.source, source)) return false;
    if (destination !== undefined && !this.#addEndpoint(key.destination, destination)) return false;
    text.add(recordEnd);
    return true;
  }

  #setInput(input: string): void {
    this.#input = input;
    this.#inputText = piece(jsonLine(input));
  }

  #addFound(name: Piece, bytes: Uint8Array, { start, end }: FoundSpan): boolean {
    if (start < 0) return true;
    this.#text.add(name);
    if (!this.#text.quotableBytes(bytes, start, end)) return false;
    this.#text.byte(QUOTE);
    return true;
  }

  #addStatus(bytes: Uint8Array, span: FoundSpan): boolean {
    if (span.start < 0) return true;
    this.#text.add(key.status);
    return this.#text.status(bytes, span);
  }

  #addEndpoint(name: Piece, { ip, port }: Endpoint): boolean {
    const text = this.#text;
    text.add(name);
    if (ip.length > maxAddressLength || !text.quotable(ip)) return false;
    text.add(key.port);
    text.number(port);
    text.byte(RIGHT_BRACE);
    return true;
  }
}

/** The record of `list --json` for one message, without its line end. */
export function listRecordLine(identity: MessageIdentity): string {
  // The record does not tell a reply's reason.
  const latin1 = identity.summary.latin1
    ?.filter((name) => name !== 'reason')
    .map((name) => `message.${name}`);
  const message = messageRecord(identity);
  return recordLine(latin1 === undefined || latin1.length === 0 ? { message } : { message, latin1 });
}

/** How many bytes of the message its record repeats. */
function textBytes({ method, uri, callId, cseq }: SummaryScan): number {
  return lengthOf(method) + lengthOf(uri) + lengthOf(callId) + lengthOf(cseq);
}

function hasSingleBlanks(bytes: Uint8Array, { start, end }: FoundSpan): boolean {
  for (let at = start + 1; at < end; at++) if (bytes[at] === SPACE && bytes[at - 1] === SPACE) return false;
  return true;
}
