import type { CaptureTime } from '../../capturedMessage.js';

/**
 * A date and time as traces write them (`2026-11-23 00:16:35.302109`, `2026/11/23 …`, `T` between the two, comma or
 * point before the fraction). Traces are written in local time, so it is read in the local zone, unless
 * `zone` is `utc`. Undefined where there is no such time.
 */
export function dateTimeOf(
  date: string,
  time: string,
  zone: 'local' | 'utc' = 'local',
): CaptureTime | undefined {
  const day = /^(\d{4})[-/](\d\d)[-/](\d\d)$/.exec(date);
  const clock = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/.exec(time);
  if (day === null || clock === null) return undefined;
  const [year, month, dayOfMonth] = [Number(day[1]), Number(day[2]) - 1, Number(day[3])];
  const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3])];
  const milliseconds =
    zone === 'utc'
      ? Date.UTC(year, month, dayOfMonth, hours, minutes, seconds)
      : new Date(year, month, dayOfMonth, hours, minutes, seconds).getTime();
  return { seconds: milliseconds / 1000, nanoseconds: fraction(clock[4]) };
}

/**
 * The same with the zone that stands behind the time, `Z` or `+01:00` (RFC 3339 §5.6, with or without its colon). Without a zone
 * behind it, the time is read in the zone `otherwise`.
 */
export function zonedTimeOf(
  date: string,
  time: string,
  zone: string | undefined,
  otherwise: 'local' | 'utc' = 'local',
): CaptureTime | undefined {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  const found = dateTimeOf(date, time, offset !== null || zone === 'Z' ? 'utc' : otherwise);
  if (found === undefined || offset === null) return found;
  const offsetSeconds = (Number(offset[2]) * 60 + Number(offset[3])) * 60;
  return { ...found, seconds: found.seconds - (offset[1] === '-' ? -offsetSeconds : offsetSeconds) };
}

/** Seconds since 1970 with a fraction, `1795392995.302109`. */
export function epochOf(text: string): CaptureTime | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  return { seconds: Number(match[1]), nanoseconds: fraction(match[2]) };
}

function fraction(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.padEnd(9, '0'));
}
