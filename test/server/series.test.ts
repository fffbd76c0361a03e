import { describe, expect, test } from 'vitest';
import {
  allSeries,
  compareVersions,
  isMeasured,
  newestOf,
  products,
  seriesOf,
  versionList,
} from '../../src/server/series.js';
import { findServer, missingFunction } from '../../src/server/servers.js';

describe('the versions of a product', () => {
  test.for([
    ['ser', '0.9'],
    ['openser', '1.0 to 1.3'],
    ['opensips', '1.4 to 1.11, 2.1 to 2.4, 3.0 to 3.6, 4.0, 4.1'],
    ['kamailio', '4.4, 5.0 to 5.8, 6.0, 6.1, 6.2-dev'],
  ] as const)('%s: %s, of those that follow one another the first and the last', ([product, list]) => {
    expect(versionList(product)).toBe(list);
  });

  test('are those of all products, oldest first', () => {
    expect(products).toEqual(['ser', 'openser', 'opensips', 'kamailio']);
    expect(allSeries.map(({ id }) => id)).toEqual(
      products.flatMap((product) => seriesOf(product).map(({ version }) => `${product}-${version}`)),
    );
    for (const product of products) {
      const versions = seriesOf(product).map(({ version }) => version);
      expect(versions.toSorted(compareVersions)).toEqual(versions);
    }
  });

  test('that were measured are these', () => {
    expect(allSeries.filter(isMeasured).map(({ id }) => id)).toEqual([
      'openser-1.1',
      'opensips-1.4',
      'opensips-1.11',
      'opensips-2.4',
      'opensips-3.2',
      'opensips-3.4',
      'opensips-3.5',
      'opensips-3.6',
      'opensips-4.1',
      'kamailio-4.4',
      'kamailio-5.6',
      'kamailio-5.8',
      'kamailio-6.0',
      'kamailio-6.1',
      'kamailio-6.2-dev',
    ]);
  });

  test('of which the newest that is released and measured answers to the bare name', () => {
    expect(products.map((product) => newestOf(product).id)).toEqual([
      'ser-0.9',
      'openser-1.1',
      'opensips-4.1',
      'kamailio-6.1',
    ]);
  });
});

test.for([
  ['5.6', '5.6', 0],
  ['5.6.3', '5.6', 0],
  ['1.4', '1.11', -1],
  ['1.11', '1.4', 1],
  ['3.0', '2.4', 1],
  ['2.4', '3.0', -1],
  ['6.2-dev', '6.1', 1],
  ['6', '6.0', 0],
  ['x', '0.0', 0],
] as const)('%s against %s: the numbers are compared one by one', ([a, b, sign]) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test.for([
  ['openser-1.1', 'exec_avp', 'openser-1.1 has no exec_avp(); it has exec_dset, exec_msg'],
  ['opensips-1.4', 'exec_cmd', 'opensips-1.4 has no exec_cmd(); it has exec_dset, exec_msg, exec_avp'],
  ['opensips-2.4', 'exec', undefined],
  ['opensips-3.6', 'exec_msg', 'opensips-3.6 has no exec_msg(); it has exec'],
  ['kamailio-4.4', 'exec_cmd', 'kamailio-4.4 has no exec_cmd(); it has exec_dset, exec_msg, exec_avp'],
  ['kamailio-5.6', 'exec_cmd', undefined],
  ['kamailio-6.1', 'exec', 'kamailio-6.1 has no exec(); it has exec_dset, exec_msg, exec_avp, exec_cmd'],
  ['documented', 'exec', undefined],
] as const)('%s, %s: says what the server has where it does not have it', ([server, name, why]) => {
  expect(missingFunction(findServer(server), name)).toBe(why);
});
