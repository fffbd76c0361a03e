import type { ExecFunction, ServerProfile } from './profile.js';
import type { RouteKind } from './rules/routes.js';

/**
 * Why a server does not start with an exec function in a route of some kind (servers.md §22).
 * Out: undefined where it does start; and where the server has no such function (see `missingFunction`).
 */
export function misplacedFunction(
  { id, functions, running: { routes } }: ServerProfile,
  name: ExecFunction,
  route: RouteKind,
): string | undefined {
  if (!functions.includes(name) || routes[name].includes(route)) return undefined;
  if (!routes.all.includes(route)) return `${id} has no ${route} route and does not start with one`;
  const others = functions.filter((other) => routes[other].includes(route));
  const hint = others.length === 0 ? '' : `; ${others.map((other) => `${other}()`).join(', ')} can`;
  return `${name}() cannot stand in ${article(route)} ${route} route, only in ${listed(routes[name])}${hint}: ${id} does not start`;
}

function article(route: RouteKind): string {
  return /^[aeiou]/.test(route) ? 'an' : 'a';
}

function listed(kinds: readonly RouteKind[]): string {
  const [last, ...others] = kinds.toReversed();
  return others.length === 0 ? `${last} routes` : `${others.reverse().join(', ')} and ${last} routes`;
}
