import { routeKindOf } from '../../config/routeKind.js';
import type { ExecCall } from '../../config/scannedConfig.js';
import { misplacedFunction } from '../../server/misplacedFunction.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';

/** Finds a call in a kind of route in which the server does not allow the function, so that it does not start (`misplaced-function`). */
export function misplacedCall(call: ExecCall, profile: ServerProfile): LintFinding[] {
  const route = routeKindOf(call.block);
  // To the server an asynchronous call is another function. The manuals do not say in which routes that one may stand.
  if (call.disabled || route === undefined || call.mode !== undefined) return [];
  const message = misplacedFunction(profile, call.function, route);
  return message === undefined ? [] : [{ code: 'misplaced-function', message, place: call.place }];
}
