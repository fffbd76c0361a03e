import { describe, expect, test } from 'vitest';
import type { ExecResult } from '../../../src/exec/execResult.js';
import type { Check } from '../../../src/suite/plan/check.js';
import { type RunPlan, runChecks } from '../../../src/suite/run/runChecks.js';
import type { SuiteCase } from '../../../src/suite/suite.js';
import { ran } from '../../report/results.js';

const place = { file: 'suite.yaml', line: 3, column: 5 };

/** A check that expects status 0 of what `run` comes to. */
function check(title: string, run: () => Promise<ExecResult>): Check {
  const suiteCase = {
    expect: new Map([['exitStatus', { key: 'exitStatus', place, exitStatus: 0 }]]),
    folder: '.',
    options: {},
    place,
  } as unknown as SuiteCase;
  return { title, case: suiteCase, server: 'documented', byHand: '', run };
}

function plan(changes: Partial<RunPlan>): RunPlan {
  const cancel = new AbortController().signal;
  return { jobs: 1, repeat: 1, bail: false, cancel, onResult: () => {}, ...changes };
}

describe('checks side by side', () => {
  test.each([1, 2, 3])('are never more than %i at a time', async (jobs) => {
    let running = 0;
    let most = 0;
    const counted = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return ran();
    };
    const checks = Array.from({ length: 12 }, (_, i) => check(`check ${i}`, counted));
    const told: string[] = [];
    const results = await runChecks(
      checks,
      plan({ jobs, onResult: (result) => told.push(result.check.title) }),
    );
    expect([most, running]).toEqual([jobs, 0]);
    expect(results.map(({ status }) => status)).toEqual(checks.map(() => 'passed'));
    expect(told).toEqual(checks.map(({ title }) => title));
  });
});

describe('a check that is run several times', () => {
  /** Ends with these statuses, one run after the other. */
  const sometimes = (...statuses: number[]) => {
    let runs = 0;
    return check('sometimes', async () => ran({ exitCode: statuses[runs++] as number }));
  };

  test('is told by the first run that failed, and how many did', async () => {
    const [result] = await runChecks([sometimes(0, 1, 2, 0)], plan({ repeat: 4 }));
    expect(result).toMatchObject({
      status: 'failed',
      runs: 4,
      failedRuns: 2,
      result: { exitCode: 1 },
      failures: [{ key: 'exitStatus', message: 'exit status: expected 0, came 1' }],
    });
  });

  test('passes when no run failed', async () => {
    const [result] = await runChecks([sometimes(0, 0, 0)], plan({ repeat: 3 }));
    expect(result).toMatchObject({ status: 'passed', runs: 3, failedRuns: 0, failures: [] });
  });
});
