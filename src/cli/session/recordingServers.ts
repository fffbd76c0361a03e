import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { keyOf } from '../../record/messageOfRecording.js';
import { readInputs } from '../../run/input/readInputs.js';
import type { ServerProfile } from '../../server/profile.js';
import { findServer, serverIds } from '../../server/servers.js';
import type { CommandIo } from '../commandIo.js';
import { problemLine } from '../output/errorLine.js';

/** The servers that may have made recordings: the named one, else all that anybody runs; `documented` is none of them. */
export function recordingServers(named: string | undefined): ServerProfile[] {
  return named === undefined
    ? serverIds.filter((id) => id !== 'documented').map(findServer)
    : [findServer(named)];
}

/** The requests of a capture, by what pairs them with recordings; of retransmissions the first. */
export async function capturedRequests(
  file: string | undefined,
  io: CommandIo,
): Promise<Map<string, CapturedMessage>> {
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
