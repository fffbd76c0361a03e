import { exactly } from '../../shownText.js';
import { type DifferenceLine, lineDifference } from '../../suite/lineDifference.js';

/** How many lines that are the same stay around those that are not. */
const CONTEXT_LINES = 3;
const MAX_LINES = 100;

/** What a line of a difference begins with: it stayed, it went, it came. */
export const differenceMarks = { same: '  ', missing: '- ', extra: '+ ' } as const;

/** A line of a difference, `- ` for what was expected and did not come, `+ ` for what came instead. */
export interface MarkedLine {
  readonly kind: DifferenceLine['kind'] | 'gap';
  readonly text: string;
}

/** A difference for people: what is the same and far from any change is left out. */
export function differenceLines(difference: readonly DifferenceLine[]): MarkedLine[] {
  const isNear = (at: number) =>
    difference
      .slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1)
      .some(({ kind }) => kind !== 'same');
  const lines: MarkedLine[] = [];
  difference.forEach(({ kind, text }, at) => {
    if (isNear(at)) lines.push({ kind, text: `${differenceMarks[kind]}${exactly(text)}` });
    else if (lines.at(-1)?.kind !== 'gap') lines.push({ kind: 'gap', text: '  …' });
  });
  if (lines.length <= MAX_LINES) return lines;
  const left = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), { kind: 'gap', text: `  … and ${left} more lines` }];
}

/** The difference of two texts by lines, `- ` and `+ ` before what went and what came, with a little of what stayed. */
export function differenceText(before: string, after: string): string {
  const lines = (text: string) => text.replace(/\n$/, '').split('\n');
  const difference = lineDifference(lines(before), lines(after), (a, b) => a === b, String);
  return differenceLines(difference)
    .map(({ text }) => `  ${text}\n`)
    .join('');
}
