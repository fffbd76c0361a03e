import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ServerProfile } from '../../src/server/profile.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import type { Format } from '../../src/server/pseudoVariables/reference.js';
import type { ServerState } from '../../src/server/serverState.js';
import fc from '../fastCheck.js';
import { compareAll, type Disagreement } from './comparison.js';
import { seed } from './differential.js';
import { LiveServer } from './liveServer.js';
import type { ServerKind, ServerProgram } from './runningServer.js';
import { type Family, referencesOf, requestsWith } from './transformedText.js';

/** A server that prints transformations, and what sipexec knows of it. */
export interface TransformingServer {
  readonly kind: ServerKind;
  readonly program: ServerProgram;
  readonly profile: ServerProfile;
  readonly isVersion6: boolean;
  /** What becomes of messages with text that sipexec says the server does not get over: some servers die of it. */
  readonly refused: 'sent' | 'left-out';
}

/** Sends requests with generated text to a server that prints the transformations of it: where it is not as predicted. */
export async function disagreementsOf(
  family: Family,
  { kind, program, profile, isVersion6, refused }: TransformingServer,
  count: number,
): Promise<Disagreement[]> {
  const printed = referencesOf(family, isVersion6);
  const modules = (family.modules ?? []).map((name) => `loadmodule "${name}.so"`);
  const configured = { ...kind, configuration: (port: number) => [...kind.configuration(port), ...modules] };
  const server = await LiveServer.start(configured, program.path, printed);
  try {
    const formats = printed.map((text) => parseFormat(Buffer.from(text, 'latin1'), profile));
    const requests = requestsWith(family).filter(
      (message) => refused === 'sent' || formats.every((format) => isExpanded(format, message, profile)),
    );
    const messages = fc.sample(requests, { numRuns: count, seed });
    const { disagreements } = await compareAll(server, profile, messages, printed);
    const agreeing = messages.length - disagreements.length;
    console.log(
      `${kind.name} ${program.version}, ${family.name}: ${agreeing} of ${messages.length} messages agree`,
    );
    return disagreements;
  } finally {
    await server.stop();
  }
}

function isExpanded(format: Format, message: Buffer, profile: ServerProfile): boolean {
  const received = receiveMessage(profile, message);
  if (received.outcome !== 'script') return true;
  return expandFormat(format, received.message, profile, state).outcome === 'expanded';
}

const here = { ip: '127.0.0.1', port: 5060 };
const state = {
  source: here,
  destination: here,
  transport: 'udp',
  route: 'request',
  setvars: true,
  avps: [],
  vars: [],
} as const satisfies ServerState;
