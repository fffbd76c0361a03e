import { describe, expect, test } from 'vitest';
import { familiesOfSip } from './familiesOfSip.js';
import { familiesOfText } from './familiesOfText.js';
import { profile, program, reason } from './installedKamailio.js';
import { kamailio } from './serverKinds.js';
import { disagreementsOf } from './transformedFamily.js';

const families = [...familiesOfText, ...familiesOfSip];
const countOfFamily = Math.ceil(Number(process.env.CONFORMANCE_MESSAGES ?? 700) / families.length);

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  const server = {
    kind: kamailio,
    program,
    profile,
    isVersion6: profile.id === 'kamailio-6.1',
    refused: 'sent',
  } as const;

  test.for(families.map((family) => [family.name, family] as const))(
    'transforms generated text as sipexec does: %s',
    { timeout: 300_000 + countOfFamily * 100 },
    async ([, family]) => {
      const disagreements = await disagreementsOf(family, server, countOfFamily);
      expect(disagreements.slice(0, 5)).toEqual([]);
    },
  );
});
