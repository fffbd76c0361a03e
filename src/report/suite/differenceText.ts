import { lineDifference } from '../../suite/lineDifference.js';
import { differenceLines } from './failureText.js';

/** The difference of two texts by lines, `- ` and `+ ` before what went and what came, with a little of what stayed. */
export function differenceText(before: string, after: string): string {
  const lines = (text: string) => text.replace(/\n$/, '').split('\n');
  const difference = lineDifference(lines(before), lines(after), (a, b) => a === b, String);
  return differenceLines(difference)
    .map(({ text }) => `  ${text}\n`)
    .join('');
}
