import { describe, expect, test } from 'vitest';
import { familiesOfOpensipsHeaders, familiesOfOpensipsText } from './familiesOfOpensips.js';
import { profile, program, reason } from './installedOpensips.js';
import { opensips } from './serverKinds.js';
import { disagreementsOf } from './transformedFamily.js';

const families = [...familiesOfOpensipsText, ...familiesOfOpensipsHeaders];
const countOfFamily = Math.ceil(Number(process.env.CONFORMANCE_MESSAGES ?? 700) / families.length);

describe.skipIf(reason !== '')(`a running OpenSIPS${reason}`, () => {
  const server = { kind: opensips, program, profile, isVersion6: false, refused: 'left-out' } as const;

  test.for(families.map((family) => [family.name, family] as const))(
    'transforms generated text as sipexec does: %s',
    { timeout: 300_000 + countOfFamily * 100 },
    async ([, family]) => {
      const disagreements = await disagreementsOf(family, server, countOfFamily);
      expect(disagreements.slice(0, 5)).toEqual([]);
    },
  );
});
