import type { ExecFunction, ServerProfile } from '../../server/profile.js';
import type { Warning } from '../../warnings.js';

const HAZARDS: Readonly<Record<ServerProfile['running']['messageInput'], string | undefined>> = {
  delivered: undefined,
  'never-flushed':
    'never gets the message to a command that waits for it: the command, and with it a worker, hangs for ever',
  'never-ended':
    'never ends the input of exec_msg: a command that reads to the end, and with it a worker, hangs for ever',
};

/**
 * Warns (`server-hangs`) where the server itself would hang on a command that is run properly here (servers.md §5).
 */
export function serverHazards(kind: ExecFunction, profile: ServerProfile): Warning[] {
  const hazard = kind === 'exec_msg' ? HAZARDS[profile.running.messageInput] : undefined;
  return hazard === undefined ? [] : [{ code: 'server-hangs', message: `${profile.id} ${hazard}` }];
}
