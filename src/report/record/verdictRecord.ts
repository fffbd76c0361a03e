import type { Recording } from '../../record/recording.js';
import type { Verdict } from '../../record/verifyRecording.js';
import { type MessageIdentity, messageRecordLine } from '../json/messageRecord.js';

/**
 * The JSON record of one verified recording (schemas/verify.schema.json), without its line end.
 * In: the verdicts of all servers that were tried, and where the message is from; undefined: there is none.
 */
export function verdictRecordLine(
  identity: MessageIdentity,
  recording: Recording,
  origin: string | undefined,
  verdicts: readonly Verdict[],
): string {
  return messageRecordLine(identity, (texts) => ({
    recording: recording.path,
    function: recording.function,
    ...(origin === undefined ? {} : { origin }),
    verdicts: verdicts.map(({ server, checks, differences }, v) => ({
      server,
      agrees: differences.length === 0,
      checks,
      differences: differences.map(({ what, offsetBytes, recorded, expected }, d) => {
        const path = `verdicts.${v}.differences.${d}`;
        return {
          what,
          offsetBytes,
          ...(recorded === undefined ? {} : { recorded: texts.of(`${path}.recorded`, recorded) }),
          ...(expected === undefined ? {} : { expected: texts.of(`${path}.expected`, expected) }),
        };
      }),
    })),
  }));
}
