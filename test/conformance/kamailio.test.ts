import { describe, expect, test } from 'vitest';
import { findServer } from '../../src/server/servers.js';
import { differences, messageCount, type Subject } from './differential.js';
import { installedProgram, type ServerProgram } from './liveServer.js';
import { kamailio } from './serverKinds.js';
import { transformedByKamailio } from './transformations.js';
import { mainVariables, otherVariables } from './variableSets.js';

const program = installedProgram(kamailio) as ServerProgram;
const version = program?.version.split('.').slice(0, 2).join('.');
const reason = whySkipped();

function whySkipped(): string {
  if (program === undefined) return ' (skipped: Kamailio is not installed)';
  return version === '5.6' || version === '6.1' ? '' : ` (skipped: no profile for Kamailio ${version})`;
}

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  const subject: Subject = {
    kind: kamailio,
    program,
    // Where the test is skipped, any profile will do.
    profile: findServer(reason === '' ? `kamailio-${version}` : 'kamailio-6.1'),
  };

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(subject, messageCount, mainVariables);
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    60_000 + messageCount * 100,
  );

  test('prints the pseudo-variables that are asked for less often, too', { timeout: 120_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, otherVariables);
    expect(disagreements).toEqual([]);
  });

  test('transforms pseudo-variables as sipexec does', { timeout: 120_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, transformedByKamailio);
    expect(disagreements).toEqual([]);
  });
});
