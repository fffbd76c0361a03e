import { allowOptimizerPause } from '../../exec/process/optimizerPause.js';
import { PipeMaker } from '../../exec/process/pipes/pipes.js';
import { bytesOf } from '../../rawWords.js';
import { type Replay, replayRecording } from '../../record/replayRecording.js';
import { againstRecordLine } from '../../report/json/againstRecord.js';
import { replayDifferences } from '../../report/record/replayDifferences.js';
import { againstText } from '../../report/text/againstText.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { execTimerMs } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { Printer } from '../session/printer.js';
import { runRecordings } from '../session/recordingSession.js';

/** `sipexec replay`: runs recorded calls again, with their command or another one, and shows what comes out differently. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  allowOptimizerPause();
  const printer = await Printer.create(args, io);
  const pipes = new PipeMaker();
  const command = args.value('command');
  const options = {
    command: command === undefined ? undefined : bytesOf(command),
    profile: findServer(args.value('server') ?? 'documented'),
    timeoutMs: execTimerMs(args),
    cancel: io.interrupt,
    pipes,
  };
  const took = { before: 0, after: 0 };
  let different = 0;
  try {
    const { handled, unusable } = await runRecordings<Replay>(
      {
        handle: ({ recording }) => replayRecording(recording, options),
        print({ identity }, replay) {
          const { before, after, remarks } = replay;
          const differences = replayDifferences(replay);
          if (differences.length > 0) different += 1;
          took.before += before.durationMs;
          took.after += after.durationMs;
          if (args.flag('json'))
            printer.line(againstRecordLine(identityOf(identity), before, after, differences, []));
          else if (differences.length > 0) {
            printer.picture(identity, againstText(differences));
            printer.expectMany();
          }
          if (differences.length > 0) for (const remark of remarks) printer.remark(identity, remark);
          printer.flushRemarks();
        },
      },
      args,
      io,
    );
    const same = handled - different;
    const seconds = `they took ${(took.before / 1000).toFixed(2)} s then, and ${(took.after / 1000).toFixed(2)} s now`;
    const bad = unusable > 0 ? `; ${unusable} not usable` : '';
    printer.finish(
      `${handled} of ${handled + unusable} recordings replayed: ${same} the same, ${different} different; ${seconds}${bad}`,
      handled + unusable === 0 ? 'nothing to replay: no recording is selected' : undefined,
    );
    if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
    if (unusable > 0 || handled === 0) return ExitStatus.failed;
    return different > 0 ? ExitStatus.false : ExitStatus.ok;
  } finally {
    pipes.close();
  }
}
