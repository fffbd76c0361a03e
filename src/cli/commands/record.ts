import { join } from 'node:path';
import { SipexecError } from '../../errors.js';
import { Scrubber } from '../../record/scrub/scrubber.js';
import { learnRecording, scrubRecording } from '../../record/scrub/scrubRecording.js';
import { wrapperText } from '../../record/wrapperText.js';
import { writeRecording } from '../../record/writeRecording.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { errorLine, remarkLine } from '../output/errorLine.js';
import { capturedRequests, recordingServers } from '../session/recordingServers.js';
import { type RecordedCall, runRecordings } from '../session/recordingSession.js';

/**
 * `sipexec record --print-wrapper`: the recorder, for the server that is to be recorded. `--scrub`: copies of
 * recordings in which nobody is named.
 */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  if (args.flag('scrub')) return scrub(args, io);
  if (args.all('recording').length > 0 || args.value('output') !== undefined)
    throw new UsageError('record takes recordings only with --scrub, which copies them without names');
  if (!args.flag('print-wrapper'))
    throw new UsageError(
      'record runs on the server itself: print the recorder with sipexec record --print-wrapper > exec-recorder',
    );
  io.stdout.write(wrapperText());
  return ExitStatus.ok;
}

async function scrub(args: ParsedArguments, io: CommandIo): Promise<number> {
  const folder = args.value('output');
  if (folder === undefined || args.all('recording').length === 0)
    throw new UsageError('record --scrub needs recordings, and --output FOLDER for the copies');
  const scrubber = new Scrubber();
  const calls: RecordedCall[] = [];
  const { unusable } = await runRecordings<void>(
    {
      capture: await capturedRequests(args.value('capture'), io),
      handle: async () => undefined,
      print(call) {
        learnRecording(call.recording, call.message, scrubber);
        calls.push(call);
      },
    },
    args,
    io,
  );
  const profiles = recordingServers(args.value('server'));
  const notes = new Map<string, number>();
  let failed = unusable;
  let written = 0;
  for (const { recording, message, identity } of calls) {
    if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
    const scrubbed = scrubRecording(recording, message, scrubber, profiles);
    try {
      writeRecording(join(folder, String(identity.index)), scrubbed.recording, scrubbed.notes);
      written += 1;
    } catch (error) {
      failed += 1;
      if (!(error instanceof SipexecError)) throw error;
      io.stderr.write(errorLine(error));
      continue;
    }
    for (const note of scrubbed.notes) notes.set(note, (notes.get(note) ?? 0) + 1);
  }
  io.stdout.write(`${folder}: ${written} of ${written + failed} recordings scrubbed\n`);
  if (!args.flag('quiet')) {
    for (const [note, count] of notes) io.stderr.write(remarkLine(`in ${count}: ${note}`));
    io.stderr.write(remarkLine('read them before you hand them on: only you know what else names somebody'));
  }
  return failed > 0 || written === 0 ? ExitStatus.failed : ExitStatus.ok;
}
