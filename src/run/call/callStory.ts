import { userInfo } from 'node:os';
import type { CallToRun } from '../../exec/prepareCall.js';
import type { ServerState } from '../../server/serverState.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import { arrivalOrigins, type Origin } from '../arrival/serverStateOf.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { CallSettings } from './callRunner.js';

/** As whom and where a command runs. */
export interface Surroundings {
  /** The user's name; its number where it has none. */
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
  readonly folder: string;
  /** Undefined: the shell's own default. */
  readonly path: string | undefined;
  readonly umask: number;
  readonly shell: string;
}

/** What a call is made of, before the command starts: whose behaviour, which message, what runs, and where. */
export interface CallStory {
  readonly server: string;
  readonly source: Endpoint & { readonly from: Origin };
  readonly destination: Endpoint & { readonly from: Origin };
  readonly transport: Transport;
  readonly transportFrom: Origin;
  readonly messageBytes: number;
  /** The values that were put into the command, in its order. */
  readonly expanded: readonly { readonly name: string; readonly value: Buffer }[];
  readonly prepared: CallToRun;
  readonly surroundings: Surroundings;
}

/** Tells what a call is made of. In: the message and its state, the settings of the run, and what it comes to. */
export function storyOf(
  message: InputMessage,
  state: ServerState,
  settings: CallSettings,
  prepared: CallToRun,
): CallStory {
  const from = arrivalOrigins(message, settings.server);
  const { commandLine, spans } = prepared;
  return {
    server: settings.server.profile.id,
    source: { ...state.source, from: from.source },
    destination: { ...state.destination, from: from.destination },
    transport: state.transport,
    transportFrom: from.transport,
    messageBytes: message.captured.bytes.length,
    expanded: spans.map(({ name, start, end }) => ({ name, value: commandLine.subarray(start, end) })),
    prepared,
    surroundings: surroundingsOf(settings),
  };
}

function surroundingsOf({ server, shell, workingDirectory }: CallSettings): Surroundings {
  const path = server.daemonEnvironment.findLast(({ name }) => name === 'PATH')?.value.toString();
  const { uid, gid, username } = ownUser();
  return {
    user: username,
    uid,
    gid,
    folder: workingDirectory ?? process.cwd(),
    path,
    umask: process.umask(),
    shell: shell ?? '/bin/sh',
  };
}

/** This process's user, who need have no name. */
function ownUser(): { uid: number; gid: number; username: string } {
  const [uid, gid] = [process.geteuid?.() ?? -1, process.getegid?.() ?? -1];
  try {
    const { username } = userInfo();
    return { uid, gid, username };
  } catch {
    return { uid, gid, username: String(uid) };
  }
}
