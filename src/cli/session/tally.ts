import { ExitStatus } from '../exitStatus.js';
import { nothingSelected } from '../input/nothingSelected.js';
import type { ProblemLog } from './problemLog.js';

/** What a summary calls requests that were handled, that made status 0, and that made another. */
export interface TallyWords {
  readonly handled: string;
  /** Absent where no request can fail. */
  readonly verdicts?: { readonly succeeded: string; readonly failed: string };
}

const wordsOfRuns: TallyWords = { handled: 'run', verdicts: { succeeded: 'true', failed: 'false' } };

/** Counts what became of the messages of one run, and tells the exit status (cli.md, "Exit status"). */
export class Tally {
  private readonly words: TallyWords;
  private succeeded = 0;
  private failed = 0;
  private replies = 0;
  private errors = 0;
  private readonly problems: ProblemLog;
  private lastStatus: number = ExitStatus.ok;

  constructor(problems: ProblemLog, words: TallyWords = wordsOfRuns) {
    this.problems = problems;
    this.words = words;
  }

  /** A request was handled; `status` is what it alone would make the exit status. */
  addRequest(status: number): void {
    if (status === ExitStatus.ok) this.succeeded += 1;
    else this.failed += 1;
    this.lastStatus = status;
  }

  addReply(): void {
    this.replies += 1;
  }

  addError(): void {
    this.errors += 1;
  }

  get messages(): number {
    return this.requests + this.replies + this.errors;
  }

  private get requests(): number {
    return this.succeeded + this.failed;
  }

  /**
   * Why nothing was run at all, when nothing was and no error has said so already.
   * In: how many messages the input holds.
   */
  nothingRun(found: number): string | undefined {
    if (this.requests + this.errors > 0) return undefined;
    if (this.replies === 1)
      return 'nothing to run: exec functions are called for requests only, and this is a reply';
    if (this.replies > 1)
      return 'nothing to run: exec functions are called for requests only, and these are replies';
    return this.problems.hasDamage ? undefined : `nothing to run: ${nothingSelected(found)}`;
  }

  /** One line about all messages; undefined where there was just one and nothing to say of it. */
  summary(): string | undefined {
    if (this.messages === 0 || (this.messages === 1 && !this.problems.hasDamage)) return undefined;
    const { handled, verdicts } = this.words;
    const parts = [`${count(this.requests, 'request')} ${handled}`];
    if (verdicts !== undefined)
      parts[0] += `: ${this.succeeded} ${verdicts.succeeded}, ${this.failed} ${verdicts.failed}`;
    if (this.replies > 0) parts.push(`${count(this.replies, 'reply', 'replies')} skipped`);
    if (this.errors > 0) parts.push(`${count(this.errors, 'message')} in error`);
    if (this.problems.hasDamage) parts.push(this.problems.summary());
    return parts.join('; ');
  }

  status(): number {
    if (this.errors > 0 || this.problems.hasDamage || this.requests === 0) return ExitStatus.failed;
    if (this.requests === 1) return this.lastStatus;
    return this.failed > 0 ? ExitStatus.false : ExitStatus.ok;
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
