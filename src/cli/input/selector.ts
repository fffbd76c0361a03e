import type { MessageSummary } from '../../sip/messageSummary.js';
import { textPattern } from '../../textPattern.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { InputMessage } from './inputMessage.js';
import { RetransmissionFilter } from './retransmissionFilter.js';

type Pattern = ReturnType<typeof textPattern>;
type Range = readonly [first: number, last: number];

/** Decides which messages of the input are meant (cli.md, "Input"). */
export class Selector {
  private readonly ranges: readonly Range[];
  private readonly methods: ReadonlySet<string>;
  private readonly callIds: readonly string[];
  private readonly fromMatches: Pattern | undefined;
  private readonly toMatches: Pattern | undefined;
  private readonly uriMatches: Pattern | undefined;
  private readonly retransmissions: RetransmissionFilter | undefined;
  private readonly isFirstOnly: boolean;
  /** True when any option narrows the selection. */
  readonly isNarrow: boolean;
  private found = 0;

  /** @throws UsageError for a message number that is none */
  constructor(args: ParsedArguments) {
    this.ranges = args.list('message').flatMap((text) => text.split(',').map(parseRange));
    this.methods = new Set(
      args.list('method').flatMap((text) => text.split(',').map((method) => method.trim().toUpperCase())),
    );
    this.callIds = args.list('call-id');
    this.fromMatches = optionalPattern(args.value('from-match'));
    this.toMatches = optionalPattern(args.value('to-match'));
    this.uriMatches = optionalPattern(args.value('ruri-match'));
    this.retransmissions = args.value('retransmissions') === 'no' ? new RetransmissionFilter() : undefined;
    this.isFirstOnly = args.flag('first');
    this.isNarrow =
      this.ranges.length + this.methods.size + this.callIds.length > 0 ||
      [this.fromMatches, this.toMatches, this.uriMatches, this.retransmissions].some(
        (part) => part !== undefined,
      );
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
      (this.fromMatches?.(message.header('from', 'f')) ?? true) &&
      (this.toMatches?.(message.header('to', 't')) ?? true) &&
      !(this.retransmissions?.isRetransmission(message) ?? false)
    );
  }
}

/** A reply belongs to the method that its CSeq names. */
function cseqMethod(summary: MessageSummary): string {
  return summary.cseq?.split(' ')[1] ?? '';
}

function parseRange(text: string): Range {
  const match = /^(\d+)(?:(-)(\d*))?$/.exec(text.trim());
  if (match === null) throw new UsageError(`-n ${text}: not a message number or a range such as 2-5`);
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (first === 0) throw new UsageError(`-n ${text}: messages are numbered from 1`);
  if (last < first) throw new UsageError(`-n ${text}: the range runs backwards`);
  return [first, last];
}

function optionalPattern(text: string | undefined): Pattern | undefined {
  return text === undefined ? undefined : textPattern(text);
}
