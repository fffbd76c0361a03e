import { expect, test } from 'vitest';
import { laterVersion } from '../../../src/server/profiles/laterVersion.js';
import { openser11 } from '../../../src/server/profiles/openser.js';

const changes = { id: 'openser-9.9', title: 'OpenSER 9.9', since: '9.0' };

test('a later version does as the one before it, but for the rules that changed', () => {
  const earlier = openser11.profile();
  expect(
    laterVersion(openser11, {
      ...changes,
      functions: ['exec_dset'],
      reception: { maxMessageBytes: 1000 },
      opensipsTransformations: { failed: 'null' },
    }).profile(),
  ).toEqual({
    ...earlier,
    ...changes,
    functions: ['exec_dset'],
    reception: { ...earlier.reception, maxMessageBytes: 1000 },
    opensipsTransformations: { failed: 'null' },
  });
});

test('its names are those of the one before it without the dropped ones, and the added ones behind them', () => {
  const { names } = openser11.profile().pseudoVariables;
  const later = laterVersion(openser11, {
    ...changes,
    pseudoVariables: { names: { dropped: `${names[1]} ${names[2]}`, added: 'aa bb()' } },
  });
  expect(later.profile().pseudoVariables.names).toEqual([names[0], ...names.slice(3), 'aa', 'bb()']);
});

test('its profile is put together once', () => {
  const later = laterVersion(openser11, changes);
  expect(later.profile()).toBe(later.profile());
});
