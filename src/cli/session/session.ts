import { SipexecError } from '../../errors.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { OrderedJobs } from '../../run/orderedJobs.js';
import { Tally, type TallyVerdict, type TallyWords } from '../../run/tally.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { readMessages } from '../input/readMessages.js';
import { outputFailure } from '../output/outputStream.js';
import type { Printer } from './printer.js';
import { ProblemLog } from './problemLog.js';

/** A command that does the same for each request of its input. */
export interface SessionPlan<Result> {
  /** How many requests are handled at a time. */
  readonly jobs: number;
  /** Handles one message. Out: undefined for a reply. A SipexecError concerns this message alone. */
  handle(message: InputMessage): Promise<Result | undefined>;
  /** Prints a request's result. Out: the exit status that it alone would make. */
  print(message: InputMessage, result: Result): number;
  /** Whether a request was not run because a part of the message would have run as shell. */
  isUnsafe?(result: Result): boolean;
  readonly printer: Printer;
  /** The words of the summary; by default those for runs. */
  readonly words?: TallyWords;
}

/** What became of one message of the input; `Result` is what the command makes of a request. */
type Outcome<Result> =
  | { readonly kind: 'result'; readonly message: InputMessage; readonly result: Result }
  | { readonly kind: 'reply'; readonly message: InputMessage }
  | { readonly kind: 'error'; readonly message: InputMessage; readonly error: SipexecError };

/** Reads the input, handles every selected request, prints in order, and answers with the exit status. */
export async function runSession<Result>(
  plan: SessionPlan<Result>,
  args: ParsedArguments,
  io: CommandIo,
): Promise<number> {
  const problems = new ProblemLog(io.stderr, {
    isQuiet: args.flag('quiet'),
    isStrict: args.flag('strict'),
  });
  const tally = new Tally(problems, plan.words);
  const { printer } = plan;
  let lastStatus: number = ExitStatus.ok;
  const jobs = new OrderedJobs<Outcome<Result>>(plan.jobs, (outcome) => {
    if (outcome.kind === 'reply') tally.addReply();
    else if (outcome.kind === 'error') {
      tally.addError();
      printer.error(outcome.message, outcome.error);
    } else {
      lastStatus = plan.print(outcome.message, outcome.result);
      if (plan.isUnsafe?.(outcome.result)) tally.addUnsafe();
      else tally.addRequest(lastStatus === ExitStatus.ok ? 'succeeded' : 'failed');
    }
    printer.flushRemarks();
  });
  const found = await readMessages(args, io, {
    message: (message) => jobs.add(() => outcomeOf(plan, message)),
    problem: (problem, input) => problems.add(problem, input),
    pause: (format) => printer.pause(format),
  });
  await jobs.finish();
  printer.finish(tally.summary(), io.interrupt.aborted ? undefined : tally.nothingRun(found));
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  return statusOf(tally.verdict(), lastStatus);
}

/** The exit status of a run (cli.md, "Exit status"). In: what the last request alone would make it. */
function statusOf(verdict: TallyVerdict, lastStatus: number): number {
  switch (verdict) {
    case 'error':
      return ExitStatus.failed;
    case 'one-request':
      return lastStatus;
    case 'some-failed':
      return ExitStatus.false;
    case 'all-succeeded':
      return ExitStatus.ok;
  }
}

async function outcomeOf<Result>(plan: SessionPlan<Result>, message: InputMessage): Promise<Outcome<Result>> {
  try {
    const result = await plan.handle(message);
    return result === undefined ? { kind: 'reply', message } : { kind: 'result', message, result };
  } catch (error) {
    const isOfMessage = error instanceof SipexecError && outputFailure(error) === undefined;
    if (isOfMessage) return { kind: 'error', message, error };
    throw error;
  }
}
