import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ExecResult, Ran } from '../../src/exec/execResult.js';
import { PipeMaker } from '../../src/exec/process/pipes/pipes.js';
import { type RunOptions, runCall } from '../../src/exec/runCall.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ExecFunction } from '../../src/server/profile.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { findServer } from '../../src/server/servers.js';
import { mandatory, plainState, request } from '../server/requests.js';

const pipes = new PipeMaker();
afterAll(() => pipes.close());

interface Call {
  readonly function: ExecFunction;
  readonly command: string;
  readonly server?: string;
  readonly headers?: readonly string[];
}

/** Runs a command for an INVITE with these headers beside the mandatory ones. */
async function run(call: Call, options: Partial<RunOptions> = {}): Promise<ExecResult> {
  const profile = findServer(call.server ?? 'documented');
  const received = receiveMessage(profile, request([...mandatory, ...(call.headers ?? [])]));
  if (received.outcome !== 'script') throw new Error(`the message is ${received.outcome}`);
  const command = parseFormat(Buffer.from(call.command), profile);
  return runCall({ function: call.function, command }, received.message, profile, plainState, {
    daemonEnvironment: [{ name: 'PATH', value: Buffer.from('/usr/bin:/bin') }],
    surroundings: {},
    timeoutMs: 0,
    keepOutput: true,
    otherOutput: { kind: 'null' },
    pipes,
    ...options,
  });
}

async function ran(call: Call, options?: Partial<RunOptions>): Promise<Ran> {
  const result = await run(call, options);
  if (result.outcome !== 'ran') throw new Error(result.reason);
  return result;
}

describe('a command that is interrupted', () => {
  /** Interrupts a command that leaves orderly, with status 0, as soon as it waits for that. */
  async function interrupted(call: Omit<Call, 'command'>): Promise<Ran> {
    const cancel = new AbortController();
    const command = `trap 'exit 0' TERM; echo sip:a@x; echo waits >&2; while :; do sleep 0.05; done #`;
    const show = (chunk: Buffer) => {
      if (chunk.includes('waits')) cancel.abort('SIGTERM');
    };
    return ran({ ...call, command }, { cancel: cancel.signal, otherOutput: { kind: 'show', show } });
  }

  test.each<ExecFunction>(['exec_dset', 'exec_msg', 'exec_avp'])(
    'makes %s false, even with status 0',
    async (name) => {
      expect(await interrupted({ function: name })).toMatchObject({
        exitCode: 0,
        interruptedBy: 'SIGTERM',
        timedOut: false,
        returnCode: -1,
      });
    },
  );

  test('leaves exec() of OpenSIPS true, which does not look at its command’s end', async () => {
    expect(await interrupted({ function: 'exec', server: 'opensips-3.6' })).toMatchObject({
      interruptedBy: 'SIGTERM',
      returnCode: 1,
    });
  });
});

describe('the exec timer', () => {
  test.each([
    ['25 days, more than a timer of Node’s holds', 25 * 24 * 3600 * 1000],
    ['none', 0],
  ])('%s: the command has its time', async (_name, timeoutMs) => {
    const result = await ran({ function: 'exec_msg', command: 'sleep 0.3; exit 3' }, { timeoutMs });
    expect(result).toMatchObject({ exitCode: 3, timedOut: false, returnCode: -1 });
    expect(result).not.toHaveProperty('execTimerMs');
  });

  test('ends the command and all that it started, and makes the function false', async () => {
    const result = await ran(
      { function: 'exec_dset', command: 'echo sip:a@x; sleep 1000 & sleep 1000 #' },
      { timeoutMs: 100 },
    );
    expect(result).toMatchObject({ signal: 'SIGTERM', timedOut: true, execTimerMs: 100, returnCode: -1 });
    expect(String(result.requestUri)).toBe('sip:a@x');
  });
});

const noProc = process.platform !== 'linux';
test.skipIf(noProc)(
  `a command has the same descriptors whether the values of its environment are UTF-8 or not${noProc ? ' (skipped: no /proc here)' : ''}`,
  async () => {
    // Beside 0, 1 and 2 those that whoever started the tests left open.
    const descriptors = async (header: string) =>
      String(
        (await ran({ function: 'exec_msg', command: 'ls /proc/$$$$/fd; true', headers: [header] })).stdout,
      );
    const found = await descriptors('X-A: \xc3\xa9');
    expect(found).toMatch(/^0\n1\n2\n/);
    expect(await descriptors('X-A: \xe9')).toBe(found);
  },
);

test.each([
  ['values that are UTF-8', {}, 'X-A: \xc3\xa9'],
  ['values that are not', {}, 'X-A: \xe9'],
  ['limits', { limits: [{ name: 'core', soft: 0, hard: 0 }] }, 'X-A: a'],
])(
  'a shell that is named as one of the system’s, but lies elsewhere, runs the command: %s',
  async (_name, surroundings, header) => {
    const folder = mkdtempSync(join(tmpdir(), 'run-call-'));
    const shell = join(folder, 'bash');
    writeFileSync(shell, '#!/bin/sh\necho mine: "$2"\n', { mode: 0o755 });
    try {
      const call = { function: 'exec_msg', command: 'echo a', headers: [header] } as const;
      expect(String((await ran(call, { shell, surroundings })).stdout)).toBe('mine: echo a\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
