import type { Place } from '../../errors.js';
import { receiveMessage } from '../../server/message/receiveMessage.js';
import type { ServerMessage } from '../../server/message/serverMessage.js';
import type { ServerState } from '../../server/serverState.js';
import { standInWarning } from '../../server/servers.js';
import type { Warning } from '../../warnings.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { ServerSettings } from './serverSettings.js';
import { serverStateOf } from './serverStateOf.js';

/** A request that reaches the server's script, or why it does not. */
export type Arrival =
  | {
      readonly kind: 'script';
      readonly message: ServerMessage;
      readonly state: ServerState;
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: 'dropped'; readonly reason: string; readonly place?: Place }
  | { readonly kind: 'reply' };

/** Receives a message as the server would. @throws NotSipError */
export function arrive(message: InputMessage, server: ServerSettings): Arrival {
  const received = receiveMessage(server.profile, message.captured.bytes);
  if (received.outcome === 'reply') return { kind: 'reply' };
  if (received.outcome === 'dropped') {
    return { kind: 'dropped', ...whyDropped(received) };
  }
  const warnings = [...standInWarnings(server), ...cutOff(message), ...received.warnings];
  return { kind: 'script', message: received.message, state: serverStateOf(message, server), warnings };
}

/** The reason for which a server drops a message, and the line of the message that is to blame. */
export function whyDropped({ reason, place }: { readonly reason: string; readonly place?: Place }) {
  return place === undefined ? { reason } : { reason, place };
}

/** The warning that the server was not measured itself; none for one that was. */
export function standInWarnings({ profile }: Pick<ServerSettings, 'profile'>): readonly Warning[] {
  const warning = standInWarning(profile);
  return warning === undefined ? [] : [warning];
}

/** A capture that kept only the beginning of each packet: a server would have seen the whole. */
function cutOff({ captured: { missingBytes } }: InputMessage): Warning[] {
  if (missingBytes === undefined) return [];
  const message = `the capture did not keep the last ${missingBytes} bytes of this message: the server saw them`;
  return [{ code: 'cut-message', message }];
}
