import type { MessageSummary } from '../../sip/summary/messageSummary.js';
import { textPattern } from '../../textPattern.js';
import type { InputMessage } from '../input/inputMessage.js';
import { RetransmissionFilter } from './retransmissionFilter.js';
import { type MessageRange, narrows, type Selection } from './selection.js';

type Pattern = ReturnType<typeof textPattern>;

/** Decides which messages of an input are meant (cli.md, "Input"). */
export class Selector {
  private readonly ranges: readonly MessageRange[];
  private readonly methods: ReadonlySet<string>;
  private readonly callIds: readonly string[];
  private readonly fromMatches: Pattern | undefined;
  private readonly toMatches: Pattern | undefined;
  private readonly uriMatches: Pattern | undefined;
  private readonly retransmissions: RetransmissionFilter | undefined;
  private readonly isFirstOnly: boolean;
  private readonly isNarrow: boolean;
  private found = 0;

  constructor(selection: Selection) {
    this.ranges = selection.ranges ?? [];
    this.methods = new Set(selection.methods?.map((method) => method.toUpperCase()));
    this.callIds = selection.callIds ?? [];
    this.fromMatches = optionalPattern(selection.from);
    this.toMatches = optionalPattern(selection.to);
    this.uriMatches = optionalPattern(selection.requestUri);
    this.retransmissions = selection.retransmissions === 'left-out' ? new RetransmissionFilter() : undefined;
    this.isFirstOnly = selection.isFirstOnly ?? false;
    this.isNarrow = narrows({ ...selection, isFirstOnly: false });
  }

  /** True when no later message can be selected any more, so that nothing more need be read. */
  isComplete(lastIndex: number): boolean {
    if (this.isFirstOnly && this.found > 0) return true;
    return this.ranges.length > 0 && this.ranges.every(([, last]) => last <= lastIndex);
  }

  /** Each message is asked about once, in order. */
  selects(message: InputMessage): boolean {
    if (!this.matches(message)) return false;
    this.found += 1;
    return !this.isFirstOnly || this.found === 1;
  }

  private matches(message: InputMessage): boolean {
    if (
      this.ranges.length > 0 &&
      !this.ranges.some(([first, last]) => message.index >= first && message.index <= last)
    ) {
      return false;
    }
    if (!this.isNarrow) return true;
    const { summary } = message;
    return (
      (this.methods.size === 0 || this.methods.has((summary.method ?? cseqMethod(summary)).toUpperCase())) &&
      (this.callIds.length === 0 || this.callIds.includes(summary.callId ?? '')) &&
      (this.uriMatches?.(summary.uri ?? '') ?? true) &&
      (this.fromMatches?.(message.header('from')) ?? true) &&
      (this.toMatches?.(message.header('to')) ?? true) &&
      !(this.retransmissions?.isRetransmission(message) ?? false)
    );
  }
}

/** A reply belongs to the method that its CSeq names. */
function cseqMethod(summary: MessageSummary): string {
  return summary.cseq?.split(' ')[1] ?? '';
}

function optionalPattern(text: string | undefined): Pattern | undefined {
  return text === undefined ? undefined : textPattern(text);
}
