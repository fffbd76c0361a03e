import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { type MessageSummary, summarize } from '../../sip/messageSummary.js';
import { wordOf } from '../arguments/rawWords.js';

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

  /**
   * The value of the first header with one of two names (in lower case), unfolded, as a word of the command line
   * would hold it; empty when there is none.
   */
  header(name: string, compactName: string): string {
    const text = this.captured.bytes.toString('latin1', 0, SEARCHED_BYTES);
    const headers = (text.split(/\n\r?\n/, 1)[0] as string).replace(/\r?\n[ \t]+/g, ' ');
    const value = new RegExp(`^(?:${name}|${compactName})[ \\t]*:(.*)$`, 'im').exec(headers)?.[1] ?? '';
    return wordOf(Buffer.from(value.trim(), 'latin1'));
  }
}

const SEARCHED_BYTES = 65_536;
