import { expect, test } from 'vitest';
import { serverRanges } from '../../src/server/serverRanges.js';

test('servers of a family that follow one another are named as a range', () => {
  const ids = [
    'kamailio-5.6',
    'opensips-2.4',
    'openser-1.1',
    'opensips-1.4',
    'opensips-1.11',
    'opensips-3.4',
  ];
  expect(serverRanges(ids)).toBe('openser-1.1, opensips-1.4 to opensips-2.4, opensips-3.4, kamailio-5.6');
});

test('two servers are named one by one', () => {
  expect(serverRanges(['kamailio-6.1', 'kamailio-6.0'])).toBe('kamailio-6.0, kamailio-6.1');
});
