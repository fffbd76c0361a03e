import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { OutputStream } from '../../src/cli/output/outputStream.js';
import { runProgram } from '../../src/cli/program.js';
import type { ExecResult } from '../../src/exec/execResult.js';
import { ExecRequest, findServer, serverIds } from '../../src/index.js';
import { execResultRecord } from '../../src/report/json/execRecord.js';
import { RecordText } from '../../src/report/json/recordText.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { planChecks } from '../../src/suite/plan/planChecks.js';
import { readSuites } from '../../src/suite/read/readSuites.js';
import { runChecks } from '../../src/suite/run/runChecks.js';
import { SuiteCaller } from '../../src/suite/run/suiteCaller.js';
import { type CaseFunction, caseFunctions, scriptName } from '../../src/suite/suite.js';
import { request } from '../cli/program.js';
import fc from '../fastCheck.js';

const path = process.env.PATH ?? '/usr/bin:/bin';

/** A call as each of the three can make it: nothing given is that one's default. */
interface Call {
  readonly via: string;
  readonly function: CaseFunction;
  readonly server: string | undefined;
  readonly setvars: boolean | undefined;
  readonly ruri: string | undefined;
  readonly src: { readonly ip: string; readonly port?: number } | undefined;
  readonly dst: { readonly ip: string; readonly port?: number } | undefined;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'sctp' | 'ws' | 'wss' | undefined;
  readonly route: 'request' | 'failure' | undefined;
  readonly avps: Readonly<Record<string, string[]>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly shell: string | undefined;
  readonly stdin: string | undefined;
  readonly execTimer: number | undefined;
  readonly kemi: boolean | undefined;
  readonly cwd: string | undefined;
  readonly umask: string | undefined;
  readonly path: string | undefined;
  readonly user: string | undefined;
}

const ip = fc.constantFrom('192.0.2.77', '198.51.100.3', '2001:db8::7');
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
const endpoint = fc
  .tuple(ip, port)
  .map(([address, number]) => (number === undefined ? { ip: address } : { ip: address, port: number }));
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const value = fc.stringMatching(/^[a-z0-9 ;@:=]{0,8}$/);

const via = fc
  .record({
    transport: fc.constantFrom('UDP', 'TCP', 'TLS', 'tcp'),
    host: fc.oneof(
      fc.constant('proxy.example.com'),
      ip.map((address) => (address.includes(':') ? `[${address}]` : address)),
    ),
    port,
    received: perhaps(ip),
    rport: port,
    second: fc.boolean(),
  })
  .map(
    ({ transport, host, port: sentBy, received, rport, second }) =>
      `SIP/2.0/${transport} ${host}${sentBy === undefined ? '' : `:${sentBy}`};branch=z9hG4bK1` +
      `${received === undefined ? '' : `;received=${received}`}${rport === undefined ? '' : `;rport=${rport}`}` +
      `${second ? ', SIP/2.0/UDP 203.0.113.1:5099;branch=z9hG4bK0' : ''}`,
  );

const anyCall: fc.Arbitrary<Call> = fc
  .record({
    via,
    function: fc.constantFrom(...caseFunctions),
    server: perhaps(fc.constantFrom(...serverIds)),
    setvars: perhaps(fc.boolean()),
    ruri: perhaps(fc.constantFrom('sip:carol@192.0.2.8', 'tel:+4930123')),
    src: perhaps(endpoint),
    dst: perhaps(endpoint),
    transport: perhaps(fc.constantFrom('udp', 'tcp', 'tls', 'sctp', 'ws', 'wss')),
    route: perhaps(fc.constantFrom('request', 'failure')),
    avps: fc.dictionary(fc.constantFrom('env', 'a'), fc.array(value, { minLength: 1, maxLength: 3 })),
    vars: fc.dictionary(fc.constantFrom('v', 'w'), value),
    env: fc.dictionary(fc.constantFrom('PLACE', 'SIP_HF_OWN'), value),
    shell: perhaps(fc.constantFrom('/bin/sh', '/bin/bash')),
    stdin: perhaps(fc.constantFrom('$ru$ci', 'a text')),
    execTimer: fc.constantFrom(undefined, undefined, 0, 0.05),
    kemi: perhaps(fc.boolean()),
    cwd: perhaps(fc.constantFrom('/', tmpdir())),
    umask: perhaps(fc.constantFrom('027', '0077')),
    path: perhaps(fc.constant(`${path}:/nowhere`)),
    user: perhaps(fc.constant(String(process.getuid?.()))),
  })
  .map((call) => (call.function === 'exec' ? call : { ...call, stdin: undefined }))
  // exec() is OpenSIPS', and KEMI Kamailio's.
  .map((call) =>
    call.function === 'exec' || findServer(call.server ?? 'documented').running.kemi === 'unknown'
      ? { ...call, kemi: undefined }
      : call,
  )
  .filter(({ function: name, server }) =>
    findServer(server ?? 'documented').functions.includes(scriptName(name)),
  );

/** Shows all of the server's state that the server has a variable for, or runs into the timer where there is one. */
function commandOf({ function: name, server, stdin, execTimer, kemi }: Call): string {
  const profile = findServer(server ?? 'documented');
  const shown = [
    '$ru',
    '$si',
    '$sp',
    '$Ri',
    '$Rp',
    '$pr',
    '$avp(a)',
    '$(avp(a)[1])',
    '$var(v)',
    '$env(PLACE)',
  ];
  const variables = shown.filter((text) => {
    try {
      return parseFormat(Buffer.from(text), profile) !== undefined;
    } catch {
      return false;
    }
  });
  if (execTimer) return `sleep 60 # ${variables.join(' ')}`;
  const reads = name === 'msg' || stdin !== undefined ? 'cat; ' : '';
  // In KEMI $$ is the shell's own number.
  return `${reads}echo '${variables.join(' ')}' "${kemi === true ? '$0' : '$$0'}" #`;
}

const folder = await mkdtemp(join(tmpdir(), 'sipexec-same-call-'));
const messageFile = join(folder, 'message.sip');
afterAll(() => rm(folder, { recursive: true }));

async function byProgram(call: Call): Promise<unknown> {
  const option = (name: string, given: string | undefined) =>
    given === undefined ? [] : [`--${name}`, given];
  const words = [
    ...[call.function, commandOf(call), '--json', '--clean-env', '--env', `PATH=${path}`],
    ...option('server', call.server),
    ...(call.setvars === undefined ? [] : [`--setvars=${call.setvars ? 1 : 0}`]),
    ...option('ruri', call.ruri),
    ...option('src', call.src && endpointText(call.src)),
    ...option('dst', call.dst && endpointText(call.dst)),
    ...option('transport', call.transport),
    ...option('route', call.route),
    ...Object.entries(call.avps).flatMap(([name, all]) => all.flatMap((one) => ['--avp', `${name}=${one}`])),
    ...Object.entries(call.vars).flatMap(([name, one]) => ['--var', `${name}=${one}`]),
    ...Object.entries(call.env).flatMap(([name, one]) => ['--env', `${name}=${one}`]),
    ...option('shell', call.shell),
    ...option('stdin', call.stdin),
    ...option('exec-timer', call.execTimer?.toString()),
    ...(call.kemi === true ? ['--kemi'] : []),
    ...option('cwd', call.cwd),
    ...option('umask', call.umask),
    ...option('path', call.path),
    ...option('user', call.user),
    ...['--input-format', 'message', messageFile],
  ];
  const [stdout, stderr] = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'w+'));
  try {
    await runProgram(words, {
      stdout: new OutputStream(stdout as number, 'standard output'),
      stderr: new OutputStream(stderr as number, 'standard error'),
      isStdinTerminal: false,
      environment: [],
      version: '0',
      interrupt: new AbortController().signal,
    });
  } finally {
    for (const fd of [stdout, stderr]) closeSync(fd as number);
  }
  expect(readFileSync(join(folder, 'stderr'), 'utf8')).toBe('');
  const { message: _, version: __, ...record } = JSON.parse(readFileSync(join(folder, 'stdout'), 'utf8'));
  return withoutTime(record, call);
}

async function byLibrary(call: Call): Promise<unknown> {
  const { server, setvars, ruri, src, dst, transport, route, avps, vars, shell, stdin, execTimer } = call;
  const made = new ExecRequest(request({ Via: call.via }), {
    ...(server === undefined ? {} : { server }),
    ...(setvars === undefined ? {} : { setvars }),
    ...(ruri === undefined ? {} : { requestUri: ruri }),
    ...(src === undefined ? {} : { source: src }),
    ...(dst === undefined ? {} : { destination: dst }),
    ...(transport === undefined ? {} : { transport }),
    ...(route === undefined ? {} : { route }),
    avps,
    vars,
  });
  const result = await made.call(scriptName(call.function), commandOf(call), {
    daemonEnvironment: daemonEnvironment(call),
    ...(shell === undefined ? {} : { shell }),
    ...(stdin === undefined ? {} : { input: stdin }),
    ...(execTimer === undefined ? {} : { execTimerSeconds: execTimer }),
    ...(call.kemi === undefined ? {} : { kemi: call.kemi }),
    ...(call.cwd === undefined ? {} : { workingDirectory: call.cwd }),
    ...(call.umask === undefined ? {} : { umask: call.umask }),
    ...(call.path === undefined ? {} : { path: call.path }),
    ...(call.user === undefined ? {} : { user: call.user }),
  });
  return recordOf(result, call);
}

async function bySuite(call: Call): Promise<unknown> {
  const { server, setvars, ruri, src, dst, transport, route, avps, vars, shell, stdin, execTimer } = call;
  const suite = {
    inherit: false,
    cases: [
      {
        name: 'the case',
        message: { file: basename(messageFile), format: 'message' },
        [call.function === 'exec' ? 'exec' : `exec_${call.function}`]: commandOf(call),
        env: { PATH: path, ...call.env },
        ...{ server, setvars, ruri, transport, route, shell, stdin, exec_timer: execTimer },
        ...{ kemi: call.kemi, cwd: call.cwd, umask: call.umask, path: call.path, user: call.user },
        ...{ src: src && endpointText(src), dst: dst && endpointText(dst) },
        avp: avps,
        var: vars,
      },
    ],
  };
  const suites = readSuites([join(folder, 'suite.yaml')], () => Buffer.from(JSON.stringify(suite)));
  const cancel = new AbortController().signal;
  const caller = new SuiteCaller({ interrupt: cancel, environment: [] });
  try {
    const checks = await planChecks(suites, caller, 'accepted');
    const [only] = await runChecks(checks, { jobs: 1, repeat: 1, bail: false, cancel, onResult: () => {} });
    return recordOf(only?.result as ExecResult, call);
  } finally {
    caller.close();
  }
}

function endpointText({ ip, port }: { readonly ip: string; readonly port?: number }): string {
  if (port === undefined) return ip;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function daemonEnvironment(call: Call): Record<string, string> {
  return { PATH: call.path ?? path, ...call.env };
}

function recordOf(result: ExecResult, call: Call): unknown {
  const daemon = Object.entries(daemonEnvironment(call)).map(([name, text]) => ({
    name,
    value: Buffer.from(text),
  }));
  return withoutTime(
    JSON.parse(JSON.stringify(execResultRecord(result, daemon, new RecordText()))) as Record<string, unknown>,
    call,
  );
}

/** Without the time that it took, and the folder where nobody says it, which is the suite's own in a suite. */
function withoutTime(
  { durationMs: _, surroundings, ...record }: Record<string, unknown>,
  { cwd }: Call,
): unknown {
  if (surroundings === undefined) return record;
  if (cwd !== undefined) return { ...record, surroundings };
  const { workingDirectory: __, ...others } = surroundings as Record<string, unknown>;
  return { ...record, surroundings: others };
}

function withoutServerWarning(record: unknown): unknown {
  const { warnings, ...rest } = record as { warnings?: readonly { code: string }[] };
  if (warnings === undefined) return record;
  return { ...rest, warnings: warnings.filter(({ code }) => code !== 'server-not-named') };
}

test('program, library and suite make the same of a call, whatever is said of the server and what is not', async () => {
  await fc.assert(
    fc.asyncProperty(anyCall, async (call) => {
      writeFileSync(messageFile, request({ Via: call.via }), 'latin1');
      const record = await byProgram(call);
      expect(await byLibrary(call)).toEqual(record);
      // A suite that names no server is told so beside its checks.
      expect(await bySuite(call)).toEqual(withoutServerWarning(record));
    }),
    { numRuns: 40 },
  );
});
