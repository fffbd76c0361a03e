import { SipexecError } from '../../../../errors.js';
import { taking } from '../taking.js';
import { numberValue, type Transformation } from '../transformation.js';
import type { TransformationTable } from '../transformationRule.js';

/** The value as a string of a script, its pseudo-variables replaced. */
const evaluate: Transformation = (value, { context }) => {
  try {
    return context.expand(value) ?? 'overrun';
  } catch (error) {
    if (error instanceof SipexecError) return undefined;
    throw error;
  }
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const sipDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) ([A-Z][a-z][a-z]) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;

/** Seconds since 1970 of a SIP date (RFC 3261 §25.1, SIP-date). */
const dateToUnix: Transformation = (value) => {
  const match = sipDate.exec(value.toString('latin1'));
  const month = months.indexOf(match?.[2] ?? '');
  if (match === null || month < 0) return undefined;
  const [day, year, hour, minute, second] = [1, 3, 4, 5, 6].map((group) => Number(match[group])) as number[];
  const time = Date.UTC(year as number, month, day, hour, minute, second);
  return numberValue(time / 1000);
};

/** The transformations that came with version 3: of strings of a script, and of dates. */
export function evaluationTransformations(): TransformationTable {
  return taking('none', { 's.eval': evaluate, 's.date2unix': dateToUnix });
}
