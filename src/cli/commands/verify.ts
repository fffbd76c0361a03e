import { Scrubber } from '../../record/scrub/scrubber.js';
import { learnRecording, scrubRecording } from '../../record/scrub/scrubRecording.js';
import { type Verdict, verifyRecording } from '../../record/verifyRecording.js';
import { verdictRecordLine } from '../../report/record/verdictRecord.js';
import { verdictText } from '../../report/record/verdictText.js';
import { type ReportedCall, verifyReport } from '../../report/record/verifyReport.js';
import type { ServerProfile } from '../../server/profile.js';
import { writeWhole, writing } from '../../writeWhole.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { remarkLine } from '../output/errorLine.js';
import { Printer } from '../session/printer.js';
import { capturedRequests, recordingServers } from '../session/recordingServers.js';
import { callsWithoutMessage, type RecordedCall, runRecordings } from '../session/recordingSession.js';

interface Verified {
  readonly call: RecordedCall;
  readonly verdicts: readonly Verdict[];
}

/** `sipexec verify`: holds what a real server gave to its commands against what its profile says. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const profiles = recordingServers(args.value('server'));
  const ids = profiles.map(({ id }) => id);
  const printer = await Printer.create(args, io);
  const capture = await capturedRequests(args.value('capture'), io);
  const all: Verified[] = [];
  const { handled, unusable } = await runRecordings<readonly Verdict[]>(
    {
      capture,
      handle: async ({ recording, message }) =>
        message === undefined ? [] : profiles.map((profile) => verifyRecording(recording, message, profile)),
      print: (call, verdicts) => void all.push({ call, verdicts }),
    },
    args,
    io,
  );
  const checked = all.filter(({ verdicts }) => verdicts.length > 0);
  const agreeing = ids.map((id, i) => ({
    id,
    count: checked.filter(({ verdicts }) => agrees(verdicts[i])).length,
  }));
  const most = Math.max(0, ...agreeing.map(({ count }) => count));
  const best = agreeing.findIndex(({ count }) => count === most);
  for (const one of all) printOne(one, best, args, printer);
  printer.finish(undefined, undefined);

  const summary = (text: string) => args.flag('quiet') || io.stderr.write(remarkLine(text));
  const unchecked = handled - checked.length;
  if (unchecked > 0) summary(`${callsWithoutMessage(unchecked)}: nothing to check there`);
  if (checked.length > 0) {
    const verdict = verdictOfAll(agreeing, most, checked.length);
    if (!args.flag('json')) io.stdout.write(`${verdict}\n`);
    const report = args.value('report');
    if (report !== undefined) writeReport(report, verdict, checked, profiles, best, io);
    const rebuilt = checked.filter(({ call }) => call.message?.origin === 'variables').length;
    const unpaired = all.filter(
      ({ call }) => call.message?.origin !== 'capture' && call.message?.origin !== 'input',
    );
    if (capture.size > 0 && unpaired.length > 0) summary(unpairedText(unpaired));
    else if (rebuilt > 0)
      summary(
        `${rebuilt} calls have no message: of their environment, what is worked out from several headers was checked (SIP_TID, SIP_DID, users); tcpdump beside the recorder, and --capture, checks the rest`,
      );
  }
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  if (handled + unusable === 0) io.stderr.write(remarkLine('nothing to verify: no recording is selected'));
  if (unusable > 0 || checked.length === 0) return ExitStatus.failed;
  return most === checked.length ? ExitStatus.ok : ExitStatus.false;
}

/** Names the calls whose message the capture does not hold. */
function unpairedText(calls: readonly Verified[]): string {
  const named = calls.slice(0, 5).map(({ call }) => call.recording.path);
  const more = calls.length > named.length ? ` and ${calls.length - named.length} more` : '';
  return `${calls.length} calls are not in the capture: ${named.join(', ')}${more}`;
}

/** @throws WriteError */
function writeReport(
  file: string,
  summary: string,
  checked: readonly Verified[],
  profiles: readonly ServerProfile[],
  best: number,
  io: CommandIo,
): void {
  const scrubber = new Scrubber();
  const different = checked.filter(({ verdicts }) => !agrees(verdicts[best]));
  for (const { call } of different) learnRecording(call.recording, call.message, scrubber);
  const profile = profiles[best] as ServerProfile;
  const servers = recordingServers(undefined);
  const calls = different.flatMap(({ call }): ReportedCall[] => {
    const { recording, message, notes } = scrubRecording(call.recording, call.message, scrubber, servers);
    if (message === undefined) return [];
    return [{ recording, message, notes, verdict: verifyRecording(recording, message, profile) }];
  });
  const about = { version: io.version, system: `${process.platform} ${process.arch}`, summary };
  const report = verifyReport(about, calls);
  writing(file, () => writeWhole(file, report, 0o600));
  io.stderr.write(remarkLine(`${file}: ${calls.length} calls that differ; read it before you send it`));
}

function agrees(verdict: Verdict | undefined): boolean {
  return verdict?.differences.length === 0;
}

/** `412 of 412 calls as kamailio-6.0; kamailio-5.6 agrees in 398`: the best first, then those that come near. */
function verdictOfAll(
  agreeing: readonly { readonly id: string; readonly count: number }[],
  most: number,
  calls: number,
): string {
  const best = agreeing.filter(({ count }) => count === most).map(({ id }) => id);
  const others = agreeing
    .filter(({ count }) => count < most && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ id, count }) => `${id} agrees in ${count}`);
  return [
    `${most} of ${calls} calls as ${most === 0 ? 'none of the servers' : best.join(', ')}`,
    ...others,
  ].join('; ');
}

function printOne({ call, verdicts }: Verified, best: number, args: ParsedArguments, printer: Printer): void {
  if (args.flag('json')) {
    const { recording, identity, message } = call;
    printer.line(verdictRecordLine(identityOf(identity), recording, message?.origin, verdicts));
    return;
  }
  const verdict = verdicts[best];
  if (verdict === undefined || agrees(verdict)) return;
  printer.expectMany();
  printer.picture(call.identity, verdictText(verdict));
  printer.expectMany();
}
