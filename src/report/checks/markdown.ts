import { exactly } from '../../shownText.js';
import { suitePlaceText } from '../../suite/problems.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { failureLines, summaryText } from './failureText.js';
import type { MakeReporter } from './reporter.js';

/** GitHub cuts a step's summary off at 1 MiB, all reports of the step together. */
const MAX_TEXT_LENGTH = 250_000;

/** Markdown, for the summary of a step of GitHub Actions or a comment: the numbers, and each failure in a fold. */
export const markdown: MakeReporter = ({ pathFromRoot }) => ({
  begin: () => '',
  result: () => '',
  end(results, summary) {
    const failed = results.filter(({ status }) => status === 'failed');
    const mark = failed.length === 0 ? '✅' : '❌';
    const lines = [`### ${mark} sipexec: ${summaryText(summary)}`, ''];
    let length = 0;
    for (const [at, result] of failed.entries()) {
      const text = failure(result, pathFromRoot);
      length += text.length;
      if (length > MAX_TEXT_LENGTH) {
        lines.push(`… and ${failed.length - at} more failed checks`, '');
        break;
      }
      lines.push(text, '');
    }
    return `${lines.join('\n')}\n`;
  },
});

function failure(result: CheckResult, pathFromRoot: (file: string) => string): string {
  const { check, failures } = result;
  const place = failures[0]?.place ?? check.case.place;
  const where = suitePlaceText({ ...place, file: pathFromRoot(place.file) });
  const text = failureLines(result).join('\n');
  const fence = fenceAround(text);
  return [
    `<details><summary>${inHtml(check.title)} <code>${inHtml(where)}</code></summary>`,
    '',
    `${fence}diff`,
    text,
    fence,
    '',
    '</details>',
  ].join('\n');
}

/** A line of backticks that is longer than any in the text. */
function fenceAround(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(longest + 1);
}

/** Text in a line of HTML, which Markdown reads as Markdown, too. */
function inHtml(text: string): string {
  return exactly(text).replace(/[^\p{L}\p{N} ./:,+@()-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
