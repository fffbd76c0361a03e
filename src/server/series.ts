import type { ServerFamily } from './profile.js';
import {
  kamailio44,
  kamailio56,
  kamailio58,
  kamailio60,
  kamailio61,
  kamailio62dev,
} from './profiles/kamailio.js';
import type { ServerVersion } from './profiles/laterVersion.js';
import { openser11 } from './profiles/openser.js';
import {
  opensips14,
  opensips24,
  opensips32,
  opensips34,
  opensips35,
  opensips36,
  opensips41,
  opensips111,
} from './profiles/opensips.js';

/** A released series, as its versions are counted: `5.7` has the releases 5.7.0, 5.7.1, … */
export interface Series {
  /** As `--server` takes it. */
  readonly id: string;
  readonly family: ServerFamily;
  /** Two numbers; a development version has a `-dev` behind them. */
  readonly version: string;
  /** The measured server that it is, or stands for: the one that it equals or is nearest to. */
  readonly measured: ServerVersion;
}

/** Every series by its product and age (docs/servers.md §21). This is the one table of versions. */
const versions = {
  ser: { family: 'openser', all: [['0.9', openser11]] },
  openser: {
    family: 'openser',
    all: [
      ['1.0', openser11],
      ['1.1', openser11],
      // exec_avp() came with 1.2.
      ['1.2', opensips14],
      ['1.3', opensips14],
    ],
  },
  opensips: {
    family: 'opensips',
    all: [
      ['1.4', opensips14],
      ['1.5', opensips14],
      ['1.6', opensips14],
      ['1.7', opensips111],
      ['1.8', opensips111],
      ['1.9', opensips111],
      ['1.10', opensips111],
      ['1.11', opensips111],
      ['2.1', opensips24],
      ['2.2', opensips24],
      ['2.3', opensips24],
      ['2.4', opensips24],
      ['3.0', opensips32],
      ['3.1', opensips32],
      ['3.2', opensips32],
      ['3.3', opensips34],
      ['3.4', opensips34],
      ['3.5', opensips35],
      ['3.6', opensips36],
      ['4.0', opensips41],
      ['4.1', opensips41],
    ],
  },
  kamailio: {
    family: 'kamailio',
    all: [
      ['4.4', kamailio44],
      ['5.0', kamailio56],
      ['5.1', kamailio56],
      ['5.2', kamailio56],
      ['5.3', kamailio56],
      ['5.4', kamailio56],
      ['5.5', kamailio56],
      ['5.6', kamailio56],
      // By its source it has the rule of 5.8 for urn: URIs.
      ['5.7', kamailio58],
      ['5.8', kamailio58],
      ['6.0', kamailio60],
      ['6.1', kamailio61],
      ['6.2-dev', kamailio62dev],
    ],
  },
} as const satisfies Record<
  string,
  { family: ServerFamily; all: readonly (readonly [string, ServerVersion])[] }
>;

/** The names in front of a version. */
export type Product = keyof typeof versions;

export const products = Object.keys(versions) as readonly Product[];

/** The series of a product, oldest first. */
export function seriesOf(product: Product): readonly Series[] {
  const { family, all } = versions[product];
  return all.map(([version, measured]) => ({ id: `${product}-${version}`, family, version, measured }));
}

/** All series, by product and age. */
export const allSeries: readonly Series[] = products.flatMap(seriesOf);

/** Whether it was measured itself. */
export function isMeasured({ id, measured }: Series): boolean {
  return id === measured.id;
}

/** The newest release of a product that was measured, if one was. */
export function newestOf(product: Product): Series {
  const released = seriesOf(product).filter(({ version }) => !version.endsWith('-dev'));
  return (released.findLast(isMeasured) ?? released.at(-1)) as Series;
}

/** The versions of a product for people: `4.4, 5.0 to 5.8, 6.0, 6.1, 6.2-dev`. */
export function versionList(product: Product): string {
  const runs: string[][] = [];
  for (const { version } of seriesOf(product)) {
    const run = runs.at(-1);
    if (run !== undefined && followsOn(run.at(-1) as string, version)) run.push(version);
    else runs.push([version]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

function followsOn(before: string, version: string): boolean {
  const [major, minor] = before.split('.').map(Number) as [number, number];
  return version === `${major}.${minor + 1}`;
}

/** A version of which the numbers are compared one by one: negative where `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [majorOfA, minorOfA] = numbersOf(a);
  const [majorOfB, minorOfB] = numbersOf(b);
  return majorOfA - majorOfB || minorOfA - minorOfB;
}

function numbersOf(version: string): readonly [number, number] {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor];
}
