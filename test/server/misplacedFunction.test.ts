import { describe, expect, test } from 'vitest';
import { misplacedFunction } from '../../src/server/misplacedFunction.js';
import type { ExecFunction } from '../../src/server/profile.js';
import type { RouteKind } from '../../src/server/rules/routes.js';
import { routeKinds } from '../../src/server/rules/routes.js';
import { findServer } from '../../src/server/servers.js';

const told = (server: string, name: ExecFunction, route: RouteKind) =>
  misplacedFunction(findServer(server), name, route);

describe('an exec function in a route where the server does not start with it (docs/servers.md, 22)', () => {
  test.for([
    ['kamailio-6.1', 'exec_dset', ['request', 'failure', 'local', 'event']],
    ['kamailio-6.1', 'exec_msg', ['request', 'failure', 'local', 'event']],
    ['kamailio-6.1', 'exec_avp', ['request', 'failure', 'local', 'event']],
    ['kamailio-6.1', 'exec_cmd', ['request', 'failure', 'branch', 'onreply', 'onsend', 'local', 'event']],
    ['openser-1.1', 'exec_dset', ['request', 'failure']],
    ['openser-1.1', 'exec_msg', ['request', 'failure']],
    ['opensips-1.4', 'exec_avp', ['request', 'failure']],
    ['opensips-2.4', 'exec_dset', ['request', 'failure']],
    ['opensips-2.4', 'exec_msg', ['request', 'failure', 'onreply', 'local', 'event', 'timer']],
    ['opensips-2.4', 'exec_avp', ['request', 'failure', 'onreply', 'local', 'event', 'startup', 'timer']],
    ['opensips-3.6', 'exec', ['request', 'failure', 'onreply', 'local', 'event', 'startup', 'timer']],
  ] as const)('%s: %s may stand in the routes %j alone', ([server, name, routes]) => {
    expect(routeKinds.filter((route) => told(server, name, route) === undefined)).toEqual(routes);
  });

  test.for([
    [
      'kamailio-6.1',
      'exec_msg',
      'onreply',
      'exec_msg() cannot stand in an onreply route, only in request, failure, local and event routes; exec_cmd() can: kamailio-6.1 does not start',
    ],
    [
      'kamailio-6.1',
      'exec_msg',
      'branch',
      'exec_msg() cannot stand in a branch route, only in request, failure, local and event routes; exec_cmd() can: kamailio-6.1 does not start',
    ],
    [
      'opensips-2.4',
      'exec_dset',
      'event',
      'exec_dset() cannot stand in an event route, only in request and failure routes; exec_msg(), exec_avp(), exec() can: opensips-2.4 does not start',
    ],
    [
      'opensips-3.6',
      'exec',
      'error',
      'exec() cannot stand in an error route, only in request, failure, local, startup, timer, event and onreply routes: opensips-3.6 does not start',
    ],
    ['openser-1.1', 'exec_dset', 'timer', 'openser-1.1 has no timer route and does not start with one'],
    ['kamailio-6.1', 'exec_cmd', 'startup', 'kamailio-6.1 has no startup route and does not start with one'],
  ] as const)(
    '%s, %s in %s: says where it may stand, and what may stand there',
    ([server, name, route, why]) => {
      expect(told(server, name, route)).toBe(why);
    },
  );

  test('a function that the server does not have is no matter of its place', () => {
    expect(told('kamailio-6.1', 'exec', 'timer')).toBeUndefined();
    expect(told('openser-1.1', 'exec_cmd', 'branch')).toBeUndefined();
  });
});
