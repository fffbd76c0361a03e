import type { Shown } from '../../sip/rules.js';

/** The kinds of routes of routing scripts, as `--route` names them. */
export const routeKinds = [
  'request',
  'failure',
  'branch',
  'onreply',
  'onsend',
  'local',
  'event',
  'startup',
  'timer',
  'error',
] as const;
export type RouteKind = (typeof routeKinds)[number];

/** The routes in which each exec function may stand; `all` are those that the server has. */
export interface RoutePlaces {
  /** What the server has at all; it does not know the word for others. */
  readonly all: readonly RouteKind[];
  readonly exec_dset: readonly RouteKind[];
  readonly exec_msg: readonly RouteKind[];
  readonly exec_avp: readonly RouteKind[];
  readonly exec_cmd: readonly RouteKind[];
  readonly exec: readonly RouteKind[];
}

const withRequest = ['request', 'failure'] as const;

/** OpenSER's module lets its functions stand in request and failure routes alone, by its manual. */
export const openserRoutes: RoutePlaces = {
  all: ['request', 'failure', 'branch', 'onreply', 'local', 'error'],
  exec_dset: withRequest,
  exec_msg: withRequest,
  exec_avp: withRequest,
  exec_cmd: withRequest,
  exec: withRequest,
};

const opensipsAll = [
  ...withRequest,
  'branch',
  'onreply',
  'local',
  'event',
  'startup',
  'timer',
  'error',
] as const;
const opensipsExec = [...withRequest, 'local', 'startup', 'timer', 'event', 'onreply'] as const;

/** From OpenSIPS 1.11 on, by the manuals; that 3.6 refuses exec() in branch_route was measured. */
export const opensipsRoutes: RoutePlaces = {
  all: opensipsAll,
  exec_dset: withRequest,
  exec_msg: [...withRequest, 'local', 'timer', 'event', 'onreply'],
  exec_avp: opensipsExec,
  exec_cmd: [],
  exec: opensipsExec,
};

const kamailioAll = [...withRequest, 'branch', 'onreply', 'onsend', 'local', 'event'] as const;
const kamailioPlaces = [...withRequest, 'local', 'event'] as const;

/** Measured with Kamailio 5.6.3, all kinds of routes with all functions. */
export const kamailioRoutes: RoutePlaces = {
  all: kamailioAll,
  exec_dset: kamailioPlaces,
  exec_msg: kamailioPlaces,
  exec_avp: kamailioPlaces,
  exec_cmd: kamailioAll,
  exec: [],
};

/** The manual's: request and failure routes for what it has, and for what came later what the later servers do. */
export const documentedRoutes: RoutePlaces = {
  ...openserRoutes,
  all: routeKinds,
  exec_cmd: kamailioAll,
  exec: opensipsExec,
};

/** Shows the places of the functions that have some. */
export const shownPlaces: Shown<RoutePlaces> = ({ all: _, ...places }) =>
  Object.entries(places)
    .filter(([, kinds]) => kinds.length > 0)
    .map(([name, kinds]) => `${name}: ${kinds.join(', ')}`)
    .join('; ');
