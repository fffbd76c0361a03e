import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { keyOf } from '../../record/messageOfRecording.js';
import { type Verdict, verifyRecording } from '../../record/verifyRecording.js';
import { verdictRecordLine } from '../../report/record/verdictRecord.js';
import { verdictText } from '../../report/record/verdictText.js';
import { readInputs } from '../../run/input/readInputs.js';
import { findServer, serverIds } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { problemLine, remarkLine } from '../output/errorLine.js';
import { Printer } from '../session/printer.js';
import { type RecordedCall, runRecordings } from '../session/recordingSession.js';

interface Verified {
  readonly call: RecordedCall;
  readonly verdicts: readonly Verdict[];
}

/** `sipexec verify`: holds what a real server gave to its commands against what its profile says. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = args.value('server');
  // The documented module is no server that anybody runs.
  const ids = server === undefined ? serverIds.filter((id) => id !== 'documented') : [findServer(server).id];
  const profiles = ids.map(findServer);
  const printer = await Printer.create(args, io);
  const capture = await messagesOf(args.value('capture'), io);
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
  if (unchecked > 0) summary(`${unchecked} calls tell of no message: nothing to check in them`);
  if (checked.length > 0) {
    if (!args.flag('json')) io.stdout.write(`${verdictOfAll(agreeing, most, checked.length)}\n`);
    const rebuilt = checked.filter(({ call }) => call.message?.origin === 'variables').length;
    if (rebuilt > 0)
      summary(
        `${rebuilt} calls have no message: of their environment, what is worked out from several headers was checked (SIP_TID, SIP_DID, users); tcpdump beside the recorder, and --capture, checks the rest`,
      );
  }
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  if (handled + unusable === 0) io.stderr.write(remarkLine('nothing to verify: no recording is selected'));
  if (unusable > 0 || checked.length === 0) return ExitStatus.failed;
  return most === checked.length ? ExitStatus.ok : ExitStatus.false;
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

/** The requests of a capture, by what pairs them with recordings; of retransmissions the first. */
async function messagesOf(file: string | undefined, io: CommandIo): Promise<Map<string, CapturedMessage>> {
  const found = new Map<string, CapturedMessage>();
  if (file === undefined) return found;
  const { isStdinTerminal, interrupt } = io;
  await readInputs(
    { inputs: [file], selection: {}, isStdinTerminal, interrupt },
    {
      message(message) {
        const { callId = '', cseq = '' } = message.summary;
        const key = keyOf(callId, cseq, message.header('via'));
        if (!message.isReply && !found.has(key)) found.set(key, message.captured);
      },
      problem: (problem, input) => io.stderr.write(problemLine(problem, input)),
    },
  );
  return found;
}
