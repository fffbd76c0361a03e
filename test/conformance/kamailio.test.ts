import { describe, expect, test } from 'vitest';
import { differences, messageCount, type Subject } from './differential.js';
import { profile, program, reason } from './installedKamailio.js';
import { kamailio } from './serverKinds.js';
import { transformedByKamailio } from './transformations.js';
import { mainVariables, otherVariables } from './variableSets.js';

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  const subject: Subject = { kind: kamailio, program, profile };

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(subject, messageCount, mainVariables);
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    300_000 + messageCount * 100,
  );

  test('prints the pseudo-variables that are asked for less often, too', { timeout: 300_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, otherVariables);
    expect(disagreements).toEqual([]);
  });

  test('transforms pseudo-variables as sipexec does', { timeout: 300_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, transformedByKamailio);
    expect(disagreements).toEqual([]);
  });
});
