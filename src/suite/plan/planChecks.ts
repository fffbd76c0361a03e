import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { SipexecError } from '../../errors.js';
import { narrows } from '../../run/selection/selection.js';
import { needNoRun } from '../judge/judge.js';
import { SuiteError, type SuitePlace, type SuiteProblem } from '../problems.js';
import type { ExpectationKey, MessageSource, Suite, SuiteCase } from '../suite.js';
import { byHand } from './byHand.js';
import type { Check, CheckCaller, CheckMessage } from './check.js';

/** A case that expects nothing is a mistake, unless its expectations are about to be recorded. */
export type EmptyExpectations = 'refused' | 'accepted';

/**
 * Works out every check of the suites: each case for each of its messages and each of its servers.
 * @throws SuiteError with every problem: a message that cannot be read, a selector that matches nothing, a function
 * that the server does not have, …
 */
export async function planChecks<Message extends CheckMessage>(
  suites: readonly Suite[],
  caller: CheckCaller<Message>,
  emptyExpectations: EmptyExpectations = 'refused',
): Promise<Check[]> {
  const problems: SuiteProblem[] = [];
  const checks: Check[] = [];
  for (const suiteCase of suites.flatMap(({ cases }) => cases)) {
    problems.push(
      ...misplacedExpectations(suiteCase, emptyExpectations),
      ...misplacedInput(suiteCase),
      ...missingCopies(suiteCase),
    );
    if (suiteCase.skip !== undefined) checks.push(skipped(suiteCase));
    else checks.push(...(await checksOf(suiteCase, caller, problems)));
  }
  if (problems.length > 0) throw new SuiteError(problems);
  return checks;
}

async function checksOf<Message extends CheckMessage>(
  suiteCase: SuiteCase,
  caller: CheckCaller<Message>,
  problems: SuiteProblem[],
): Promise<Check[]> {
  const requests: { message: Message; source: MessageSource; label: string; isOnly: boolean }[] = [];
  for (const source of suiteCase.messages) {
    try {
      const found = await caller.requests(source, suiteCase.folder);
      if (found.length === 0) problems.push({ message: nothingFound(source), place: source.place });
      const isOnly = found.length === 1 && (source.kind !== 'file' || !narrows(source.selection));
      for (const message of found)
        requests.push({ message, source, label: labelOf(source, message, isOnly), isOnly });
    } catch (error) {
      problems.push(...problemsOf(error, source.place));
    }
  }
  const checks = suiteCase.servers.map(async ({ value: server, place }): Promise<Check[]> => {
    try {
      const run = await caller.prepare(suiteCase, server);
      return requests.map(({ message, source, label, isOnly }) => ({
        title: titleOf(suiteCase, requests.length > 1 ? label : undefined, server),
        case: suiteCase,
        server,
        message,
        byHand: byHand(suiteCase, server, source, isOnly ? undefined : message.index),
        run: (runPlace) => run(message, runPlace),
      }));
    } catch (error) {
      problems.push(...problemsOf(error, suiteCase.servers.length > 1 ? place : suiteCase.command.place));
      return [];
    }
  });
  return (await Promise.all(checks)).flat();
}

function titleOf(suiteCase: SuiteCase, label: string | undefined, server: string): string {
  const parts = [label, suiteCase.servers.length > 1 ? server : undefined].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? suiteCase.name : `${suiteCase.name} [${parts.join(', ')}]`;
}

function labelOf(source: MessageSource, { index }: CheckMessage, isOnly: boolean): string {
  if (source.kind !== 'file') return `line ${source.place.line}`;
  return isOnly ? source.path : `${source.path} #${index}`;
}

function nothingFound(source: MessageSource): string {
  if (source.kind !== 'file') return 'the message is no request: exec functions are called for requests only';
  return narrows(source.selection)
    ? `the selector matches no request of ${source.path}`
    : `there is no request in ${source.path}`;
}

function skipped(suiteCase: SuiteCase): Check {
  const server = suiteCase.servers[0]?.value ?? 'documented';
  const run = () => Promise.reject(new SipexecError('a skipped case cannot run'));
  return { title: suiteCase.name, case: suiteCase, server, byHand: '', run };
}

/** Expectations that this function can never fulfil. */
function misplacedExpectations(suiteCase: SuiteCase, empty: EmptyExpectations): SuiteProblem[] {
  const { expect, function: name, place } = suiteCase;
  if (expect.size === 0 && empty === 'refused' && suiteCase.skip === undefined) {
    return [{ message: `"${suiteCase.name}" expects nothing: it could never fail`, place }];
  }
  const outcome = expect.get('outcome');
  if (outcome?.key === 'outcome' && outcome.outcome !== 'ran') {
    return [...expect.values()]
      .filter(({ key }) => !needNoRun.includes(key))
      .map(({ key, place }) => ({ message: `${key}: never looked at, since nothing is to run`, place }));
  }
  const wrong: readonly [ExpectationKey, boolean, string][] = [
    ['uris', name !== 'dset', 'only dset makes a URI set'],
    ['avps', name !== 'avp', 'only avp sets AVPs'],
    ['stdout', name === 'cmd', 'nobody reads what cmd prints: the server closes the pipe'],
  ];
  return wrong.flatMap(([key, isWrong, message]) => {
    const found = isWrong ? expect.get(key) : undefined;
    return found === undefined ? [] : [{ message: `${key}: ${message}`, place: found.place }];
  });
}

/** Only exec() is given its input by the script. */
function misplacedInput({ function: name, options }: SuiteCase): SuiteProblem[] {
  const { stdin } = options;
  if (stdin === undefined || name === 'exec') return [];
  return [{ message: `stdin: ${name} is not given one; only exec is`, place: stdin.place }];
}

function missingCopies({ isolate = [], folder }: SuiteCase): SuiteProblem[] {
  return isolate.flatMap(({ value, place }) => {
    const path = relative(folder, join(folder, value));
    if (isAbsolute(value) || path.startsWith('..')) {
      return [{ message: `isolate: ${value} is not beneath the suite's folder`, place }];
    }
    return existsSync(join(folder, value)) ? [] : [{ message: `isolate: no such file: ${value}`, place }];
  });
}

function problemsOf(error: unknown, place: SuitePlace): readonly SuiteProblem[] {
  if (error instanceof SuiteError) return error.problems;
  if (!(error instanceof SipexecError)) throw error;
  return [{ message: error.message, place }];
}
