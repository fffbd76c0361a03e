import fc from 'fast-check';
import type { ServerProfile } from '../../src/server/profile.js';
import { findServer } from '../../src/server/servers.js';
import { LiveServer, type Observation, type ServerKind, type ServerProgram } from './liveServer.js';
import { anyRequest } from './messages.js';
import { predict } from './prediction.js';

/** How many messages a test sends. */
export const messageCount = Number(process.env.CONFORMANCE_MESSAGES ?? 2000);
const seed = Number(process.env.CONFORMANCE_SEED ?? 20261123);

/** A message whose prediction and observation differ, and the parts in which they do. */
export interface Disagreement {
  readonly message: string;
  readonly ours: Record<string, unknown>;
  readonly theirs: Record<string, unknown>;
}

/** In which parts prediction and observation differ. */
function compare(
  message: Buffer,
  printed: readonly string[],
  predicted: Observation,
  seen: Observation,
): Disagreement | undefined {
  const ours: Record<string, unknown> = {};
  const theirs: Record<string, unknown> = {};
  const add = (part: string, our: unknown, their: unknown) => {
    if (JSON.stringify(our) === JSON.stringify(their)) return;
    ours[part] = our;
    theirs[part] = their;
  };
  add('outcome', predicted.outcome, seen.outcome);
  if (predicted.outcome === seen.outcome) {
    for (const [index, name] of printed.entries()) {
      // The server's log ends at a NUL, so that nothing can be told of the variables behind it.
      if (predicted.variables[index]?.includes('\0')) break;
      add(name, predicted.variables[index], seen.variables[index]);
    }
    add('environment', predicted.environment, seen.environment);
    add('input', predicted.input.toString('latin1'), seen.input.toString('latin1'));
    add('dset command line', predicted.dsetCommandLine, seen.dsetCommandLine);
  }
  return Object.keys(ours).length === 0 ? undefined : { message: message.toString('latin1'), ours, theirs };
}

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
  const disagreements: Disagreement[] = [];
  const outcomes: Record<string, number> = { ran: 0, refused: 0, dropped: 0 };
  try {
    const messages = fc.sample(anyRequest(), { numRuns: count, seed });
    for (let first = 0; first < messages.length; first += server.batchSize) {
      const batch = messages.slice(first, first + server.batchSize);
      const observed = await server.observe(batch);
      for (const [index, message] of batch.entries()) {
        const seen = observed[index] as Observation;
        outcomes[seen.outcome] = (outcomes[seen.outcome] ?? 0) + 1;
        const disagreement = nearest(profiles, (profile) =>
          compare(message, printed, predictFor(server, index, message, profile, printed), seen),
        );
        if (disagreement !== undefined) disagreements.push(disagreement);
      }
    }
  } finally {
    await server.stop();
  }
  const agreeing = count - disagreements.length;
  console.log(
    `${kind.name} ${program.version}: ${agreeing} of ${count} messages agree; ${JSON.stringify(outcomes)}`,
  );
  return { disagreements: disagreements.slice(0, 20), outcomes };
}

function predictFor(
  server: LiveServer,
  index: number,
  message: Buffer,
  profile: ServerProfile,
  printed: readonly string[],
): Observation {
  const source = { ip: '127.0.0.1', port: server.sourcePort(index) };
  const destination = { ip: '127.0.0.1', port: server.serverPort };
  const state = {
    source,
    destination,
    transport: 'udp',
    route: 'request',
    setvars: true,
    avps: [],
    vars: [],
  } as const;
  return predict(message, profile, state, printed);
}

/** The smallest of the disagreements with each profile; undefined where one agrees in all. */
function nearest(
  profiles: readonly ServerProfile[],
  disagreementWith: (profile: ServerProfile) => Disagreement | undefined,
): Disagreement | undefined {
  let smallest: Disagreement | undefined;
  for (const profile of profiles) {
    const disagreement = disagreementWith(profile);
    if (disagreement === undefined) return undefined;
    const size = Object.keys(disagreement.ours).length;
    if (smallest === undefined || size < Object.keys(smallest.ours).length) smallest = disagreement;
  }
  return smallest;
}
