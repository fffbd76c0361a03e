import type { ExecResult, Ran } from '../../exec/execResult.js';
import { type DifferenceLine, lineDifference } from '../lineDifference.js';
import { type Expectation, type ExpectationKey, expectationKeys, type Matcher } from '../suite.js';
import type { Failure } from './failure.js';
import { listMatches, matcherText, matches } from './matching.js';
import { exitStatusOf, urisOf, variablesOf, warningCodes } from './observed.js';
import { seenLines, seenText } from './seenText.js';

/** The expectations that can be judged even when nothing ran. */
export const needNoRun: readonly ExpectationKey[] = ['outcome', 'reason', 'returnCode', 'warnings'];

/** Compares a result with what was expected. Out: the expectations that failed; empty when all held. */
export function judge(expectations: ReadonlyMap<ExpectationKey, Expectation>, result: ExecResult): Failure[] {
  const failures: Failure[] = [];
  for (const key of expectationKeys) {
    const expectation = expectations.get(key);
    if (expectation === undefined || (result.outcome !== 'ran' && !needNoRun.includes(key))) continue;
    const failure = judgeOne(expectation, result);
    if (failure !== undefined) failures.push({ key, place: expectation.place, ...failure });
  }
  const [needsRun] = [...expectations.values()].filter(({ key }) => !needNoRun.includes(key));
  if (result.outcome !== 'ran' && !expectations.has('outcome') && needsRun !== undefined) {
    failures.unshift({ key: 'outcome', place: needsRun.place, ...notRun(result) });
  }
  return failures;
}

type Verdict = Omit<Failure, 'key' | 'place'> | undefined;

function judgeOne(expectation: Expectation, result: ExecResult): Verdict {
  switch (expectation.key) {
    case 'outcome':
      return expectation.outcome === result.outcome
        ? undefined
        : unexpectedOutcome(expectation.outcome, result);
    case 'reason':
      return texts('reason', expectation.matchers, result.outcome === 'ran' ? '' : result.reason);
    case 'returnCode':
      return value('return code', expectation.returnCode, result.returnCode);
    case 'warnings':
      return warnings(expectation.codes, result);
    default:
      return judgeRun(expectation, result as Ran);
  }
}

function judgeRun(
  expectation: Exclude<Expectation, { key: 'outcome' | 'reason' | 'returnCode' | 'warnings' }>,
  result: Ran,
): Verdict {
  switch (expectation.key) {
    case 'uris':
      return list('URI set', expectation.list, urisOf(result).map(seenText));
    case 'avps':
      return list(
        'AVPs',
        expectation.list,
        result.avps.map(([, bytes]) => seenText(bytes)),
      );
    case 'exitStatus':
      return value('exit status', expectation.exitStatus, exitStatusOf(result) ?? 'none');
    case 'timedOut':
      return value('timed out', expectation.timedOut, result.timedOut);
    case 'env':
      return environment(expectation.values, expectation.absent, result);
    case 'commandLine':
      return texts('command line', expectation.matchers, seenText(result.commandLine));
    case 'stdout':
    case 'stderr':
      return texts(
        expectation.key,
        expectation.matchers,
        seenText(result[expectation.key] ?? Buffer.alloc(0)),
      );
    case 'maxDuration':
      return duration(expectation.maxMs, result.durationMs);
  }
}

function notRun(result: Exclude<ExecResult, Ran>): Exclude<Verdict, undefined> {
  return { message: `nothing ran: ${result.outcome}: ${result.reason}`, difference: [] };
}

function unexpectedOutcome(expected: string, result: ExecResult): Verdict {
  const reason = result.outcome === 'ran' ? '' : `: ${result.reason}`;
  return { message: `outcome: expected ${expected}, came ${result.outcome}${reason}`, difference: [] };
}

function value(name: string, expected: unknown, actual: unknown): Verdict {
  return expected === actual
    ? undefined
    : { message: `${name}: expected ${expected}, came ${actual}`, difference: [] };
}

function list(name: string, expected: Parameters<typeof listMatches>[0], actual: readonly string[]): Verdict {
  if (listMatches(expected, actual)) return undefined;
  const difference = lineDifference(expected.items, actual, matches, matcherText);
  if (expected.kind === 'exactly') return { message: `${name}: not as expected`, difference };
  const missing = expected.items.filter((item) => !actual.some((text) => matches(item, text)));
  return { message: `${name}: does not contain ${missing.map(matcherText).join(', ')}`, difference };
}

/** Each matcher is to hold for the whole text; the last line's end does not count. */
function texts(name: string, matchers: readonly Matcher[], actual: string): Verdict {
  const came = actual.endsWith('\n') ? actual.slice(0, -1) : actual;
  for (const matcher of matchers) {
    if (matcher.kind !== 'equals') {
      if (matches(matcher, actual)) continue;
      const verb = matcher.kind === 'contains' ? 'does not contain' : 'does not match';
      const wanted = matcher.kind === 'contains' ? matcher.text : `/${matcher.pattern.source}/`;
      const difference = seenLines(actual).map((text) => ({ kind: 'extra', text }) as const);
      return {
        message: `${name} ${verb} ${wanted}${difference.length === 0 ? ': it is empty' : ''}`,
        difference,
      };
    }
    const wanted = matcher.text.endsWith('\n') ? matcher.text.slice(0, -1) : matcher.text;
    if (wanted === came) continue;
    const difference = lineDifference(seenLines(matcher.text), seenLines(actual), (a, b) => a === b, String);
    return { message: `${name}: not as expected`, difference };
  }
  return undefined;
}

function environment(values: ReadonlyMap<string, Matcher>, absent: readonly string[], result: Ran): Verdict {
  const variables = variablesOf(result);
  const difference: DifferenceLine[] = [...values].flatMap(([name, matcher]): DifferenceLine[] => {
    const bytes = variables.get(name);
    if (bytes !== undefined && matches(matcher, seenText(bytes))) return [];
    const came = bytes === undefined ? `(${name} is not set)` : `${name}=${seenText(bytes)}`;
    return [
      { kind: 'missing', text: `${name}=${matcherText(matcher)}` },
      { kind: 'extra', text: came },
    ];
  });
  for (const name of absent) {
    const bytes = variables.get(name);
    if (bytes === undefined) continue;
    difference.push({ kind: 'missing', text: `(${name} is not set)` });
    difference.push({ kind: 'extra', text: `${name}=${seenText(bytes)}` });
  }
  return difference.length === 0 ? undefined : { message: 'environment: not as expected', difference };
}

function warnings(expected: readonly string[], result: ExecResult): Verdict {
  const actual = warningCodes(result);
  const wanted = [...new Set(expected)].sort();
  if (wanted.join('\n') === actual.join('\n')) return undefined;
  const difference = lineDifference(wanted, actual, (a, b) => a === b, String).map((line) => {
    const text = result.warnings.find(({ code }) => code === line.text)?.message;
    return line.kind === 'extra' && text !== undefined ? { ...line, text: `${line.text}: ${text}` } : line;
  });
  const names = wanted.length === 0 ? 'none' : wanted.join(', ');
  return { message: `warnings: expected ${names}, came ${actual.join(', ') || 'none'}`, difference };
}

function duration(maxMs: number, actualMs: number): Verdict {
  if (actualMs <= maxMs) return undefined;
  const seconds = (ms: number) => `${Number((ms / 1000).toFixed(3))} s`;
  return {
    message: `duration: expected at most ${seconds(maxMs)}, took ${seconds(actualMs)}`,
    difference: [],
  };
}
