import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutputStream } from '../../src/cli/output/outputStream.js';
import { runProgram } from '../../src/cli/program.js';
import fc from '../fastCheck.js';
import { messageCount, seed } from './differential.js';
import { profile, program, reason } from './installedKamailio.js';
import { type GeneratedCall, generatedScript, type KemiScripts, kemiScripts } from './kemiScripts.js';
import { anyRequest } from './messages.js';
import { RunningServer } from './runningServer.js';
import { kamailio } from './serverKinds.js';

const callCount = 12;
const requestCount = Math.max(8, Math.min(50, Math.ceil(messageCount / 250)));

/** What a command got, and what the function returned: nothing of a message that reaches no script, the result alone where nothing ran. */
interface Seen {
  readonly commandLine?: string;
  readonly environment?: readonly string[];
  readonly input?: string;
  readonly result?: string;
}

describe.skipIf(reason !== '')(`a running Kamailio with KEMI${reason}`, () => {
  test.for(kemiScripts.map((scripts) => [scripts.language, scripts] as const))(
    'runs the calls of generated scripts as sipexec run does: %s',
    { timeout: 600_000 },
    async ([language, scripts], { skip }) => {
      if (!isInstalled(scripts.module)) return skip(`Kamailio's ${scripts.module} is not installed`);
      const { disagreements, outcomes } = await compareScript(scripts);
      console.log(`${language}: ${JSON.stringify(outcomes)}`);
      expect(disagreements.slice(0, 5)).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan((callCount * requestCount) / 10);
    },
  );
});

/** Requests; a file of nothing but blanks is refused here as empty, where a server drops the datagram without a word. */
const anyMessage = anyRequest().filter((message) => message.toString('latin1').trim() !== '');

/** Sends generated requests to a server that runs a generated script, and runs the same calls with sipexec. */
async function compareScript(scripts: KemiScripts) {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-kemi-calls-'));
  let calls: readonly GeneratedCall[] = [];
  let text = '';
  let out = '';
  const server = await RunningServer.start(kamailio, program.path, (place) => {
    out = place.folder;
    ({ text, calls } = generatedScript(scripts, { folder: out, mark: place.mark, count: callCount, seed }));
    const file = join(place.folder, scripts.file);
    writeFileSync(file, text);
    return [
      ...kamailio.configuration(place.port),
      `loadmodule "${scripts.module}.so"`,
      `modparam("${scripts.module}", "load", "${file}")`,
      `cfgengine "${scripts.engine}"`,
      '',
    ].join('\n');
  });
  const disagreements: unknown[] = [];
  const outcomes = { ran: 0, 'nothing ran': 0, dropped: 0, unsafe: 0 };
  try {
    for (const message of fc.sample(anyMessage, { numRuns: requestCount, seed })) {
      await server.deal([message]);
      const theirs = calls.map((_, number) => take(out, number));
      const source = `127.0.0.1:${server.sourcePort(0)}`;
      for (const [number, call] of calls.entries()) {
        const ours = await bySipexec(join(out, scripts.file), call, message, {
          number,
          out,
          folder,
          options: ['--src', source, '--dst', `127.0.0.1:${server.port}`],
        });
        outcomes[outcomeOf(ours)] += 1;
        if (ours === 'unsafe' || JSON.stringify(ours) === JSON.stringify(theirs[number])) continue;
        const line = text
          .split('\n')
          .slice(call.line - 1, call.line + 1)
          .join('\n');
        disagreements.push({ line, message: message.toString('latin1'), ours, theirs: theirs[number] });
      }
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
  return { disagreements, outcomes };
}

function isInstalled(module: string): boolean {
  return readdirSync('/usr/lib').some((name) => {
    const files = `/usr/lib/${name}/kamailio/modules`;
    return existsSync(join(files, `${module}.so`));
  });
}

function outcomeOf(seen: Seen | 'unsafe'): 'ran' | 'nothing ran' | 'dropped' | 'unsafe' {
  if (seen === 'unsafe') return seen;
  if (seen.commandLine !== undefined) return 'ran';
  return seen.result === undefined ? 'dropped' : 'nothing ran';
}

/** What a call left in the folder, which is empty of it then. */
function take(folder: string, number: number): Seen {
  const [commandLine, environ, input, result] = ['cmdline', 'environ', 'input', 'result'].map((what) => {
    const path = join(folder, `${number}.${what}`);
    if (!existsSync(path)) return undefined;
    const text = readFileSync(path, 'latin1');
    rmSync(path);
    return text;
  });
  const entries = environ?.split('\0').filter((entry) => entry.startsWith('SIP_'));
  // A first shell, which bytes that are no UTF-8 need here (docs/limits.md), has an order of its own.
  const environment = isUtf8(Buffer.from(environ ?? '', 'latin1')) ? entries : entries?.sort();
  return {
    ...(commandLine === undefined ? {} : { commandLine: commandLine.replace('\0--\0', '\0') }),
    ...(environment === undefined ? {} : { environment }),
    ...(input === undefined ? {} : { input }),
    ...(result === undefined ? {} : { result: result.trim() }),
  };
}

/** The same of `sipexec run`. A call in which bytes of the message would run as shell is not run. */
async function bySipexec(
  script: string,
  { line }: GeneratedCall,
  message: Buffer,
  {
    number,
    out,
    folder,
    options,
  }: { number: number; out: string; folder: string; options: readonly string[] },
): Promise<Seen | 'unsafe'> {
  const file = join(folder, 'message.sip');
  writeFileSync(file, message);
  const [stdout, stderr] = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'w+'));
  const words = [
    'run',
    '--json',
    '--server',
    profile.id,
    '--input-format',
    'message',
    ...options,
    `${script}:${line}`,
    file,
  ];
  try {
    await runProgram(words, {
      stdout: new OutputStream(stdout as number, 'standard output'),
      stderr: new OutputStream(stderr as number, 'standard error'),
      isStdinTerminal: false,
      // Where PATH has sh, the first shell of bytes that are no UTF-8 calls the second one by its bare name.
      environment: [{ name: 'PATH', value: Buffer.from('/usr/bin:/bin') }],
      version: '0',
      interrupt: new AbortController().signal,
    });
  } finally {
    for (const fd of [stdout, stderr]) closeSync(fd as number);
  }
  const printed = readFileSync(join(folder, 'stdout'), 'utf8');
  if (printed === '') return { result: readFileSync(join(folder, 'stderr'), 'utf8') };
  const { outcome, returnCode } = JSON.parse(printed);
  if (outcome === 'unsafe') return outcome;
  const seen = take(out, number);
  return outcome === 'dropped' ? seen : { ...seen, result: String(returnCode) };
}
