import type { InputMessage } from '../input/inputMessage.js';

/** More transactions than any server holds at a time; beyond it the oldest are forgotten. */
const MAX_REMEMBERED = 100_000;

/**
 * Recognises requests that were seen before: same transaction (RFC 3261 §17.2.3: branch, sent-by, method), same
 * Call-ID, CSeq and request URI, same source.
 */
export class RetransmissionFilter {
  private readonly seen = new Set<string>();

  /** Each message is asked about once, in order. Replies never count as retransmissions. */
  isRetransmission(message: InputMessage): boolean {
    const { summary, captured } = message;
    if (summary.method === undefined) return false;
    const key = [
      summary.method,
      summary.uri,
      summary.callId,
      summary.cseq,
      message.header('via').split(',')[0],
      captured.source?.ip,
      captured.source?.port,
    ].join('\n');
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    if (this.seen.size > MAX_REMEMBERED) this.seen.delete(this.seen.values().next().value as string);
    return false;
  }
}
