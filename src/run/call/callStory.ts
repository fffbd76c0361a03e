import type { CallToRun } from '../../exec/prepareCall.js';
import { type SurroundingsRecord, surroundingsRecord } from '../../exec/surroundings/surroundings.js';
import type { ServerState } from '../../server/serverState.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import { arrivalOrigins, type Origin } from '../arrival/serverStateOf.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { CallSettings } from './callRunner.js';

/** As whom and where a command runs, and by which shell. */
export interface ProcessStory extends SurroundingsRecord {
  readonly shell: string;
  /** The groups beside the main one, where the user is another than this process's. */
  readonly furtherGroups: readonly number[];
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
  readonly surroundings: ProcessStory;
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

function surroundingsOf({ server, shell, surroundings }: CallSettings): ProcessStory {
  const record = surroundingsRecord(surroundings?.surroundings ?? {}, server.daemonEnvironment);
  const isOther = surroundings?.surroundings.account !== undefined;
  const furtherGroups = isOther ? record.groups.filter((group) => group !== record.gid) : [];
  return { ...record, shell: shell ?? '/bin/sh', furtherGroups };
}
