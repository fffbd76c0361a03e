import type { ExecResult, Ran } from '../../exec/execResult.js';
import { matches } from '../judge/matching.js';
import { exitStatusOf, urisOf, variablesOf, warningCodes } from '../judge/observed.js';
import { seenText } from '../judge/seenText.js';
import type { Expectation, ExpectationKey, SuiteCase } from '../suite.js';

/** A value as YAML holds it. */
export type Recorded = string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>;

/** Output longer than this is not worth repeating in a suite. */
const MAX_OUTPUT_LINES = 20;

/** Everything that is worth expecting of a call that has been right, by the keys of `expect`. */
export function recordedExpectations(
  suiteCase: Pick<SuiteCase, 'function'>,
  result: ExecResult,
): ReadonlyMap<ExpectationKey, Recorded> {
  const keys: ExpectationKey[] = ['returnCode'];
  if (result.outcome !== 'ran') keys.unshift('outcome');
  else {
    if (suiteCase.function === 'dset') keys.unshift('uris');
    if (suiteCase.function === 'avp') keys.unshift('avps');
    keys.push(result.timedOut ? 'timedOut' : 'exitStatus');
    if (['msg', 'exec'].includes(suiteCase.function) && isShort(result.stdout)) keys.push('stdout');
  }
  keys.push('warnings');
  return new Map(
    keys.flatMap((key) => {
      const value = recordedValue(key, result);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/**
 * What a key of `expect` has to be so that a result fulfils it; undefined where no value would do.
 * @param before what was expected until now: of variables, only the names that it mentions are recorded
 */
export function recordedValue(
  key: ExpectationKey,
  result: ExecResult,
  before?: Expectation,
): Recorded | undefined {
  if (key === 'outcome') return result.outcome;
  if (key === 'returnCode') return result.returnCode;
  if (key === 'warnings') {
    const codes = warningCodes(result);
    return codes.length === 0 ? 'none' : codes;
  }
  if (result.outcome !== 'ran') return key === 'reason' ? result.reason : undefined;
  switch (key) {
    case 'uris':
      return urisOf(result).map(seenText);
    case 'avps':
      return result.avps.map(([, value]) => seenText(value));
    case 'exitStatus':
      return exitStatusOf(result);
    case 'timedOut':
      return result.timedOut;
    case 'commandLine':
      return seenText(result.commandLine);
    case 'stdout':
    case 'stderr':
      return seenText(result[key] ?? Buffer.alloc(0));
    case 'env':
      return before?.key === 'env' ? recordedVariables(before, result) : undefined;
    default:
      return undefined;
  }
}

function recordedVariables(
  { values, absent }: Extract<Expectation, { key: 'env' }>,
  result: Ran,
): Record<string, unknown> {
  const variables = variablesOf(result);
  const record: Record<string, unknown> = {};
  const stillAbsent: string[] = [];
  for (const name of [...values.keys(), ...absent]) {
    const value = variables.get(name);
    if (value === undefined) {
      stillAbsent.push(name);
      continue;
    }
    const matcher = values.get(name);
    const text = seenText(value);
    // A pattern that holds stays a pattern.
    record[name] =
      matcher !== undefined && matcher.kind !== 'equals' && matches(matcher, text)
        ? matcher.kind === 'contains'
          ? { contains: matcher.text }
          : { matches: matcher.pattern.source }
        : text;
  }
  if (stillAbsent.length > 0) record.absent = stillAbsent;
  return record;
}

function isShort(output: Buffer | undefined): boolean {
  if (output === undefined || output.length === 0) return false;
  return seenText(output).split('\n').length <= MAX_OUTPUT_LINES;
}
