import type { RouteKind } from '../server/rules/routes.js';
import type { RouteBlock } from './scannedConfig.js';

const KINDS: Readonly<Record<string, RouteKind>> = {
  route: 'request',
  request_route: 'request',
  failure_route: 'failure',
  branch_route: 'branch',
  onreply_route: 'onreply',
  reply_route: 'onreply',
  onsend_route: 'onsend',
  local_route: 'local',
  event_route: 'event',
  startup_route: 'startup',
  timer_route: 'timer',
  error_route: 'error',
};

/**
 * The kind of route that a block is, as `--route` names it. A `route[NAME]` may be called from any other and counts as a request route, as
 * it does when a server starts. Out: undefined for functions of a KEMI script, which no server checks, and unknown words.
 */
export function routeKindOf(block: RouteBlock | undefined): RouteKind | undefined {
  return block === undefined ? undefined : KINDS[block.kind];
}
