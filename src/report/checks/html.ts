import type { DifferenceLine } from '../../suite/lineDifference.js';
import { suitePlaceText } from '../../suite/problems.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { cell, htmlPage, inHtml } from '../page/htmlPage.js';
import { byHandLines, evidence, remarkLines, summaryText } from './failureText.js';
import type { MakeReporter, ReportContext } from './reporter.js';

/** One page without parts from elsewhere: failures first, with their differences side by side, then all the rest by file. */
export const html: MakeReporter = (context) => ({
  begin: () => '',
  result: () => '',
  end(results, summary) {
    const failed = results.filter(({ status }) => status === 'failed');
    const title = `${failed.length === 0 ? 'Passed' : 'Failed'}: ${summaryText(summary)}`;
    return htmlPage(title, [
      ...heading(title, failed.length === 0, summary.durationMs, context),
      ...(failed.length === 0 ? [] : ['<h2>Failed</h2>', ...failed.flatMap(failedCheck)]),
      '<h2>All checks</h2>',
      ...[...byFile(results)].flatMap(([file, ofFile]) => fileTable(file, ofFile)),
    ]);
  },
});

function heading(title: string, isGood: boolean, durationMs: number, context: ReportContext): string[] {
  const when = context.startedAt.toISOString().replace('T', ' ').slice(0, 19);
  const facts = [`${when} UTC`, seconds(durationMs), context.hostName, `sipexec ${context.version}`];
  return [
    `<header class="${isGood ? 'passed' : 'failed'}">`,
    `<h1>${inHtml(title)}</h1>`,
    `<p>${facts
      .filter((fact) => fact !== '')
      .map(inHtml)
      .join(' · ')}</p>`,
    '</header>',
  ];
}

function failedCheck(result: CheckResult): string[] {
  const { check, failures } = result;
  return [
    '<details class="check" open>',
    `<summary>${cell(check.title)} <small>${cell(check.case.file)}</small></summary>`,
    ...remarkLines(result).map((remark) => `<p class="remark">${inHtml(remark)}</p>`),
    ...failures.flatMap(({ place, message, difference }) => [
      `<h3>${cell(message)} <small>${cell(suitePlaceText(place))}</small></h3>`,
      ...differenceTable(difference),
    ]),
    ...evidence(result).flatMap(({ heading, lines }) => [
      `<h3>${heading.slice(0, 1).toUpperCase()}${heading.slice(1)}</h3>`,
      preformatted(lines),
    ]),
    '<h3>By hand</h3>',
    preformatted(byHandLines(result)),
    '</details>',
  ];
}

/** What was expected on the left, what came on the right; lines that changed stand beside each other. */
function differenceTable(difference: readonly DifferenceLine[]): string[] {
  if (difference.length === 0) return [];
  const rows: string[] = [];
  for (let at = 0; at < difference.length; ) {
    const missing = whileKind(difference, at, 'missing');
    const extra = whileKind(difference, at + missing.length, 'extra');
    if (missing.length + extra.length === 0) {
      const text = cell((difference[at] as DifferenceLine).text);
      rows.push(`<tr><td>${text}</td><td>${text}</td></tr>`);
      at++;
      continue;
    }
    for (let row = 0; row < Math.max(missing.length, extra.length); row++)
      rows.push(`<tr>${side('missing', missing[row])}${side('extra', extra[row])}</tr>`);
    at += missing.length + extra.length;
  }
  return [
    '<div class="scroll"><table class="difference">',
    '<thead><tr><th>expected</th><th>came</th></tr></thead>',
    '<tbody>',
    ...rows,
    '</tbody></table></div>',
  ];
}

function whileKind(lines: readonly DifferenceLine[], from: number, kind: DifferenceLine['kind']): string[] {
  let end = from;
  while (lines[end]?.kind === kind) end++;
  return lines.slice(from, end).map(({ text }) => text);
}

function side(kind: 'missing' | 'extra', text: string | undefined): string {
  if (text === undefined) return '<td class="none"></td>';
  const tag = kind === 'missing' ? 'del' : 'ins';
  return `<td class="${kind}"><${tag}>${cell(text)}</${tag}></td>`;
}

function fileTable(file: string, results: readonly CheckResult[]): string[] {
  const failed = results.filter(({ status }) => status === 'failed').length;
  const count = `${results.length} ${results.length === 1 ? 'check' : 'checks'}`;
  return [
    `<details${failed > 0 || results.length <= 20 ? ' open' : ''}>`,
    `<summary>${cell(file)} <small>${count}${failed === 0 ? '' : `, ${failed} failed`}</small></summary>`,
    '<div class="scroll"><table class="checks"><tbody>',
    ...results.map(
      ({ check, status, reason, durationMs }) =>
        `<tr><td class="${status}">${statusWords[status]}</td><td>${cell(check.title)}` +
        `${reason === undefined ? '' : ` <small>${cell(reason)}</small>`}</td>` +
        `<td class="number">${status === 'passed' || status === 'failed' ? seconds(durationMs) : ''}</td></tr>`,
    ),
    '</tbody></table></div>',
    '</details>',
  ];
}

const statusWords = { passed: 'ok', failed: 'FAIL', skipped: 'skipped', 'not-run': 'not run' } as const;

function byFile(results: readonly CheckResult[]): ReadonlyMap<string, readonly CheckResult[]> {
  const files = new Map<string, CheckResult[]>();
  for (const result of results) {
    const ofFile = files.get(result.check.case.file);
    if (ofFile === undefined) files.set(result.check.case.file, [result]);
    else ofFile.push(result);
  }
  return files;
}

function preformatted(lines: readonly string[]): string {
  return `<pre>${lines.map(inHtml).join('\n')}</pre>`;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
