import { exactly } from '../../shownText.js';
import { suitePlaceText } from '../../suite/problems.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { differenceLines } from './differenceText.js';
import { byHandLines, evidence, remarkLines, summaryText } from './failureText.js';
import type { MakeReporter, ReportStyle } from './reporter.js';

/** For people: a line a check, and beneath a failed one what was expected, what came, and how to run it by hand. */
export const readable: MakeReporter = ({ style, isQuiet }) => {
  let lastFile: string | undefined;
  return {
    begin: () => '',
    result(result) {
      if (isQuiet && result.status !== 'failed') return '';
      const { file } = result.check.case;
      const heading = file === lastFile ? '' : `${style.heading(exactly(file))}\n`;
      lastFile = file;
      return `${heading}${checkText(result, style)}`;
    },
    end(_results, summary) {
      const colour = summary.failed > 0 ? style.fail : summary.passed > 0 ? style.pass : style.heading;
      return `${colour(summaryText(summary))} ${style.faint(`(${(summary.durationMs / 1000).toFixed(2)} s)`)}\n`;
    },
  };
};

function checkText(result: CheckResult, style: ReportStyle): string {
  const { check, status, reason, durationMs, runs } = result;
  const title = exactly(check.title);
  const times = runs > 1 ? `${runs} runs, ` : '';
  const time = style.faint(`(${times}${Math.round(durationMs)} ms)`);
  switch (status) {
    case 'passed':
      return `  ${style.pass('ok')}    ${title} ${time}\n`;
    case 'failed':
      return `  ${style.fail('FAIL')}  ${title} ${time}\n${indented(failureText(result, style))}\n`;
    default:
      return `  ${style.faint('-')}     ${title} ${style.faint(`(${status === 'skipped' ? 'skipped' : 'not run'}: ${exactly(reason ?? '')})`)}\n`;
  }
}

function failureText(result: CheckResult, style: ReportStyle): string[] {
  const lines = remarkLines(result);
  for (const failure of result.failures) {
    lines.push(exactly(failure.message), style.faint(`at ${exactly(suitePlaceText(failure.place))}`));
    for (const { kind, text } of differenceLines(failure.difference))
      lines.push(`  ${colourOf(kind, style)(text)}`);
  }
  for (const part of evidence(result))
    lines.push(`${part.heading}:`, ...part.lines.map((line) => `  | ${line}`));
  // As it is: a here-document would not end with blanks before its last line.
  return [...lines, 'by hand:', ...byHandLines(result).map((line) => `\0${line}`)];
}

function colourOf(kind: string, style: ReportStyle): (text: string) => string {
  return kind === 'missing' ? style.fail : kind === 'extra' ? style.pass : style.faint;
}

/** Lines that begin with a NUL stay at the left edge, to be copied as they are. */
function indented(lines: readonly string[]): string {
  return lines.map((line) => (line.startsWith('\0') ? line.slice(1) : `        ${line}`)).join('\n');
}
