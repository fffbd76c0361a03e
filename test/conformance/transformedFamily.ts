import fc from 'fast-check';
import type { ServerProfile } from '../../src/server/profile.js';
import { compareAll, type Disagreement } from './comparison.js';
import { seed } from './differential.js';
import { LiveServer, type ServerKind, type ServerProgram } from './liveServer.js';
import { type Family, referencesOf, requestsWith } from './transformedText.js';

/** A server that prints transformations, and what sipexec knows of it. */
export interface TransformingServer {
  readonly kind: ServerKind;
  readonly program: ServerProgram;
  readonly profile: ServerProfile;
  readonly isVersion6: boolean;
}

/** Sends requests with generated text to a server that prints the transformations of it: where it is not as predicted. */
export async function disagreementsOf(
  family: Family,
  { kind, program, profile, isVersion6 }: TransformingServer,
  count: number,
): Promise<Disagreement[]> {
  const printed = referencesOf(family, isVersion6);
  const modules = (family.modules ?? []).map((name) => `loadmodule "${name}.so"`);
  const configured = { ...kind, configuration: (port: number) => [...kind.configuration(port), ...modules] };
  const server = await LiveServer.start(configured, program.path, printed);
  try {
    const messages = fc.sample(requestsWith(family), { numRuns: count, seed });
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
