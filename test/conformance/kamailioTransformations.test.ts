import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareAll } from './comparison.js';
import { seed } from './differential.js';
import { familiesOfSip } from './familiesOfSip.js';
import { familiesOfText } from './familiesOfText.js';
import { profile, program, reason } from './installedKamailio.js';
import { LiveServer } from './liveServer.js';
import { kamailio } from './serverKinds.js';
import { type Family, referencesOf, requestsWith } from './transformedText.js';

const families = [...familiesOfText, ...familiesOfSip];
const countOfFamily = Math.ceil(Number(process.env.CONFORMANCE_MESSAGES ?? 700) / families.length);

/** Sends requests with generated text to a Kamailio that prints the transformations of it. */
async function disagreementsOf(family: Family) {
  const printed = referencesOf(family, profile.id === 'kamailio-6.1');
  const modules = (family.modules ?? []).map((name) => `loadmodule "${name}.so"`);
  const kind = {
    ...kamailio,
    configuration: (port: number) => [...kamailio.configuration(port), ...modules],
  };
  const server = await LiveServer.start(kind, program.path, printed);
  try {
    const messages = fc.sample(requestsWith(family), { numRuns: countOfFamily, seed });
    const { disagreements } = await compareAll(server, profile, messages, printed);
    console.log(
      `kamailio ${program.version}, ${family.name}: ${messages.length - disagreements.length} of ${messages.length} messages agree`,
    );
    return disagreements.slice(0, 5);
  } finally {
    await server.stop();
  }
}

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  test.for(families.map((family) => [family.name, family] as const))(
    'transforms generated text as sipexec does: %s',
    { timeout: 30_000 + countOfFamily * 100 },
    async ([, family]) => {
      expect(await disagreementsOf(family)).toEqual([]);
    },
  );
});
