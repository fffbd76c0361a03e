import { nothingSelected } from './selection/nothingSelected.js';

/** What a summary calls requests that were handled, that succeeded, and that failed. */
export interface TallyWords {
  readonly handled: string;
  /** Absent where no request can fail. */
  readonly verdicts?: { readonly succeeded: string; readonly failed: string };
}

const wordsOfRuns: TallyWords = { handled: 'run', verdicts: { succeeded: 'true', failed: 'false' } };

/** What of the input could not be read. */
export interface Damage {
  readonly hasDamage: boolean;
  /** The kinds of damage with how often each came. */
  summary(): string;
}

/** What became of all messages together: an error, one request alone, or several of which all or not all succeeded. */
export type TallyVerdict = 'error' | 'one-request' | 'all-succeeded' | 'some-failed';

/** Counts what became of the messages of one run. */
export class Tally {
  private readonly words: TallyWords;
  private succeeded = 0;
  private failed = 0;
  private replies = 0;
  private errors = 0;
  private unsafe = 0;
  private readonly damage: Damage;

  constructor(damage: Damage, words: TallyWords = wordsOfRuns) {
    this.damage = damage;
    this.words = words;
  }

  addRequest(outcome: 'succeeded' | 'failed'): void {
    if (outcome === 'succeeded') this.succeeded += 1;
    else this.failed += 1;
  }

  addReply(): void {
    this.replies += 1;
  }

  /** A request that was not run: a part of it would have run as shell. */
  addUnsafe(): void {
    this.unsafe += 1;
  }

  addError(): void {
    this.errors += 1;
  }

  get messages(): number {
    return this.requests + this.replies + this.errors + this.unsafe;
  }

  private get requests(): number {
    return this.succeeded + this.failed;
  }

  /**
   * Why nothing was run at all, when nothing was and no error has said so already.
   * In: how many messages the input holds.
   */
  nothingRun(found: number): string | undefined {
    if (this.requests + this.errors + this.unsafe > 0) return undefined;
    if (this.replies === 1)
      return 'nothing to run: exec functions are called for requests only, and this is a reply';
    if (this.replies > 1)
      return 'nothing to run: exec functions are called for requests only, and these are replies';
    return this.damage.hasDamage ? undefined : `nothing to run: ${nothingSelected(found)}`;
  }

  /** One line about all messages; undefined where there was just one and nothing to say of it. */
  summary(): string | undefined {
    if (this.messages === 0 || (this.messages === 1 && !this.damage.hasDamage)) return undefined;
    const { handled, verdicts } = this.words;
    const parts = [`${count(this.requests, 'request')} ${handled}`];
    if (verdicts !== undefined)
      parts[0] += `: ${this.succeeded} ${verdicts.succeeded}, ${this.failed} ${verdicts.failed}`;
    if (this.replies > 0) parts.push(`${count(this.replies, 'reply', 'replies')} skipped`);
    if (this.unsafe > 0) parts.push(`${this.unsafe} unsafe, and not run`);
    if (this.errors > 0) parts.push(`${count(this.errors, 'message')} in error`);
    if (this.damage.hasDamage) parts.push(this.damage.summary());
    return parts.join('; ');
  }

  verdict(): TallyVerdict {
    if (this.errors + this.unsafe > 0 || this.damage.hasDamage || this.requests === 0) return 'error';
    if (this.requests === 1) return 'one-request';
    return this.failed > 0 ? 'some-failed' : 'all-succeeded';
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
