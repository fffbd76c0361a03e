import { constants } from 'node:os';
import type { ExecResult, Ran } from '../../exec/execResult.js';
import { recordedResult } from '../../record/replayRecording.js';
import { isSecretName, Scrubber } from '../../record/scrub/scrubber.js';
import { learnRecording, scrubRecording } from '../../record/scrub/scrubRecording.js';
import { verifyRecording } from '../../record/verifyRecording.js';
import { resultDifferences } from '../../report/comparison/resultDifferences.js';
import { InputMessage } from '../../run/input/inputMessage.js';
import type { ServerProfile } from '../../server/profile.js';
import { findServer } from '../../server/servers.js';
import { exactly, isShownAsItIs } from '../../shownText.js';
import { caseOfRecording } from '../../suite/record/caseOfRecording.js';
import { type NamedCase, recordedSuiteText } from '../../suite/record/recordedSuite.js';
import { renewSuite } from '../../suite/record/renewSuite.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { writeNew, writing } from '../../writeWhole.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { remarkLine } from '../output/errorLine.js';
import { capturedRequests, recordingServers } from '../session/recordingServers.js';
import { callsWithoutMessage, type RecordedCall, runRecordings } from '../session/recordingSession.js';
import { InitError, MessageFolder, mustBeNew, runNew } from './newSuiteFiles.js';

/**
 * `test --init FILE replay RECORDING…`: a suite of recorded calls, which expects the results that they had on the server;
 * calls that have another result here are named. With `--scrub` all names are replaced by stand-ins, and the suite expects
 * the results that the commands have with these.
 * In: the file to write; the recordings, or folders of them.
 */
export async function initFromRecordings(
  file: string,
  recordings: readonly string[],
  args: ParsedArguments,
  io: CommandIo,
): Promise<number> {
  if (recordings.length === 0)
    throw new UsageError(`--init ${file} replay needs at least one recording, or a folder of them`);
  mustBeNew(file);
  const { calls, unusable } = await readCalls(recordings, args, io);
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  if (calls.length === 0)
    throw new InitError('no recording was found or selected: there is nothing to write');
  const profile = serverOf(calls, args, io);
  const isScrubbed = args.flag('scrub');
  const { cases, kept } = casesOf(isScrubbed ? withoutNames(calls) : calls, file, io);
  if (cases.length === 0) throw new InitError('none of the recordings can be written as a case');
  const text = recordedSuiteText(file, profile.id, cases);
  const results = await runNew(file, text, io);
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  let different = 0;
  const expected = results.map((result, i): CheckResult => {
    const before = asItEnded(recordedResult((kept[i] as RecordedCall).recording, profile), result.result);
    const why = differenceText(before, result);
    if (why === undefined) return withResult(result, before);
    const isHere = result.result?.outcome === 'ran' && ![126, 127].includes(result.result.exitCode ?? 0);
    if (isScrubbed && isHere) return result;
    different += 1;
    io.stderr.write(remarkLine(`${cases[i]?.name}: its result here differs from the server's: ${why}`));
    return withResult(result, before);
  });
  const renewal = renewSuite(text, expected);
  writing(file, () => writeNew(file, renewal.text));
  io.stdout.write(`${exactly(file)}: ${cases.length} ${cases.length === 1 ? 'case' : 'cases'} written\n`);
  const secrets = [...new Set(cases.flatMap(({ env }) => [...env.keys()].filter(isSecretName)))];
  if (!isScrubbed && secrets.length > 0)
    io.stderr.write(
      remarkLine(
        `the server's environment is in it, ${secrets.join(', ')} too: --scrub replaces such values`,
      ),
    );
  if (isScrubbed)
    io.stderr.write(remarkLine('read it before you hand it on: only you know what else names somebody'));
  if (unusable > 0 || cases.length < calls.length) return ExitStatus.failed;
  return different > 0 ? ExitStatus.false : ExitStatus.ok;
}

async function readCalls(
  recordings: readonly string[],
  args: ParsedArguments,
  io: CommandIo,
): Promise<{ calls: RecordedCall[]; unusable: number }> {
  const calls: RecordedCall[] = [];
  const { unusable } = await runRecordings<void>(
    {
      capture: await capturedRequests(args.value('capture'), io),
      handle: async () => undefined,
      print: (call) => void calls.push(call),
    },
    args.withPositional('recording', recordings),
    io,
  );
  return { calls, unusable };
}

/** The named server, else the one that agrees with most of the recordings. */
function serverOf(calls: readonly RecordedCall[], args: ParsedArguments, io: CommandIo): ServerProfile {
  const named = args.value('server');
  if (named !== undefined) return findServer(named);
  const counts = recordingServers(undefined).map((profile) => ({
    profile,
    count: calls.filter(
      ({ recording, message }) =>
        message !== undefined && verifyRecording(recording, message, profile).differences.length === 0,
    ).length,
  }));
  const most = Math.max(...counts.map(({ count }) => count));
  const best = counts.filter(({ count }) => count === most);
  const profile = most === 0 ? findServer('documented') : (best[0] as (typeof best)[number]).profile;
  const others = best.slice(1).map(({ profile: { id } }) => id);
  const also = most === 0 || others.length === 0 ? '' : `; so do ${others.join(', ')}`;
  io.stderr.write(
    remarkLine(
      `server: ${profile.id}, which agrees in ${most} of ${calls.length} calls${also}; --server names another`,
    ),
  );
  return profile;
}

function withoutNames(calls: readonly RecordedCall[]): RecordedCall[] {
  const scrubber = new Scrubber();
  const servers = recordingServers(undefined);
  for (const { recording, message } of calls) learnRecording(recording, message, scrubber);
  return calls.map((call) => {
    const { recording, message } = scrubRecording(call.recording, call.message, scrubber, servers);
    return { ...call, recording, message };
  });
}

function casesOf(
  calls: readonly RecordedCall[],
  file: string,
  io: CommandIo,
): { cases: NamedCase[]; kept: RecordedCall[] } {
  const cases: NamedCase[] = [];
  const kept: RecordedCall[] = [];
  let folder: MessageFolder | undefined;
  let neutral = 0;
  for (const call of calls) {
    const { recording, identity } = call;
    const caseOrReason = caseOfRecording(recording, call.message);
    if (typeof caseOrReason === 'string') {
      io.stderr.write(remarkLine(`${recording.path}: not written as a case: ${caseOrReason}`));
      continue;
    }
    const { message } = caseOrReason;
    if (message === undefined) neutral += 1;
    else folder ??= new MessageFolder(file);
    cases.push({
      ...caseOrReason,
      name: `call ${identity.index}, ${recording.function}${summaryText(message)}`,
      file: message && folder?.add(identity.index, message),
    });
    kept.push(call);
  }
  if (neutral > 0)
    io.stderr.write(
      remarkLine(
        `${callsWithoutMessage(neutral)}: a neutral request stands in its place, and no command sees it`,
      ),
    );
  return { cases, kept };
}

/** Method and URI, as far as they make a title. */
function summaryText(message: Buffer | undefined): string {
  if (message === undefined) return '';
  const { method, uri } = new InputMessage(1, 'recording', { bytes: message }).summary;
  const text = `: ${method} ${uri}`;
  return method === undefined || text.length > 100 || !isShownAsItIs(text) ? '' : text;
}

/** A recording has 137 where a suite says SIGKILL: it is that where the same signal ends the command here. */
function asItEnded(before: Ran, after: ExecResult | undefined): Ran {
  const signal = after?.outcome === 'ran' ? after.signal : undefined;
  if (signal === undefined || before.exitCode !== 128 + constants.signals[signal]) return before;
  const { exitCode: _, ...rest } = before;
  return { ...rest, signal };
}

/** The aspects, such as `uris, stdout`, in which the call's result here differs from the recorded one; undefined: in none. */
function differenceText(before: Ran, { result, failures }: CheckResult): string | undefined {
  if (result === undefined) return failures[0]?.message ?? 'it did not run';
  // Only exec_dset changes the URI set. Of other calls a recording may not even tell what it was.
  const aspects: string[] = resultDifferences(before, result)
    .map(({ aspect }) => aspect)
    .filter((aspect) => aspect !== 'uris' || before.function === 'exec_dset');
  const prints = before.function === 'exec_msg' || before.function === 'exec';
  if (prints && result.outcome === 'ran' && before.stdout?.equals(result.stdout ?? Buffer.alloc(0)) === false)
    aspects.push('stdout');
  return aspects.length === 0 ? undefined : aspects.join(', ');
}

/** The recorded result, with the warnings that sipexec has for the call: those are no part of a recording. */
function withResult(check: CheckResult, before: Ran): CheckResult {
  return {
    ...check,
    status: 'passed',
    failures: [],
    result: { ...before, warnings: check.result?.warnings ?? [] },
  };
}
