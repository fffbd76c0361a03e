import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import fc from '../fastCheck.js';
import { seed } from './differential.js';
import { familiesOfSip } from './familiesOfSip.js';
import { familiesOfText } from './familiesOfText.js';
import { program, reason } from './installedKamailio.js';
import { LiveServer, type Observation } from './liveServer.js';
import { anyRequest } from './messages.js';
import { kamailio } from './serverKinds.js';
import { type Family, referencesOf, requestsWith } from './transformedText.js';
import { mainVariables, otherVariables, variablesOf56 } from './variableSets.js';

const file = process.env.CONFORMANCE_RECORD;
const skipped = file === undefined ? ' (skipped: --record FILE asks for it)' : reason;
/** Depends on the time zone of the machine. */
const ofLocalTime = /ftime/;

/** Strings for a server to print, and the messages that they are printed of. */
interface Subject {
  readonly family: string;
  readonly modules?: readonly string[];
  readonly references: readonly string[];
  readonly messages: readonly Buffer[];
}

function subjectOf(family: Family): Subject {
  const references = referencesOf(family, false).filter((reference) => !ofLocalTime.test(reference));
  const messages = fc.sample(requestsWith(family), { numRuns: 90, seed });
  return { family: family.name, modules: family.modules ?? [], references, messages };
}

const ofAnyRequest: Subject = {
  family: 'any request',
  // Without the whole message, which would be most of the record.
  references: [...mainVariables, ...otherVariables, ...variablesOf56].filter(
    (name) => !/^\$mbu?$/.test(name),
  ),
  messages: fc.sample(anyRequest(), { numRuns: 250, seed }),
};

/** What a server printed: a line of the record. */
async function recorded({ family, modules = [], references, messages }: Subject): Promise<object> {
  const loaded = modules.map((name) => `loadmodule "${name}.so"`);
  const kind = { ...kamailio, configuration: (port: number) => [...kamailio.configuration(port), ...loaded] };
  // One more, so that it shows when the log has lost the end of the last one that counts.
  const server = await LiveServer.start(kind, program.path, [...references, '$ml']);
  try {
    const observed: Observation[] = [];
    for (let first = 0; first < messages.length; first += server.batchSize)
      observed.push(...(await server.observe(messages.slice(first, first + server.batchSize))));
    const runs = observed.map(({ outcome, variables }, index) => {
      const message = (messages[index] as Buffer).toString('latin1');
      return { message, printed: outcome === 'dropped' ? null : whole(variables, references.length) };
    });
    return { family, references, runs };
  } finally {
    await server.stop();
  }
}

/** The server's log ends at a NUL: what was printed before it. */
function whole(variables: readonly string[], count: number): readonly string[] {
  return variables.length > count ? variables.slice(0, count) : variables.slice(0, -1);
}

describe.skipIf(skipped !== '')(`a running Kamailio${skipped}`, () => {
  test('is recorded printing strings of generated messages', { timeout: 600_000 }, async () => {
    const subjects = [...familiesOfText, ...familiesOfSip].map(subjectOf);
    const lines: string[] = [];
    for (const subject of [...subjects, ofAnyRequest]) lines.push(JSON.stringify(await recorded(subject)));
    writeFileSync(file as string, gzipSync(Buffer.from(`${lines.join('\n')}\n`, 'latin1'), { level: 9 }));
    expect(lines).toHaveLength(subjects.length + 1);
  });
});
