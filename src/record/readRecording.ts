import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentEntry } from '../exec/environment.js';
import { readBounded } from '../readBounded.js';
import type { ExecFunction } from '../server/profile.js';
import { systemReason } from '../systemReason.js';
import { type Recording, RecordingError } from './recording.js';

const VERSION = '1';
/** The line before the environment in the file `process`. */
const ENVIRONMENT = '\nenvironment\n';
const functions: readonly string[] = [
  'exec_dset',
  'exec_msg',
  'exec_avp',
  'exec_cmd',
  'exec',
] satisfies ExecFunction[];

/** True for a folder that the recorder has begun, whatever became of it. */
export function isRecording(path: string): boolean {
  return existsSync(join(path, 'recording'));
}

/**
 * Reads one recording as a whole. Nothing in it is run or believed to be anything but bytes.
 * @throws RecordingError in one line: no recording, of another version, cut, or not readable
 */
export function readRecording(path: string): Recording {
  const facts = lines(read(path, 'recording'));
  const version = /^sipexec recording (\S+)$/.exec(facts[0] ?? '')?.[1];
  if (version === undefined) throw new RecordingError(`${path}: no recording of exec-recorder`);
  if (version !== VERSION) {
    throw new RecordingError(
      `${path}: a recording of version ${version}; this sipexec reads version ${VERSION}`,
    );
  }
  const end = existsSync(join(path, 'end')) ? lines(read(path, 'end')) : [];
  if (end.at(-1) !== 'end') {
    throw new RecordingError(
      `${path}: half of a recording: the command was still running, or the recorder was ended before it`,
    );
  }
  if (value(end, 'given') !== '0') {
    throw new RecordingError(
      `${path}: half of a recording: not all that the command was given could be written (a full disk?)`,
    );
  }
  const ends = (['stdin', 'stdout', 'stderr'] as const).flatMap((name) => {
    const code = value(end, name);
    return code === undefined ? [] : [[name, code] as const];
  });
  const { texts, environ } = processOf(path);
  const environment = entries(path, environ);
  const args = strings(path, 'arguments', read(path, 'arguments'));
  if (args.length === 0) throw new RecordingError(`${path}: cut: it holds no command`);
  const input = existsSync(join(path, 'stdin')) ? read(path, 'stdin') : undefined;
  const [started, ended] = [Number(value(facts, 'uptime')), Number(value(end, 'uptime'))];
  const exitStatus = Number(value(end, 'exit') ?? Number.NaN);
  if (!Number.isInteger(exitStatus) || Number.isNaN(started + ended))
    throw new RecordingError(`${path}: damaged: its end tells no exit status or time`);
  const functionName = value(facts, 'function') ?? '';
  return {
    path,
    function: functions.includes(functionName)
      ? (functionName as ExecFunction)
      : guessedFunction(environment, args, input),
    environment,
    arguments: args,
    input,
    stdout: read(path, 'stdout'),
    stderr: read(path, 'stderr'),
    exitStatus,
    startedAt: startOf(texts, started),
    durationMs: Math.max(0, Math.round((ended - started) * 1000)),
    workingDirectory: read(path, 'folder').toString('utf8').replace(/\n$/, ''),
    umask: /^[0-7]+$/.exec(value(facts, 'umask') ?? '')?.[0],
    limits: limitsOf(texts),
    ancestors: facts.flatMap((line) => (line.startsWith('ancestor ') ? [line.slice(9)] : [])),
    serverArguments: serverArgumentsOf(texts),
    ends,
    gaps: ends.flatMap(([name, code]) => gapOf(name, code)),
  };
}

/** The recorder's copy of /proc, in two parts: texts about system, limits, process and server, and the environment. */
function processOf(path: string): { readonly texts: string; readonly environ: Buffer } {
  const bytes = read(path, 'process');
  const at = bytes.indexOf(ENVIRONMENT);
  if (at === -1) throw new RecordingError(`${path}: cut: its file process holds no environment`);
  return { texts: bytes.toString('latin1', 0, at), environ: bytes.subarray(at + ENVIRONMENT.length) };
}

/** The server's command line stands behind the last line that ends. */
function serverArgumentsOf(texts: string): Buffer[] {
  const words = texts.slice(texts.lastIndexOf('\n') + 1).split('\0');
  return words.slice(0, words.at(-1) === '' ? -1 : undefined).map((word) => Buffer.from(word, 'latin1'));
}

/** Why a stream was not recorded to its end, by what the recorder's tee ended with; nothing where it was. */
function gapOf(name: string, code: string): string[] {
  if (code === '0') return [];
  if (code === 'open') return [`${name} was still open when the command had ended`];
  if (code === '141') return [`the server closed ${name} before it had ended`];
  return [`${name} could not be kept whole`];
}

function read(path: string, name: string): Buffer {
  const file = join(path, name);
  try {
    if (!statSync(file).isFile()) throw new RecordingError(`${file}: no ordinary file`);
    return readBounded(file);
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new RecordingError(
        name === 'recording'
          ? `${path}: no recording: it has no file of that name`
          : `${path}: cut: its file ${name} is missing`,
      );
    throw new RecordingError(`cannot read ${file}: ${systemReason(error)}`);
  }
}

function lines(bytes: Buffer): string[] {
  return bytes.toString('latin1').replace(/\n$/, '').split('\n');
}

/** What stands behind a word at the beginning of a line. */
function value(of: readonly string[], word: string): string | undefined {
  return of.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
}

/** Strings that each end in a NUL. @throws RecordingError where the last one has none */
function strings(path: string, name: string, bytes: Buffer): Buffer[] {
  if (bytes.length > 0 && bytes.at(-1) !== 0)
    throw new RecordingError(`${path}: cut: its file ${name} does not end in a NUL`);
  const found: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    found.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return found;
}

function entries(path: string, bytes: Buffer): EnvironmentEntry[] {
  return strings(path, 'process', bytes).flatMap((text) => {
    const equals = text.indexOf('=');
    if (equals <= 0) return [];
    return [{ name: text.toString('latin1', 0, equals), value: text.subarray(equals + 1) }];
  });
}

/** exec_dset appends the URI, exec_msg has an input, exec_cmd sets no variable. */
function guessedFunction(
  environment: readonly EnvironmentEntry[],
  args: readonly Buffer[],
  input: Buffer | undefined,
): ExecFunction {
  if (environment.some(({ name }) => name.startsWith('OSIPS_EXEC_'))) return 'exec';
  if (input !== undefined) return 'exec_msg';
  const uri = environment.findLast(({ name }) => name === 'SIP_RURI')?.value;
  if (uri === undefined) return 'exec_cmd';
  return args.length > 1 && args.at(-1)?.equals(uri) ? 'exec_dset' : 'exec_avp';
}

/** In: the lines of /proc/stat, which tells when the system started; seconds since then. */
function startOf(stat: string, uptimeSeconds: number): Date | undefined {
  const boot = /^btime (\d+)$/m.exec(stat)?.[1];
  return boot === undefined ? undefined : new Date((Number(boot) + uptimeSeconds) * 1000);
}

/** The soft limits of /proc/PID/limits. */
function limitsOf(text: string): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const line of text.split('\n')) {
    const match = /^(Max(?: [a-z-]+)+) {2,}(\d+|unlimited) /.exec(line);
    if (match !== null)
      found.set(match[1] as string, match[2] === 'unlimited' ? undefined : Number(match[2]));
  }
  return found;
}
