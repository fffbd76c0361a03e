import { exactly, shownText } from '../../shownText.js';
import { seenText } from '../../suite/judge/seenText.js';
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
  return [
    ...remarkLines(result),
    ...lines,
    ...evidence(result).flatMap(({ heading, lines }) => [`${heading}:`, ...lines.map((line) => `  ${line}`)]),
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
  // An outcome that is not the expected one comes with its reason.
  const isJudged = failures.some(({ key }) => key === 'reason' || key === 'outcome');
  if (isJudged || result === undefined || result.outcome === 'ran') return [];
  return [`nothing ran: ${exactly(notRunText(result))}`];
}

/** What the call was warned of, which often says why; nothing where the suite expected something of that. */
export function warningLines({ result, failures }: CheckResult): string[] {
  const isJudged = failures.some(({ key }) => key === 'warnings');
  if (isJudged || result === undefined) return [];
  return result.warnings.map(({ code, message }) => `${exactly(message)} [${code}]`);
}

const MAX_COMMAND_CHARACTERS = 2000;

/** The command line as the shell got it, on one line; nothing where none ran, or where the suite expected something of it. */
export function commandLines({ result, failures }: CheckResult): string[] {
  const isJudged = failures.some(({ key }) => key === 'commandLine');
  if (isJudged || result?.commandLine === undefined) return [];
  const text = exactly(seenText(result.commandLine));
  return [text.length > MAX_COMMAND_CHARACTERS ? `${text.slice(0, MAX_COMMAND_CHARACTERS)}…` : text];
}

const MAX_STDERR_LINES = 20;

/** The end of what the command wrote to standard error; nothing where the suite expected something of it. */
export function stderrLines({ result, failures }: CheckResult): string[] {
  const isJudged = failures.some(({ key }) => key === 'stderr');
  if (isJudged || result?.outcome !== 'ran' || result.stderr === undefined || result.stderr.length === 0)
    return [];
  const lines = result.stderr.toString('utf8').trimEnd().split('\n').map(exactly);
  const left = lines.length - MAX_STDERR_LINES;
  return left <= 0 ? lines : [`… ${left} lines before these`, ...lines.slice(left)];
}

/** What reports show of a failed check beside what was expected of it, each part with its heading. */
export function evidence(
  result: CheckResult,
): { readonly heading: string; readonly lines: readonly string[] }[] {
  return [
    { heading: 'warnings', lines: warningLines(result) },
    { heading: 'command line', lines: commandLines(result) },
    { heading: 'standard error of the command', lines: stderrLines(result) },
  ].filter(({ lines }) => lines.length > 0);
}

/** `12 passed, 1 failed, 0 skipped`, and how many did not run where some did not. */
export function summaryText({ passed, failed, skipped, notRun }: SuiteSummary): string {
  const rest = notRun === 0 ? '' : `, ${notRun} not run`;
  return `${passed} passed, ${failed} failed, ${skipped} skipped${rest}`;
}
