import { describe, expect, test } from 'vitest';
import { findServer, serverIds, serverOfVersion } from '../../src/server/servers.js';

describe('a server', () => {
  test.each([
    ['kamailio-5.6', 'kamailio-5.6'],
    ['kamailio', 'kamailio-6.1'],
    ['opensips', 'opensips-4.1'],
    ['openser', 'openser-1.1'],
    ['documented', 'documented'],
  ])('is found by its id, or the newest release by its family: %s', (given, id) => {
    expect(findServer(given).id).toBe(id);
  });

  test('that nobody knows is an error with the nearest id', () => {
    expect(() => findServer('kamalio-5.6')).toThrow(
      "unknown server 'kamalio-5.6'; did you mean kamailio-5.6?",
    );
  });
});

describe('a version of a family', () => {
  test.each([
    ['kamailio', '1.5', 'kamailio-4.4'],
    ['kamailio', '5.7', 'kamailio-5.6'],
    ['kamailio', '5.10', 'kamailio-5.8'],
    ['kamailio', '7.0', 'kamailio-6.2-dev'],
    ['opensips', '1.6', 'opensips-1.4'],
    ['opensips', '1.8', 'opensips-1.11'],
    ['opensips', '2.2', 'opensips-2.4'],
    ['opensips', '3.1', 'opensips-3.2'],
    ['opensips', '4.0', 'opensips-4.1'],
    ['openser', '1.3', 'openser-1.1'],
  ])('%s %s is taken for %s', (family, version, id) => {
    expect(serverOfVersion(family, version)?.id).toBe(id);
  });

  test('of no family is none', () => {
    expect(serverOfVersion('asterisk', '20.1')).toBeUndefined();
  });

  test.each(serverIds.filter((id) => id !== 'documented'))('%s stands for itself', (id) => {
    const { family } = findServer(id);
    expect(serverOfVersion(family, id.replace(/^\w+-|-dev$/g, ''))?.id).toBe(id);
  });
});
