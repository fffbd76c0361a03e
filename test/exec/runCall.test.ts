import { closeSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ExecResult, Ran } from '../../src/exec/execResult.js';
import { PipeMaker } from '../../src/exec/process/pipes/pipes.js';
import { ShellError } from '../../src/exec/process/runShell.js';
import { type RunOptions, runCall } from '../../src/exec/runCall.js';
import { surroundingsRecord } from '../../src/exec/surroundings/surroundings.js';
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
  readonly body?: string;
}

/** Runs a command for an INVITE with these headers beside the mandatory ones. */
async function run(call: Call, options: Partial<RunOptions> = {}): Promise<ExecResult> {
  const profile = findServer(call.server ?? 'documented');
  const datagram = request([...mandatory, ...(call.headers ?? [])], undefined, call.body);
  const received = receiveMessage(profile, datagram);
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

  test('ends the command, and makes the function false', async () => {
    const result = await ran({ function: 'exec_dset', command: 'sleep 1000 #' }, { timeoutMs: 100 });
    expect(result).toMatchObject({ signal: 'SIGTERM', timedOut: true, execTimerMs: 100, returnCode: -1 });
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

/** Whether a process is there. In: what a command printed, its process id. */
function isRunning(printed: Buffer | undefined): boolean {
  try {
    return process.kill(Number(String(printed).trim()), 0);
  } catch {
    return false;
  }
}

describe('an early end', () => {
  /** Interrupts a command as soon as it says so on standard error. */
  async function ended(command: string): Promise<Ran> {
    const cancel = new AbortController();
    const show = () => cancel.abort('SIGTERM');
    return ran(
      { function: 'exec_avp', command },
      { cancel: cancel.signal, otherOutput: { kind: 'show', show } },
    );
  }

  test('kills a command that takes no notice of the signal', async () => {
    const result = await ended("trap '' TERM; echo now >&2; while :; do sleep 0.05; done");
    expect([result.signal, result.interruptedBy]).toEqual(['SIGKILL', 'SIGTERM']);
  });

  test('reaches a command that is stopped', async () => {
    const result = await ended('sleep 1000 & echo $$! ; kill -STOP $$! $$(echo now >&2); wait');
    expect([result.signal, result.interruptedBy]).toEqual(['SIGTERM', 'SIGTERM']);
    await expect.poll(() => isRunning(result.avps[0]?.[1]), { timeout: 20_000 }).toBe(false);
  });

  test.each([
    ['what it started in the background', 'sleep 1000 & echo $$!; echo now >&2; wait'],
    ['what has a session of its own', "setsid sh -c 'echo $$$$; echo now >&2; exec sleep 1000' & wait"],
    [
      'what has lost its parent and keeps the output',
      "setsid sh -c 'echo $$$$; echo now >&2; exec sleep 1000' & exit 0",
    ],
  ])('ends %s', async (_name, command) => {
    const result = await ended(command);
    expect([result.interruptedBy, result.avps.length]).toEqual(['SIGTERM', 1]);
    await expect.poll(() => isRunning(result.avps[0]?.[1]), { timeout: 20_000 }).toBe(false);
  });
});

test('whoever waits for a process that the command left behind is told so once', async () => {
  const cancel = new AbortController();
  let told = 0;
  const onHeldOpen = () => {
    told += 1;
    cancel.abort('SIGTERM');
  };
  const command = 'echo sip:a@x; sleep 1000 & exit 0 #';
  const result = await ran({ function: 'exec_dset', command }, { cancel: cancel.signal, onHeldOpen });
  expect([told, result.exitCode, result.interruptedBy, String(result.requestUri)]).toEqual([
    1,
    0,
    'SIGTERM',
    'sip:a@x',
  ]);
});

describe('the message on standard input of exec_msg', () => {
  const body = 'b'.repeat(1_000_000);

  test('comes whole, and ends', async () => {
    const result = await ran({ function: 'exec_msg', command: 'tail -c 1000000 | wc -c', body });
    expect(String(result.stdout).trim()).toBe('1000000');
  });

  test('need not be read', async () => {
    const call = { function: 'exec_msg', command: 'true', body } as const;
    const { trace, returnCode } = await ran(call, { isTraced: true });
    expect(returnCode).toBe(1);
    expect(trace?.input?.offeredBytes).toBeGreaterThan(1_000_000);
    // What fits into a pipe that nobody reads.
    expect(trace?.input?.writtenBytes).toBeLessThan(1_000_000);
  });

  test('is told as written where it is read', async () => {
    const { trace } = await ran({ function: 'exec_msg', command: 'cat >/dev/null' }, { isTraced: true });
    expect(trace?.input?.writtenBytes).toBe(trace?.input?.offeredBytes);
  });

  test('comes to no other function: those have /dev/null', async () => {
    const result = await ran({ function: 'exec_avp', command: 'wc -c; readlink /proc/$$$$/fd/0; true' });
    expect(result.avps.map(([, text]) => String(text))).toEqual(['0', '/dev/null']);
    expect(
      (await ran({ function: 'exec_avp', command: 'echo a' }, { isTraced: true })).trace,
    ).not.toHaveProperty('input');
  });
});

describe('what became of each line that a command printed', () => {
  const traced = async (call: Call) => {
    const { trace } = await ran(call, { isTraced: true });
    const lines = trace?.output?.lines.map(({ text, became, branch, avp, isRemainder }) =>
      [String(text), became, branch ?? avp ?? '', isRemainder ? 'rest' : ''].join(' ').trimEnd(),
    );
    return [...(lines ?? ['nothing is read']), trace?.output?.outputBytes, trace?.why];
  };

  test('of exec_dset', async () => {
    const command = 'printf "sip:a@x\\n\\n  \\nsip:b@x\\nsip:c@x" #';
    expect(await traced({ function: 'exec_dset', command })).toEqual([
      'sip:a@x request-uri',
      ' blank',
      ' blank',
      'sip:b@x branch 1',
      'sip:c@x branch 2',
      27,
      'the command printed 3 URIs and exited with status 0',
    ]);
  });

  test('of exec_avp', async () => {
    expect(await traced({ function: 'exec_avp', command: 'echo gold; echo 42; exit 2' })).toEqual([
      'gold avp 1',
      '42 avp 2',
      8,
      'the command exited with status 2',
    ]);
  });

  test('of exec_msg, which reads none', async () => {
    expect(await traced({ function: 'exec_msg', command: 'echo a' })).toEqual([
      'nothing is read',
      undefined,
      'the command exited with status 0',
    ]);
  });
});

describe('output that the server does not read', () => {
  const shown = async (call: Call, keepOutput: boolean) => {
    const pieces: Buffer[] = [];
    const show = (chunk: Buffer) => void pieces.push(chunk);
    const { stdout, stderr } = await ran(call, { keepOutput, otherOutput: { kind: 'show', show } });
    return [String(Buffer.concat(pieces)), String(stdout), String(stderr)];
  };

  test('is shown, and kept where a report wants it', async () => {
    const call = { function: 'exec_msg', command: 'echo out; echo err >&2' } as const;
    const [both, out, err] = await shown(call, true);
    expect([both?.split('\n').sort().join(' ').trim(), out, err]).toEqual(['err out', 'out\n', 'err\n']);
    expect((await shown(call, false)).slice(1)).toEqual(['undefined', 'undefined']);
  });

  test('what it reads is kept, and not shown', async () => {
    const call = { function: 'exec_avp', command: 'echo out; echo err >&2' } as const;
    expect(await shown(call, true)).toEqual(['err\n', 'out\n', 'err\n']);
  });
});

test('exec_cmd is told that what its command prints is not read', async () => {
  const codes = async (command: string) =>
    (await ran({ function: 'exec_cmd', command, server: 'kamailio-6.1' })).warnings.map(({ code }) => code);
  expect([await codes('echo a'), await codes('echo a >&2')]).toEqual([['unread-output'], []]);
});

test('a program that is not found is looked for by the PATH that the command has', async () => {
  const { warnings } = await ran({ function: 'exec_msg', command: 'no-such-program' });
  expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "not-started: no-such-program is in no folder of PATH, which is /usr/bin:/bin; a daemon's PATH is often shorter than yours: write where the command lies",
  ]);
});

test.each<[string, ExecFunction, string, string, 1 | -1]>([
  ['exec_msg with status 0', 'exec_msg', 'true', 'documented', 1],
  ['exec_msg with another', 'exec_msg', 'exit 1', 'documented', -1],
  ['exec_msg by a signal', 'exec_msg', 'kill -9 $$$$', 'documented', -1],
  ['exec_avp without a line', 'exec_avp', 'true', 'documented', 1],
  ['exec_dset with a URI', 'exec_dset', 'echo sip:a@x #', 'documented', 1],
  ['exec_dset without one', 'exec_dset', 'true #', 'documented', -1],
  ['exec_dset with a URI and status 1', 'exec_dset', 'echo sip:a@x; exit 1 #', 'documented', -1],
  ['exec_dset with too many', 'exec_dset', 'seq 100 | sed s/^/sip:x@/ #', 'kamailio-6.1', -1],
  ['exec() with status 1', 'exec', 'exit 1', 'opensips-3.6', 1],
])('%s returns what the server returns', async (_name, name, command, server, expected) => {
  expect((await ran({ function: name, command, server })).returnCode).toBe(expected);
});

describe('a call in which a part of the message would run as shell', () => {
  const call = {
    function: 'exec_msg',
    command: 'printf x; echo $hdr(Subject)',
    server: 'kamailio-5.6',
  } as const;
  const headers = ['Subject: a;printf injected >&2'];

  test('is not run: it is told what would have run, which value it is of, and which byte of it begins', async () => {
    let started = 0;
    const result = await run({ ...call, headers }, { onStart: () => started++ });
    expect(started).toBe(0);
    expect(result).toMatchObject({
      outcome: 'unsafe',
      server: 'kamailio-5.6',
      function: 'exec_msg',
      injected: { value: '$hdr(Subject)', byte: 2, code: Buffer.from('printf injected >&2') },
      commandLine: Buffer.from('printf x; echo a;printf injected >&2'),
      returnCode: -1,
      branches: [],
    });
    expect(result).not.toHaveProperty('stdout');
  });

  test('is run for whoever asks for that', async () => {
    const result = await ran({ ...call, headers }, { runInjected: true });
    expect([result.stdout?.toString(), result.stderr?.toString()]).toEqual(['xa\n', 'injected']);
  });

  test('is told with the way out where the request URI itself is what would run', async () => {
    const codesOf = ({ warnings }: ExecResult) => warnings.map(({ code }) => code);
    const appended = await run({ function: 'exec_dset', command: 'true;', server: 'kamailio-5.6' });
    expect(appended).toMatchObject({ outcome: 'unsafe', injected: { value: 'the request URI', byte: 1 } });
    expect(codesOf(appended)).toContain('uri-appended');
    const ofHeader = await run({ ...call, function: 'exec_dset', command: `${call.command} #`, headers });
    expect(ofHeader).toMatchObject({ outcome: 'unsafe', injected: { value: '$hdr(Subject)', byte: 2 } });
    expect(codesOf(ofHeader)).not.toContain('uri-appended');
  });
});

describe('the whole result', () => {
  const before = {
    server: 'kamailio-6.1',
    function: 'exec_dset',
    requestUri: Buffer.from('sip:bob@example.com'),
  };
  const call = { function: 'exec_dset', command: 'route #', server: 'kamailio-6.1' } as const;
  const mine = async (command: string, options?: Partial<RunOptions>) => {
    const result = await ran({ ...call, command }, options);
    const { durationMs, environment, surroundings, ...rest } = result;
    expect(environment.some(({ name }) => name === 'SIP_RURI')).toBe(true);
    expect(surroundings).toEqual(
      surroundingsRecord({}, [{ name: 'PATH', value: Buffer.from('/usr/bin:/bin') }]),
    );
    return rest;
  };

  test('of exec_dset', async () => {
    const from = performance.now();
    const { durationMs } = await ran({ ...call, command: 'echo sip:a@x #' });
    expect(durationMs).toBeGreaterThan(0);
    expect(durationMs).toBeLessThanOrEqual(performance.now() - from);
    expect(await mine('echo sip:a@x; echo sip:b@x; echo e >&2 #')).toEqual({
      ...before,
      outcome: 'ran',
      commandLine: Buffer.from("echo sip:a@x; echo sip:b@x; echo e >&2 # 'sip:bob@example.com'"),
      exitCode: 0,
      timedOut: false,
      returnCode: 1,
      requestUri: Buffer.from('sip:a@x'),
      branches: [Buffer.from('sip:b@x')],
      avps: [],
      stdout: Buffer.from('sip:a@x\nsip:b@x\n'),
      stderr: Buffer.from('e\n'),
      warnings: [],
    });
  });

  test('of one that the exec timer ended, without output that nobody keeps', async () => {
    expect(await mine('exec sleep 1000 #', { timeoutMs: 100, keepOutput: false })).toEqual({
      ...before,
      outcome: 'ran',
      commandLine: Buffer.from("exec sleep 1000 # 'sip:bob@example.com'"),
      signal: 'SIGTERM',
      timedOut: true,
      execTimerMs: 100,
      returnCode: -1,
      branches: [],
      avps: [],
      warnings: [{ code: 'no-uri', message: 'the command printed no URI: the URI set stays as it was' }],
    });
  });

  test('of a call that the server refuses, and of one that is not run', async () => {
    expect(await run({ ...call, function: 'exec_msg', headers: ['NoColon'] })).toEqual({
      ...before,
      function: 'exec_msg',
      outcome: 'refused',
      reason: expect.any(String),
      offsetBytes: expect.any(Number),
      returnCode: -1,
      branches: [],
      warnings: [],
    });
    const unsafe = await run({ ...call, command: 'route $$SIP_NONE $hdr(X-A) #', headers: ['X-A: a;b'] });
    expect(unsafe).toEqual({
      ...before,
      outcome: 'unsafe',
      reason: `the shell would run what came with the message: "b # 'sip:bob@example.com'"; ; (0x3B) at byte 2 of $hdr(X-A) begins it`,
      injected: expect.objectContaining({ value: '$hdr(X-A)', byte: 2 }),
      commandLine: Buffer.from("route $SIP_NONE a;b # 'sip:bob@example.com'"),
      environment: expect.any(Array),
      returnCode: -1,
      branches: [],
      warnings: [
        expect.objectContaining({ code: 'unquoted-variable' }),
        expect.objectContaining({ code: 'unset-variable' }),
      ],
    });
  });
});

describe('what surrounds a command', () => {
  test('is the folder that it is given, and where programs are looked for', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'run-call-')));
    try {
      const call = { function: 'exec_avp', command: 'pwd; ./none' } as const;
      const result = await ran(call, { surroundings: { workingDirectory: folder } });
      expect(result.avps.map(([, text]) => String(text))).toEqual([folder]);
      expect(result.surroundings?.workingDirectory).toBe(folder);
      const lost = await ran({ ...call, command: './none' }, { surroundings: { workingDirectory: folder } });
      expect(lost.warnings.map(({ message }) => message)).toContain(
        `there is no file ./none: it is looked for in ${folder}`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a variable that an inherited one has is no unset one', async () => {
    const inherited = [
      { name: 'PATH', value: Buffer.from('/usr/bin:/bin') },
      { name: 'SIP_OF_DAEMON', value: Buffer.from('d') },
    ];
    const command = 'echo $$SIP_OF_DAEMON $$SIP_NONE';
    const { stdout, warnings } = await ran(
      { function: 'exec_msg', command },
      { daemonEnvironment: inherited },
    );
    expect(String(stdout)).toBe('d\n');
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'unset-variable: $SIP_NONE will not be set',
    ]);
  });

  test('output goes to the descriptor that it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'run-call-'));
    const fd = openSync(join(folder, 'out'), 'w');
    try {
      const call = { function: 'exec_msg', command: 'echo out; echo err >&2' } as const;
      await ran(call, { keepOutput: false, otherOutput: { kind: 'descriptor', fd } });
      expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('out\nerr\n');
    } finally {
      closeSync(fd);
      rmSync(folder, { recursive: true });
    }
  });

  test('a shell that is not there, and a folder, start nothing', async () => {
    const call = { function: 'exec_msg', command: 'true' } as const;
    await expect(run(call, { shell: '/none/sh' })).rejects.toThrow(
      new ShellError('cannot start /none/sh: no such file'),
    );
    await expect(run(call, { shell: '/' })).rejects.toThrow(
      new ShellError('cannot start /: permission denied'),
    );
  });
});

const mayNotChange = process.getuid?.() !== 0;
test.skipIf(mayNotChange)(
  `why a program of another root is not found cannot be told from here${mayNotChange ? ' (skipped: only root may change it)' : ''}`,
  async () => {
    const call = { function: 'exec_msg', command: 'no-such-program' } as const;
    const { exitCode, warnings } = await ran(call, { surroundings: { rootDirectory: '/' } });
    expect([exitCode, warnings]).toEqual([127, []]);
  },
);
