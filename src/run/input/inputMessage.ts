import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { wordOf } from '../../rawWords.js';
import { headerText } from '../../sip/summary/headerLines.js';
import { type MessageSummary, summarize } from '../../sip/summary/messageSummary.js';

/** The headers by which messages are selected, with their compact names (RFC 3261 §7.3.3). */
const compactNames = { from: 'f', to: 't', via: 'v' } as const;

/** One message of the input, with its number and the name of the input that it came from. */
export class InputMessage {
  /** Counted from 1 over all inputs, replies included. */
  readonly index: number;
  readonly input: string;
  readonly captured: CapturedMessage;
  private cached: MessageSummary | undefined;

  constructor(index: number, input: string, captured: CapturedMessage) {
    this.index = index;
    this.input = input;
    this.captured = captured;
  }

  get summary(): MessageSummary {
    this.cached ??= summarize(this.captured.bytes);
    return this.cached;
  }

  get isReply(): boolean {
    return this.summary.status !== undefined;
  }

  /** The value of the first such header, in one line, as a word of the command line would hold it; empty without one. */
  header(name: keyof typeof compactNames): string {
    const value = headerText(this.captured.bytes, name, compactNames[name]);
    return value === undefined ? '' : wordOf(Buffer.from(value, 'latin1'));
  }
}
