const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What stands for each letter behind a percent sign (strftime(3), C locale). */
const conversions: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => (days[time.getDay()] as string).slice(0, 3),
  A: (time) => days[time.getDay()] as string,
  b: (time) => (months[time.getMonth()] as string).slice(0, 3),
  B: (time) => months[time.getMonth()] as string,
  c: (time) => formatTime('%a %b %e %H:%M:%S %Y', time),
  C: (time) => String(Math.floor(time.getFullYear() / 100)),
  d: (time) => two(time.getDate()),
  D: (time) => formatTime('%m/%d/%y', time),
  e: (time) => blankTwo(time.getDate()),
  F: (time) => formatTime('%Y-%m-%d', time),
  g: (time) => two(mod(isoWeek(time).year, 100)),
  G: (time) => String(isoWeek(time).year),
  h: (time) => formatTime('%b', time),
  H: (time) => two(time.getHours()),
  I: (time) => two(hourOf12(time)),
  j: (time) => String(dayOfYear(time) + 1).padStart(3, '0'),
  k: (time) => blankTwo(time.getHours()),
  l: (time) => blankTwo(hourOf12(time)),
  m: (time) => two(time.getMonth() + 1),
  M: (time) => two(time.getMinutes()),
  n: () => '\n',
  p: (time) => (time.getHours() < 12 ? 'AM' : 'PM'),
  P: (time) => (time.getHours() < 12 ? 'am' : 'pm'),
  r: (time) => formatTime('%I:%M:%S %p', time),
  R: (time) => formatTime('%H:%M', time),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => two(time.getSeconds()),
  t: () => '\t',
  T: (time) => formatTime('%H:%M:%S', time),
  u: (time) => String(time.getDay() || 7),
  U: (time) => two(Math.floor((dayOfYear(time) + 7 - time.getDay()) / 7)),
  V: (time) => two(isoWeek(time).week),
  w: (time) => String(time.getDay()),
  W: (time) => two(Math.floor((dayOfYear(time) + 7 - mod(time.getDay() - 1, 7)) / 7)),
  x: (time) => formatTime('%m/%d/%y', time),
  X: (time) => formatTime('%H:%M:%S', time),
  y: (time) => two(mod(time.getFullYear(), 100)),
  Y: (time) => String(time.getFullYear()),
  z: (time) => offset(-time.getTimezoneOffset()),
  Z: zoneName,
  '%': () => '%',
};

/**
 * Writes a moment as strftime(3) does in the C locale and the local time zone; what is no conversion stays as it is.
 */
export function formatTime(format: string, time: Date): string {
  return format.replace(/%([_0^#-]?)[EO]?([A-Za-z%])/g, (whole, flag, letter) => {
    const text = conversions[letter]?.(time);
    return text === undefined ? whole : flagged(text, flag, letter);
  });
}

/**
 * GNU's flags: `-` takes the padding off, `_` and `0` pad with blanks and zeros. `^` writes capitals, and `#` does so for
 * names; it turns AM and the zone into small letters, which those of `%P` stay in any case.
 */
function flagged(text: string, flag: string, letter: string): string {
  if (flag === '^') return letter === 'P' ? text : text.toUpperCase();
  if (flag === '#')
    return 'pZ'.includes(letter) ? text.toLowerCase() : 'aAbBh'.includes(letter) ? text.toUpperCase() : text;
  const padding = /^[0 ]+(?=\d)/.exec(text)?.[0] ?? '';
  if (flag === '' || padding === '' || !/^[ \d]+$/.test(text)) return text;
  return (flag === '-' ? '' : (flag === '_' ? ' ' : '0').repeat(padding.length)) + text.slice(padding.length);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function blankTwo(number: number): string {
  return String(number).padStart(2, ' ');
}

function mod(number: number, divisor: number): number {
  return ((number % divisor) + divisor) % divisor;
}

function hourOf12(time: Date): number {
  return time.getHours() % 12 || 12;
}

function dayOfYear(time: Date): number {
  return (
    daysSince1970(time.getFullYear(), time.getMonth(), time.getDate()) -
    daysSince1970(time.getFullYear(), 0, 1)
  );
}

function daysSince1970(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day) / 86_400_000;
}

/** The week of ISO 8601, which belongs to the year that its Thursday is in. */
function isoWeek(time: Date): { year: number; week: number } {
  const thursday = new Date(
    daysSince1970(time.getFullYear(), time.getMonth(), time.getDate() + 4 - (time.getDay() || 7)) *
      86_400_000,
  );
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() / 86_400_000 - daysSince1970(year, 0, 1)) / 7) + 1;
  return { year, week };
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** The time zone's abbreviation, as far as it has one in English. */
function zoneName(time: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
