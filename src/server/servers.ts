import { nearestName } from '../nearestName.js';
import type { Warning } from '../warnings.js';
import { UnknownServerError } from './errors.js';
import type { ExecFunction, ServerProfile } from './profile.js';
import { documented } from './profiles/documented.js';
import {
  allSeries,
  isMeasured,
  newestOf,
  type Product,
  products,
  type Series,
  seriesOf,
  versionList,
} from './series.js';

/** The ids of the measured servers, by family and age, behind `documented`. */
export const serverIds: readonly string[] = [
  documented.id,
  ...allSeries.filter(isMeasured).map(({ id }) => id),
];

/** All ids that `--server` takes, beside the names of products and the point releases. */
export const allServerIds: readonly string[] = [documented.id, ...allSeries.map(({ id }) => id)];

/**
 * The profile of a server by its id (`kamailio-5.8`), by one of its releases (`kamailio-5.8.4`), or of the newest measured
 * release of a product (`kamailio`). A series that was not measured has the profile of the one that it stands for, under its own id.
 *
 * @throws UnknownServerError naming the versions that there are.
 */
export function findServer(name: string): ServerProfile {
  if (name === documented.id) return documented.profile();
  if (isProduct(name)) return profileOf(newestOf(name));
  const parts = /^([a-z]+)-(\d+\.\d+)(\.\d+)?(-[a-z]+\d*)?$/.exec(name);
  const [, product = '', version = '', patch = '', suffix = ''] = parts ?? [];
  if (isProduct(product)) {
    const all = seriesOf(product);
    const wanted = `${version}${suffix === '' ? '' : '-dev'}`;
    const found = all.find((series) => series.version === wanted);
    const release = suffix === '' && patch !== '' ? `${version}${patch}` : undefined;
    if (found !== undefined) return profileOf(found, release);
  }
  throw unknown(name);
}

/** Says that a server has no exec function of this name, and which it has; undefined where it has it. */
export function missingFunction({ id, functions }: ServerProfile, name: ExecFunction): string | undefined {
  return functions.includes(name) ? undefined : `${id} has no ${name}(); it has ${functions.join(', ')}`;
}

/** The code of {@link standInWarning}, which is said once and not for each message. */
export const notMeasured = 'server-not-measured';

/** Says which server one stands for that was not measured; undefined where it was. */
export function standInWarning({ id, standsFor }: ServerProfile): Warning | undefined {
  if (standsFor === undefined) return undefined;
  return { code: notMeasured, message: `${id}: not measured; as ${standsFor}` };
}

/** One profile object for each name: other modules remember things by that object (WeakMap), and keep them across calls. */
const derived = new Map<string, ServerProfile>();

function profileOf(series: Series, release?: string): ServerProfile {
  const { id, family } = series;
  const profile = series.measured.profile();
  if (isMeasured(series) && !printsRelease(profile, release)) return profile;
  const key = release ?? id;
  let named = derived.get(`${family} ${key}`);
  if (named === undefined) {
    named = isMeasured(series)
      ? profile
      : { ...profile, id, family, title: titleOf(series), standsFor: profile.id };
    if (printsRelease(named, release)) named = withRelease(named, release);
    derived.set(`${family} ${key}`, named);
  }
  return named;
}

/** Whether a pseudo-variable prints the release, and the wanted release is another one than the profile has. */
function printsRelease(profile: ServerProfile, release: string | undefined): release is string {
  const measured = profile.pseudoVariables.release;
  return release !== undefined && measured !== undefined && measured.number !== release;
}

function withRelease(profile: ServerProfile, number: string): ServerProfile {
  const { pseudoVariables } = profile;
  const { release } = pseudoVariables;
  if (release === undefined) return profile;
  return { ...profile, pseudoVariables: { ...pseudoVariables, release: { ...release, number } } };
}

function titleOf({ measured }: Series): string {
  return `not measured; as ${measured.profile().title}`;
}

function isProduct(name: string): name is Product {
  return (products as readonly string[]).includes(name);
}

function unknown(name: string): UnknownServerError {
  const written = /^([A-Za-z]+)[-_ ]?v?(\d.*)?$/.exec(name);
  const word = written?.[1]?.toLowerCase() ?? name;
  if (isProduct(word)) return new UnknownServerError(name, undefined, `${word} has ${versionList(word)}`);
  const near = nearestName(word, [...products, documented.id]);
  if (near === undefined) return new UnknownServerError(name, undefined);
  const version = written?.[2] === undefined ? '' : `-${written[2]}`;
  const meant = near === documented.id ? near : `${near}${version}`;
  return isKnown(meant)
    ? new UnknownServerError(name, meant)
    : new UnknownServerError(name, undefined, `${near} has ${versionList(near as Product)}`);
}

function isKnown(name: string): boolean {
  try {
    return findServer(name) !== undefined;
  } catch {
    return false;
  }
}
