import { type CheckResult, summarizeResults } from '../../suite/run/checkResult.js';
import { failureLines } from './failureText.js';
import type { MakeReporter, ReportContext } from './reporter.js';
import { xmlElement } from './xml.js';

/**
 * JUnit's XML, with the elements and attributes on which the schemas of Ant's task and of Jenkins agree, so that
 * every reader takes it: GitLab and Jenkins show a suite's file as a class, a check as its test.
 */
export const junit: MakeReporter = (context) => ({
  begin: () => '',
  result: () => '',
  end(results) {
    const suites = [...byFile(results)].flatMap(([file, ofFile], id) => testSuite(file, ofFile, id, context));
    return `${['<?xml version="1.0" encoding="UTF-8"?>', ...xmlElement('testsuites', {}, suites)].join('\n')}\n`;
  },
});

function testSuite(
  file: string,
  results: readonly CheckResult[],
  id: number,
  context: ReportContext,
): string[] {
  const { failed, skipped, notRun, durationMs } = summarizeResults(results, total(results));
  const isError = results.filter((result) => result.status === 'failed' && isErrorResult(result)).length;
  return xmlElement(
    'testsuite',
    {
      name: file,
      package: file,
      id,
      timestamp: context.startedAt.toISOString().slice(0, 19),
      hostname: context.hostName || 'localhost',
      tests: results.length,
      failures: failed - isError,
      errors: isError,
      skipped: skipped + notRun,
      time: seconds(durationMs),
    },
    [
      ...xmlElement('properties', {}, xmlElement('property', { name: 'sipexec', value: context.version })),
      ...results.flatMap(testCase),
      '<system-out></system-out>',
      '<system-err></system-err>',
    ],
  );
}

function testCase(result: CheckResult): string[] {
  const { check, status, reason, durationMs } = result;
  const attributes = { name: check.title, classname: check.case.file, time: seconds(durationMs) };
  if (status === 'passed') return xmlElement('testcase', attributes);
  if (status !== 'failed')
    return xmlElement('testcase', attributes, xmlElement('skipped', { message: reason }));
  const message = result.failures.map((failure) => failure.message).join('; ');
  const element = isErrorResult(result) ? 'error' : 'failure';
  const type = result.failures[0]?.key ?? 'run';
  return xmlElement(
    'testcase',
    attributes,
    xmlElement(element, { message, type }, failureLines(result).join('\n')),
  );
}

function byFile(results: readonly CheckResult[]): ReadonlyMap<string, readonly CheckResult[]> {
  const files = new Map<string, CheckResult[]>();
  for (const result of results) {
    const ofFile = files.get(result.check.case.file);
    if (ofFile === undefined) files.set(result.check.case.file, [result]);
    else ofFile.push(result);
  }
  return files;
}

/** JUnit has `failure` for a check that failed, and `error` for one that could not be run. */
function isErrorResult({ failures }: CheckResult): boolean {
  return failures.some(({ key }) => key === 'run');
}

function total(results: readonly CheckResult[]): number {
  return results.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
