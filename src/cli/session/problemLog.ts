import type { CaptureProblem } from '../../capture/capturedMessage.js';
import { problemLine } from '../output/errorLine.js';
import type { OutputStream } from '../output/outputStream.js';

/**
 * Reports what readers of captures had to give up: each kind of damage once an input, and how often in all. Damage of what
 * is no SIP, or of a message that nobody selected, is a remark; `isStrict` counts it like any other.
 */
export class ProblemLog {
  private readonly stderr: OutputStream;
  private readonly isQuiet: boolean;
  private readonly isStrict: boolean;
  private readonly reported = new Set<string>();
  private readonly counts = new Map<string, number>();
  private reportedDamage = 0;

  constructor(stderr: OutputStream, { isQuiet, isStrict }: { isQuiet: boolean; isStrict: boolean }) {
    this.stderr = stderr;
    this.isQuiet = isQuiet;
    this.isStrict = isStrict;
  }

  add(problem: CaptureProblem, input: string): void {
    const isDamage = isDamageOf(problem, this.isStrict);
    if (isDamage) this.counts.set(problem.kind, (this.counts.get(problem.kind) ?? 0) + 1);
    const key = `${problem.kind}\n${isDamage}\n${input}`;
    if (this.reported.has(key) || (this.isQuiet && !isDamage)) return;
    this.reported.add(key);
    if (isDamage) this.reportedDamage += 1;
    this.stderr.write(problemLine(problem, input));
    this.stderr.flush();
  }

  get hasDamage(): boolean {
    return this.counts.size > 0;
  }

  /** The kinds of damage with how often each came, as `lost-fragments: 3; truncated-file: 1`; empty without damage. */
  summary(): string {
    return [...this.counts].map(([kind, count]) => `${kind}: ${count}`).join('; ');
  }

  /** True where some damage came more often than it was reported. */
  get hasMore(): boolean {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0) > this.reportedDamage;
  }
}

function isDamageOf({ nature }: CaptureProblem, isStrict: boolean): boolean {
  return nature === 'elsewhere' ? isStrict : nature !== 'format';
}
