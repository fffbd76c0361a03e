import { exactly, shownText } from '../../shownText.js';
import { suitePlaceText } from '../../suite/problems.js';
import { type CheckResult, isFlaky, type SuiteSummary } from '../../suite/run/checkResult.js';
import { notRunText } from '../text/execText.js';
import { differenceLines } from './differenceText.js';

/** Everything about a failed check as plain lines, for reports that have one field for it. */
export function failureLines(result: CheckResult): string[] {
  const lines = result.failures.flatMap((failure) => [
    exactly(`${suitePlaceText(failure.place)}: ${failure.message}`),
    ...differenceLines(failure.difference).map(({ text }) => `  ${text}`),
  ]);
  const stderr = stderrLines(result);
  return [
    ...remarkLines(result),
    ...lines,
    ...(stderr.length === 0 ? [] : ['standard error of the command:', ...stderr.map((line) => `  ${line}`)]),
    'by hand:',
    ...byHandLines(result).map((line) => `  ${line}`),
  ];
}

/** How the check is run by hand, line by line, as a shell takes it: what cannot be shown is not in it (see `byHand`). */
export function byHandLines({ check }: CheckResult): string[] {
  return shownText(check.byHand, 'lines').split('\n');
}

/** What is to be said of a failed check as a whole, a line each. */
export function remarkLines(result: CheckResult): string[] {
  const { row } = result.check.case;
  return [
    ...(isFlaky(result) ? [flakyText(result)] : []),
    ...(row === undefined ? [] : [`row ${exactly(row.file)}:${row.line}`]),
    ...notRunLines(result),
  ];
}

/** `fails sometimes: 3 of 10 runs`. */
function flakyText({ runs, failedRuns }: CheckResult): string {
  return `fails sometimes: ${failedRuns} of ${runs} runs`;
}

/** Why the command did not run, which explains all the rest; nothing where it ran, or where the suite asked why. */
export function notRunLines({ result, failures }: CheckResult): string[] {
  const isJudged = failures.some(({ key }) => key === 'reason');
  if (isJudged || result === undefined || result.outcome === 'ran') return [];
  return [`nothing ran: ${exactly(notRunText(result))}`];
}

const MAX_STDERR_LINES = 20;

/** What the command wrote to standard error, which often says why; nothing where the suite expected something of it. */
export function stderrLines({ result, failures }: CheckResult): string[] {
  const isJudged = failures.some(({ key }) => key === 'stderr');
  if (isJudged || result?.outcome !== 'ran' || result.stderr === undefined || result.stderr.length === 0)
    return [];
  const lines = result.stderr.toString('utf8').trimEnd().split('\n').map(exactly);
  if (lines.length <= MAX_STDERR_LINES) return lines;
  return [...lines.slice(0, MAX_STDERR_LINES), `… and ${lines.length - MAX_STDERR_LINES} more lines`];
}

/** `12 passed, 1 failed, 0 skipped`, and how many did not run where some did not. */
export function summaryText({ passed, failed, skipped, notRun }: SuiteSummary): string {
  const rest = notRun === 0 ? '' : `, ${notRun} not run`;
  return `${passed} passed, ${failed} failed, ${skipped} skipped${rest}`;
}
