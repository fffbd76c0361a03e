import { SipexecError } from './errors.js';

/** How long a pattern may take over one text, in seconds. */
export const MAX_PATTERN_SECONDS = 5;

/** A pattern of the user took longer over one text than it may. */
export class PatternTimeoutError extends SipexecError {}

/**
 * A regular expression that comes from outside of the program (an option, a suite, a configuration). Such a one may
 * need a time that doubles with each letter of a text: `^(a+)+$` over 50 letters and a `!` takes days.
 *
 * V8 has a second engine, whose time grows with the text alone; it takes over after 50,000 steps back, and finds the
 * same. It knows no lookaround, no backreferences, no large counts, and not the flags i and u: where an expression has
 * one of these, a clock stops it after MAX_PATTERN_SECONDS.
 */
export class BoundedPattern {
  private readonly expression: RegExp;
  private readonly isLinear: boolean;
  private readonly writtenAs: string;
  private readonly maxSeconds: number;

  /**
   * In: an expression of JavaScript and its flags, as RegExp takes them; how the user wrote it, where it was
   * translated; how long it may take over one text, in seconds.
   * @throws SyntaxError where it is no regular expression
   */
  constructor(
    readonly source: string,
    flags = '',
    {
      writtenAs = source,
      maxSeconds = MAX_PATTERN_SECONDS,
    }: { writtenAs?: string; maxSeconds?: number } = {},
  ) {
    this.writtenAs = writtenAs;
    this.maxSeconds = maxSeconds;
    new RegExp(source, flags);
    // In a group, since V8 remembers the bare expression as one that the second engine may not take over.
    const grouped = `(?:${source})`;
    this.isLinear = withEngineFlag(linearOnly, () => isAccepted(grouped, `${flags}l`));
    this.expression = withEngineFlag(linearAtLast, () => compiled(new RegExp(grouped, flags)));
  }

  /** Whether the pattern is found in the text. @throws PatternTimeoutError */
  test(text: string): boolean {
    return this.bounded(() => text.search(this.expression) >= 0);
  }

  /** As String.replace does it: `replacer` gets the match, its groups and its place. @throws PatternTimeoutError */
  replace(text: string, replacer: (...match: unknown[]) => string): string {
    return this.bounded(() => text.replace(this.expression, replacer));
  }

  private bounded<T>(work: () => T): T {
    if (this.isLinear) return withEngineFlag(linearAtLast, work);
    const answer = withinTime(work, this.maxSeconds);
    if (answer !== undefined) return answer.value;
    const shown = this.writtenAs.length > 60 ? `${this.writtenAs.slice(0, 60)}…` : this.writtenAs;
    throw new PatternTimeoutError(
      `the pattern ${JSON.stringify(shown)} takes longer than ${this.maxSeconds} s over one text: ` +
        'write it without a repetition inside of a repetition',
    );
  }
}

/** V8 finds an expression too large when it is first used, by the bytes of the text or by its letters. @throws SyntaxError */
function compiled(expression: RegExp): RegExp {
  try {
    for (const text of ['', '\u0100']) text.search(expression);
  } catch {
    throw new SyntaxError('the expression is too large');
  }
  return expression;
}

/** Does what uses many patterns, one after the other: what each use would cost (2 to 11 µs) is paid once for all. */
export function withPatterns<T>(work: () => T): T {
  return withEngineFlag(linearAtLast, work);
}

/** A flag of V8, and whether we are within a call that wants it. */
interface EngineFlag {
  readonly name: string;
  isSet: boolean;
}

/** The flag l of RegExp is known, and refuses what the second engine can't do. */
const linearOnly: EngineFlag = { name: 'enable-experimental-regexp-engine', isSet: false };
/** The second engine takes over from the first one. */
const linearAtLast: EngineFlag = {
  name: 'enable-experimental-regexp-engine-on-excessive-backtracks',
  isSet: false,
};

/**
 * The flag holds during the call alone (2 to 11 µs): V8 takes no code cache that was made under other flags. That is
 * enough, as an expression is compiled again at a use, not between two.
 */
function withEngineFlag<T>(flag: EngineFlag, work: () => T): T {
  if (flag.isSet) return work();
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString(`--${flag.name}`);
  flag.isSet = true;
  try {
    return work();
  } finally {
    flag.isSet = false;
    setFlagsFromString(`--no-${flag.name}`);
  }
}

function isAccepted(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

let timed: ((work: () => void, maxSeconds: number) => void) | undefined;

/** What `work` gives; undefined where the time is over before it ends. What it throws goes on. */
function withinTime<T>(work: () => T, maxSeconds: number): { readonly value: T } | undefined {
  timed ??= timedCalls();
  let answer: { readonly value: T } | undefined;
  try {
    timed(() => {
      answer = { value: work() };
    }, maxSeconds);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  }
  return answer;
}

function timedCalls(): NonNullable<typeof timed> {
  const { createContext, Script } = process.getBuiltinModule('node:vm');
  const call = new Script('work()');
  const inside: { work: () => void } = { work: () => {} };
  const context = createContext(inside);
  return (work, maxSeconds) => {
    inside.work = work;
    call.runInContext(context, { timeout: maxSeconds * 1000 });
  };
}
