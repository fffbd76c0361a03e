import type { NotRun, Ran } from '../../src/exec/execResult.js';

/** The result of a call that ran, with what a test is about in its place. */
export function ran(changes: Partial<Ran> = {}): Ran {
  return {
    outcome: 'ran',
    server: 'documented',
    function: 'exec_dset',
    returnCode: 1,
    commandLine: Buffer.from('true'),
    environment: [],
    exitCode: 0,
    timedOut: false,
    durationMs: 1,
    requestUri: Buffer.from('sip:one@example.com'),
    branches: [],
    avps: [],
    warnings: [],
    ...changes,
  };
}

/** The result of a call that ran nothing. */
export function notRun(changes: Partial<NotRun> = {}): NotRun {
  return {
    outcome: 'refused',
    reason: 'headers do not parse',
    server: 'documented',
    function: 'exec_dset',
    returnCode: -1,
    requestUri: Buffer.from('sip:one@example.com'),
    branches: [],
    warnings: [],
    ...changes,
  };
}
