import type { ServerProfile } from '../../src/server/profile.js';
import type { ServerState } from '../../src/server/serverState.js';
import type { LiveServer, Observation } from './liveServer.js';
import { predict } from './prediction.js';

/** A message whose prediction and observation differ, and the parts in which they do. */
export interface Disagreement {
  readonly message: string;
  readonly ours: Record<string, unknown>;
  readonly theirs: Record<string, unknown>;
}

/** In which parts prediction and observation differ; `printed` are the variables whose values they hold. */
export function compare(
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

/** Sends the messages to the server: where prediction and observation differ, and how often what came of them. */
export async function compareAll(
  server: LiveServer,
  profile: ServerProfile,
  messages: readonly Buffer[],
  printed: readonly string[],
): Promise<{ disagreements: Disagreement[]; outcomes: Record<string, number> }> {
  const disagreements: Disagreement[] = [];
  const outcomes: Record<string, number> = { ran: 0, refused: 0, dropped: 0 };
  for (let first = 0; first < messages.length; first += server.batchSize) {
    const batch = messages.slice(first, first + server.batchSize);
    const observed = await server.observe(batch);
    for (const [index, message] of batch.entries()) {
      const seen = observed[index] as Observation;
      outcomes[seen.outcome] = (outcomes[seen.outcome] ?? 0) + 1;
      const state = stateOf(server, index);
      const predicted = predict(message, profile, state, printed);
      const disagreement = compare(message, printed, predicted, seen);
      if (disagreement !== undefined) disagreements.push(disagreement);
    }
  }
  return { disagreements, outcomes };
}

function stateOf(server: LiveServer, index: number): ServerState {
  const source = { ip: '127.0.0.1', port: server.sourcePort(index) };
  const destination = { ip: '127.0.0.1', port: server.serverPort };
  return { source, destination, transport: 'udp', route: 'request', setvars: true, avps: [], vars: [] };
}
