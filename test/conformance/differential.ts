import type { ServerProfile } from '../../src/server/profile.js';
import fc from '../fastCheck.js';
import { compareAll, type Disagreement } from './comparison.js';
import { LiveServer } from './liveServer.js';
import { anyRequest } from './messages.js';
import type { ServerKind, ServerProgram } from './runningServer.js';

/** How many messages a test sends. */
export const messageCount = Number(process.env.CONFORMANCE_MESSAGES ?? 2000);

/** What the messages are generated from. */
export const seed = Number(process.env.CONFORMANCE_SEED ?? 20261123);

/** A server to hold against what sipexec says of it. */
export interface Subject {
  readonly kind: ServerKind;
  readonly program: ServerProgram;
  readonly profile: ServerProfile;
  /** Messages that the server does not survive, so that they are not sent. */
  readonly isDeadly?: (message: Buffer) => boolean;
}

/**
 * Sends generated messages to a server that prints the variables: where prediction and observation differ, and how
 * often what came of them.
 */
export async function differences(
  { kind, program, profile, isDeadly = () => false }: Subject,
  count: number,
  printed: readonly string[],
): Promise<{ disagreements: Disagreement[]; outcomes: Record<string, number> }> {
  const server = await LiveServer.start(kind, program.path, printed);
  try {
    const survived = anyRequest().filter((message) => !isDeadly(message));
    const messages = fc.sample(survived, { numRuns: count, seed });
    const { disagreements, outcomes } = await compareAll(server, profile, messages, printed);
    const agreeing = count - disagreements.length;
    const agree = `${agreeing} of ${count} messages agree`;
    console.log(`${kind.name} ${program.version}: ${agree}; ${JSON.stringify(outcomes)}`);
    return { disagreements: disagreements.slice(0, 20), outcomes };
  } finally {
    await server.stop();
  }
}
