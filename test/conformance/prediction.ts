import { prepareCall } from '../../src/exec/prepareCall.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ServerProfile } from '../../src/server/profile.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import type { ServerState } from '../../src/server/serverState.js';
import type { Observation } from './liveServer.js';

/** What sipexec says that the server will do with a message: the same that is observed of the real one. */
export function predict(
  message: Buffer,
  profile: ServerProfile,
  state: ServerState,
  variables: readonly string[],
): Observation {
  const nothing = { variables: [], environment: [], input: Buffer.alloc(0), dsetCommandLine: '' };
  const received = receiveMessage(profile, message);
  if (received.outcome !== 'script') return { outcome: 'dropped', ...nothing };
  const printed = variables.map((text) => {
    const expansion = expandFormat(
      parseFormat(Buffer.from(text, 'latin1'), profile),
      received.message,
      profile,
      state,
    );
    return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : '';
  });
  const command = parseFormat(Buffer.from(''), profile);
  const msg = prepareCall({ function: 'exec_msg', command }, received.message, profile, state);
  if (msg.outcome === 'refused') return { outcome: 'refused', ...nothing, variables: printed };
  const dset = prepareCall({ function: 'exec_dset', command }, received.message, profile, state);
  return {
    outcome: 'ran',
    variables: printed,
    environment: msg.environment.map(({ name, value }) => `${name}=${value.toString('latin1')}`),
    input: msg.input ?? Buffer.alloc(0),
    dsetCommandLine: dset.outcome === 'ran' ? understood(dset.commandLine.toString('latin1').slice(1)) : '',
  };
}

/** A command line that a NUL has cut off inside of the quotes is a syntax error: the shell runs nothing of it. */
function understood(argument: string): string {
  return argument.endsWith("'") && argument.length > 1 ? argument : '';
}
