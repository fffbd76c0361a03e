import { routeKindOf } from '../../config/routeKind.js';
import type { ExecCall } from '../../config/scannedConfig.js';
import { misplacedFunction } from '../../server/misplacedFunction.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';

/** Finds a call that stands in a route where the server does not let it stand, and does not start (`misplaced-function`). */
export function misplacedCall(call: ExecCall, profile: ServerProfile): LintFinding[] {
  const route = routeKindOf(call.block);
  // What runs asynchronously is another function to the server, whose places the manuals do not say.
  if (call.disabled || route === undefined || call.mode !== undefined) return [];
  const message = misplacedFunction(profile, call.function, route);
  return message === undefined ? [] : [{ code: 'misplaced-function', message, place: call.place }];
}
