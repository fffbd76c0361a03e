import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { SipexecError } from '../../errors.js';
import { findRecordings } from '../../record/findRecordings.js';
import { messageOfRecording, type RecordedMessage } from '../../record/messageOfRecording.js';
import { readRecording } from '../../record/readRecording.js';
import type { Recording } from '../../record/recording.js';
import { InputMessage } from '../../run/input/inputMessage.js';
import { OrderedJobs } from '../../run/orderedJobs.js';
import { Selector } from '../../run/selection/selector.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { selectionArguments } from '../arguments/selectionArguments.js';
import { jobCount } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { errorLine } from '../output/errorLine.js';
import { outputFailure } from '../output/outputStream.js';

/** One recorded call, as the selectors and the output know it. */
export interface RecordedCall {
  readonly recording: Recording;
  /** Undefined where the recording tells of no message. */
  readonly message: RecordedMessage | undefined;
  /** Its number among the recordings, and its path as the input. */
  readonly identity: InputMessage;
}

/** How many calls were recorded without their message, for a remark: `1 call tells of no message`. */
export function callsWithoutMessage(count: number): string {
  return `${count} ${count === 1 ? 'call tells' : 'calls tell'} of no message`;
}

/** A command that does the same for each of its recordings. */
export interface RecordingPlan<Result> {
  readonly capture?: ReadonlyMap<string, CapturedMessage>;
  handle(call: RecordedCall): Promise<Result>;
  print(call: RecordedCall, result: Result): void;
}

/**
 * Reads the recordings that a command line names, handles those that it selects, and prints in order. What cannot be
 * used gets one line on standard error.
 * Out: how many were handled, and how many could not be used.
 */
export async function runRecordings<Result>(
  plan: RecordingPlan<Result>,
  args: ParsedArguments,
  io: CommandIo,
): Promise<{ handled: number; unusable: number }> {
  const selector = new Selector(selectionArguments(args));
  const count = { handled: 0, unusable: 0 };
  const fail = (error: unknown) => {
    if (!(error instanceof SipexecError) || outputFailure(error) !== undefined) throw error;
    count.unusable += 1;
    io.stderr.write(errorLine(error));
  };
  const jobs = new OrderedJobs<{ call: RecordedCall; result: Result } | { error: unknown }>(
    jobCount(args),
    (done) => {
      if ('error' in done) return fail(done.error);
      count.handled += 1;
      plan.print(done.call, done.result);
    },
  );
  let index = 0;
  for (const path of args.all('recording').flatMap((word) => foundAt(word, fail))) {
    if (io.interrupt.aborted) break;
    index += 1;
    const call = callAt(path, index, plan.capture, fail);
    if (call === undefined || !selector.selects(call.identity)) continue;
    await jobs.add(async () => {
      try {
        return { call, result: await plan.handle(call) };
      } catch (error) {
        return { error };
      }
    });
  }
  await jobs.finish();
  return count;
}

function foundAt(word: string, fail: (error: unknown) => void): string[] {
  try {
    return findRecordings(word);
  } catch (error) {
    fail(error);
    return [];
  }
}

function callAt(
  path: string,
  index: number,
  capture: ReadonlyMap<string, CapturedMessage> | undefined,
  fail: (error: unknown) => void,
): RecordedCall | undefined {
  try {
    const recording = readRecording(path);
    const message = messageOfRecording(recording, capture);
    const captured = message?.captured ?? { bytes: Buffer.alloc(0) };
    return { recording, message, identity: new InputMessage(index, path, captured) };
  } catch (error) {
    fail(error);
    return undefined;
  }
}
