import fc from 'fast-check';
import { findServer } from '../../src/server/servers.js';
import { compareAll, type Disagreement } from './comparison.js';
import { LiveServer, type ServerKind, type ServerProgram } from './liveServer.js';
import { anyRequest } from './messages.js';

/** How many messages a test sends. */
export const messageCount = Number(process.env.CONFORMANCE_MESSAGES ?? 2000);
const seed = Number(process.env.CONFORMANCE_SEED ?? 20261123);

/**
 * Sends generated messages to a server that prints the variables: where prediction and observation differ, and how
 * often what came of them. Of several profiles, the one that is nearest to the server counts, message by message.
 */
export async function differences(
  kind: ServerKind,
  program: ServerProgram,
  profileIds: readonly string[],
  count: number,
  printed: readonly string[],
): Promise<{ disagreements: Disagreement[]; outcomes: Record<string, number> }> {
  const profiles = profileIds.map(findServer);
  const server = await LiveServer.start(kind, program.path, printed);
  try {
    const messages = fc.sample(anyRequest(), { numRuns: count, seed });
    const { disagreements, outcomes } = await compareAll(server, profiles, messages, printed);
    const agreeing = count - disagreements.length;
    const agree = `${agreeing} of ${count} messages agree`;
    console.log(`${kind.name} ${program.version}: ${agree}; ${JSON.stringify(outcomes)}`);
    return { disagreements: disagreements.slice(0, 20), outcomes };
  } finally {
    await server.stop();
  }
}
