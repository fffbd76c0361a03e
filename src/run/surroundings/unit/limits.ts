import type { ResourceLimit } from '../../../exec/surroundings/surroundings.js';

type Unit = 'bytes' | 'seconds' | 'microseconds' | 'count';

/** The limits of systemd.exec(5), "Process Properties", by the names of prlimit(1). */
const LIMITS: Readonly<Record<string, { readonly name: string; readonly unit: Unit }>> = {
  LimitCPU: { name: 'cpu', unit: 'seconds' },
  LimitFSIZE: { name: 'fsize', unit: 'bytes' },
  LimitDATA: { name: 'data', unit: 'bytes' },
  LimitSTACK: { name: 'stack', unit: 'bytes' },
  LimitCORE: { name: 'core', unit: 'bytes' },
  LimitRSS: { name: 'rss', unit: 'bytes' },
  LimitNOFILE: { name: 'nofile', unit: 'count' },
  LimitAS: { name: 'as', unit: 'bytes' },
  LimitNPROC: { name: 'nproc', unit: 'count' },
  LimitMEMLOCK: { name: 'memlock', unit: 'bytes' },
  LimitLOCKS: { name: 'locks', unit: 'count' },
  LimitSIGPENDING: { name: 'sigpending', unit: 'count' },
  LimitMSGQUEUE: { name: 'msgqueue', unit: 'bytes' },
  LimitNICE: { name: 'nice', unit: 'count' },
  LimitRTPRIO: { name: 'rtprio', unit: 'count' },
  LimitRTTIME: { name: 'rttime', unit: 'microseconds' },
};

/** Whether a key of a unit is a limit. */
export function isLimit(key: string): boolean {
  return Object.hasOwn(LIMITS, key);
}

/**
 * A limit as a unit writes it: `65536`, `1024:65536` (soft and hard), `infinity`, `64M`, `10min`.
 * Out: undefined where the value is no limit.
 */
export function limitOf(key: string, value: string): ResourceLimit | undefined {
  const { name, unit } = LIMITS[key] as { name: string; unit: Unit };
  const parts = value.split(':');
  if (parts.length > 2) return undefined;
  const [soft, hard = soft] = parts.map((part) => amountOf(part.trim(), unit));
  if (soft === undefined || hard === undefined) return undefined;
  if (hard !== 'unlimited' && (soft === 'unlimited' || soft > hard)) return undefined;
  return { name, soft, hard };
}

const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
  P: 1024 ** 5,
  E: 1024 ** 6,
};
const MICROSECONDS: Readonly<Record<string, number>> = {
  us: 1,
  usec: 1,
  ms: 1000,
  msec: 1000,
  s: 1e6,
  sec: 1e6,
  second: 1e6,
  seconds: 1e6,
  m: 60e6,
  min: 60e6,
  minute: 60e6,
  minutes: 60e6,
  h: 3600e6,
  hr: 3600e6,
  hour: 3600e6,
  hours: 3600e6,
  d: 86_400e6,
  day: 86_400e6,
  days: 86_400e6,
  w: 604_800e6,
  week: 604_800e6,
  weeks: 604_800e6,
};

function amountOf(text: string, unit: Unit): number | 'unlimited' | undefined {
  if (text === 'infinity') return 'unlimited';
  if (unit === 'count') return /^\d+$/.test(text) ? Number(text) : undefined;
  if (unit === 'bytes') {
    const match = /^(\d+)([BKMGTPE]?)$/.exec(text);
    return match === null ? undefined : Number(match[1]) * (BYTES[match[2] as string] as number);
  }
  const bare = unit === 'seconds' ? 1e6 : 1;
  let sum = 0;
  const rest = text.replace(/(\d+(?:\.\d+)?) *([a-z]*) */g, (_, number: string, word: string) => {
    sum += Number(number) * (word === '' ? bare : (MICROSECONDS[word] ?? Number.NaN));
    return '';
  });
  if (rest !== '' || text === '' || Number.isNaN(sum)) return undefined;
  return unit === 'seconds' ? Math.ceil(sum / 1e6) : sum;
}
