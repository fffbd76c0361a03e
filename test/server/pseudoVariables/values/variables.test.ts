import { describe, expect, test } from 'vitest';
import { transformationTable } from '../../../../src/server/pseudoVariables/transformations/transformations.js';
import { onlyOnServer } from '../../../../src/server/pseudoVariables/values/ofServer/onlyOnServer.js';
import { variableTable } from '../../../../src/server/pseudoVariables/values/variables.js';
import { findServer, serverIds } from '../../../../src/server/servers.js';

const computed = Object.keys(variableTable());

describe('a name in a profile', () => {
  test.each(serverIds)(
    'is computed, or is among those that only a server knows: pseudo-variables of %s',
    (id) => {
      const { names } = findServer(id).pseudoVariables;
      expect(names.filter((name) => !computed.includes(name) && !onlyOnServer.has(name))).toEqual([]);
    },
  );

  test.each(serverIds)('is computed: transformations of %s', (id) => {
    const { names, dialect } = findServer(id).transformations;
    expect(names.filter((name) => !Object.hasOwn(transformationTable(dialect), name))).toEqual([]);
  });

  test.each(serverIds)('stands there once: %s', (id) => {
    const { pseudoVariables, transformations } = findServer(id);
    for (const { names } of [pseudoVariables, transformations]) expect([...new Set(names)]).toEqual(names);
  });
});

describe('what only a server knows', () => {
  test('is not computed', () => {
    expect(computed.filter((name) => onlyOnServer.has(name))).toEqual([]);
  });

  test('is known to some server', () => {
    const known = new Set(serverIds.flatMap((id) => findServer(id).pseudoVariables.names));
    expect([...onlyOnServer].filter((name) => !known.has(name))).toEqual([]);
  });
});
