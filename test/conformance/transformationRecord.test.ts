import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import fc from '../fastCheck.js';
import { seed } from './differential.js';
import { familiesOfSip } from './familiesOfSip.js';
import { familiesOfText } from './familiesOfText.js';
import { program, reason } from './installedKamailio.js';
import { LiveServer, type Observation } from './liveServer.js';
import { kamailio } from './serverKinds.js';
import { type Family, referencesOf, requestsWith } from './transformedText.js';

const file = process.env.CONFORMANCE_RECORD;
const skipped = file === undefined ? ' (skipped: --record FILE asks for it)' : reason;
/** How many texts of each family are kept. */
const countOfFamily = 90;
/** Depends on the time zone of the machine. */
const ofLocalTime = /ftime/;

/** What a server printed for texts of a family: a line of the record. */
async function recorded(family: Family): Promise<object> {
  const references = referencesOf(family, false).filter((reference) => !ofLocalTime.test(reference));
  const modules = (family.modules ?? []).map((name) => `loadmodule "${name}.so"`);
  const kind = {
    ...kamailio,
    configuration: (port: number) => [...kamailio.configuration(port), ...modules],
  };
  // One more, so that it shows when the log has lost the end of the last one that counts.
  const server = await LiveServer.start(kind, program.path, [...references, '$ml']);
  try {
    const messages = fc.sample(requestsWith(family), { numRuns: countOfFamily, seed });
    const observed = await server.observe(messages);
    const runs = observed.map(({ variables }, index) => {
      const message = (messages[index] as Buffer).toString('latin1');
      return { message, printed: whole(variables, references.length) };
    });
    return { family: family.name, references, runs };
  } finally {
    await server.stop();
  }
}

/** The server's log ends at a NUL: what was printed before it. */
function whole(variables: Observation['variables'], count: number): readonly string[] {
  return variables.length > count ? variables.slice(0, count) : variables.slice(0, -1);
}

describe.skipIf(skipped !== '')(`a running Kamailio${skipped}`, () => {
  test('is recorded with transformations of generated text', { timeout: 600_000 }, async () => {
    const lines: string[] = [];
    for (const family of [...familiesOfText, ...familiesOfSip])
      lines.push(JSON.stringify(await recorded(family)));
    writeFileSync(file as string, gzipSync(Buffer.from(`${lines.join('\n')}\n`, 'latin1')));
    expect(lines).toHaveLength(familiesOfText.length + familiesOfSip.length);
  });
});
