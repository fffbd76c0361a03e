import { describe, expect, test } from 'vitest';
import { newestOf, versionList } from '../../src/server/series.js';
import { allServerIds, findServer, serverIds, standInWarning } from '../../src/server/servers.js';

describe('a server', () => {
  test('is found by every id of the list, under that id', () => {
    expect(allServerIds.map((id) => findServer(id).id)).toEqual(allServerIds);
    expect(allServerIds).toEqual(expect.arrayContaining([...serverIds]));
  });

  test.for([
    ['kamailio-5.7', 'kamailio-5.8'],
    ['kamailio-5.0', 'kamailio-5.6'],
    ['opensips-2.2', 'opensips-2.4'],
    ['opensips-3.3', 'opensips-3.4'],
    ['opensips-1.5', 'opensips-1.4'],
    ['openser-1.3', 'opensips-1.4'],
    ['ser-0.9', 'openser-1.1'],
  ] as const)('that was not measured, %s, says that it is as %s', ([id, as]) => {
    const { standsFor, uri, title } = findServer(id);
    expect(standsFor).toBe(as);
    expect(uri).toBe(findServer(as).uri);
    expect(title).toBe(`not measured; as ${findServer(as).title}`);
    const message = `${id}: not measured; as ${as}`;
    expect(standInWarning(findServer(id))).toEqual({ code: 'server-not-measured', message });
  });

  test('that was measured says nothing', () => {
    for (const id of serverIds) expect(standInWarning(findServer(id))).toBeUndefined();
  });

  test('is the same profile each time, as what is remembered of it hangs on that', () => {
    for (const id of [...allServerIds, 'kamailio-5.8.4']) expect(findServer(id)).toBe(findServer(id));
  });

  test.for([
    ['kamailio-5.8.4', 'kamailio-5.8', '5.8.4'],
    ['kamailio-5.7.10', 'kamailio-5.7', '5.7.10'],
    ['kamailio-6.2.0-dev1', 'kamailio-6.2-dev', '6.2.0-dev0'],
  ] as const)('%s is %s, and prints its release %s', ([name, id, release]) => {
    expect(findServer(name).id).toBe(id);
    expect(findServer(name).pseudoVariables.release?.number).toBe(release);
  });

  test.for([
    ['opensips-3.4.18', 'opensips-3.4'],
    ['openser', 'openser-1.1'],
    ['opensips', newestOf('opensips').id],
    ['kamailio', newestOf('kamailio').id],
  ] as const)('%s is %s', ([name, id]) => {
    expect(findServer(name).id).toBe(id);
  });

  test.for([
    ['kamailio-99.0', `kamailio has ${versionList('kamailio')}`],
    ['kamailio-5', `kamailio has ${versionList('kamailio')}`],
    ['Kamailio-5.8', `kamailio has ${versionList('kamailio')}`],
    ['opensips-1.3', `opensips has ${versionList('opensips')}`],
    ['openser-1.9', 'openser has 1.0 to 1.3'],
    ['kamailo-99.9', `kamailio has ${versionList('kamailio')}`],
    ['kamailo-5.6', 'did you mean kamailio-5.6?'],
    ['opensip', 'did you mean opensips?'],
    ['documentd', 'did you mean documented?'],
    ['asterisk-20', '--server list shows all'],
    ['kamailo', 'did you mean kamailio?'],
    ['kamailo 5.6', 'did you mean kamailio-5.6?'],
    ['kamailo_v5.6', 'did you mean kamailio-5.6?'],
    ['KAMAILIO', `kamailio has ${versionList('kamailio')}`],
    ['kamailio-5.6x', `kamailio has ${versionList('kamailio')}`],
    ['xkamailio-5.6', 'did you mean kamailio-5.6?'],
    [' kamailio-5.6', '--server list shows all'],
    ['kamailio-5.6-', `kamailio has ${versionList('kamailio')}`],
    ['kamailio-6.1-dev', `kamailio has ${versionList('kamailio')}`],
    ['documented-1.0', 'did you mean documented?'],
    ['', '--server list shows all'],
  ] as const)('%s is unknown: %s', ([name, hint]) => {
    expect(() => findServer(name)).toThrow(`unknown server '${name}'; ${hint}`);
  });
});
