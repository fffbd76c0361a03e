import { setMaxListeners } from 'node:events';
import type { CapturedMessage, CaptureSink } from './capture/capturedMessage.js';
import {
  type InputFormat,
  type InputReader as OpenedInput,
  openReader as openInput,
  type ReaderOptions,
} from './capture/openReader.js';
import type { EnvironmentEntry } from './exec/environment.js';
import { environmentOf } from './exec/environment.js';
import type { ExecResult } from './exec/execResult.js';
import {
  checkChunk,
  checkCommand,
  checkCommandOptions,
  checkMessage,
  checkReader,
  checkRequestOptions,
  checkText,
} from './libraryArguments.js';
import type { CommandOptions, RequestOptions } from './libraryOptions.js';
import { type Arrival, arrive } from './run/arrival/arrival.js';
import { type ServerSettings, serverSettings } from './run/arrival/serverSettings.js';
import { CallRunner } from './run/call/callRunner.js';
import { execCall, NotRunnableError } from './run/call/execCall.js';
import { InputMessage } from './run/input/inputMessage.js';
import type { DaemonSurroundings } from './run/surroundings/daemonSurroundings.js';
import { checkRights, surroundingsOf } from './run/surroundings/surroundingsOf.js';
import type { ServerMessage } from './server/message/serverMessage.js';
import type { ExecFunction, ServerProfile } from './server/profile.js';
import { findServer as findProfile } from './server/servers.js';
import type { Warning } from './warnings.js';

/**
 * The profile of a server by its id (`kamailio-5.8`), by one of its releases (`kamailio-5.8.4`), or of the newest measured
 * release of a product (`kamailio`). A series that was not measured has the profile of the one that it stands for, under its own id.
 *
 * @throws UnknownServerError naming the versions that there are; ArgumentError
 */
export function findServer(name: string): ServerProfile {
  checkText('name', name);
  return findProfile(name);
}

/**
 * A reader for one input whose kind is recognised by content, never by name; gzip is inflated first, whatever is
 * inside. What is neither SIP nor a capture nor prose is handed over as one message, so that {@link ExecRequest} can say
 * precisely what is wrong with it. Problems of its own: `empty-input`, `foreign-format` (known, but not read),
 * `unknown-text` (no message in it), `truncated-gzip`, `damaged-gzip`.
 *
 * @throws ArgumentError, also of `push`
 */
export function openReader(sink: CaptureSink, options: ReaderOptions): InputReader {
  checkReader(sink, options);
  return new CheckedReader(openInput(sink, options));
}

/** A reader of one input, which takes bytes of any kind: streams of the web hand over none of Node's buffers. */
export interface InputReader extends OpenedInput {
  push(chunk: Uint8Array): void | Promise<void>;
}

class CheckedReader implements InputReader {
  readonly #input: OpenedInput;

  constructor(input: OpenedInput) {
    this.#input = input;
  }

  push(chunk: Uint8Array): void | Promise<void> {
    checkChunk(chunk);
    return this.#input.push(bufferOf(chunk));
  }

  end(): void | Promise<void> {
    return this.#input.end();
  }

  idle(): void {
    this.#input.idle();
  }

  get hasGivenUp(): boolean {
    return this.#input.hasGivenUp;
  }

  get format(): InputFormat | undefined {
    return this.#input.format;
  }
}

/** The environment of a call, as text (bytes that are no UTF-8: one character a byte) and as exact bytes. */
export interface RequestEnvironment {
  /** Undefined where the function fails without running anything. */
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** In the order of the server's block, duplicates included. */
  readonly entries: readonly EnvironmentEntry[];
  /** Why the function fails, where it does. */
  readonly refused?: string;
  readonly warnings: readonly Warning[];
}

/** A request as one server has received it: what its exec commands would see, and what would come of them. */
export class ExecRequest {
  readonly message: ServerMessage;
  readonly server: ServerProfile;
  private readonly input: InputMessage;
  private readonly settings: ServerSettings;
  private readonly arrival: Extract<Arrival, { kind: 'script' }>;

  /**
   * Receives a message as the server would.
   * @param message the whole message, as bytes or as text (UTF-8); or one that a capture's reader has handed over,
   * which knows where it came from
   * @throws NotSipError, UnknownServerError, ArgumentError
   * @throws NotRunnableError when the server drops it before the script, and for a reply
   */
  constructor(message: Uint8Array | string | CapturedMessage, options: RequestOptions = {}) {
    checkMessage(message);
    checkRequestOptions(options);
    this.settings = settingsOf(options);
    this.server = this.settings.profile;
    this.input = new InputMessage(1, 'message', capturedMessage(message));
    const arrival = arrive(this.input, this.settings);
    if (arrival.kind === 'reply')
      throw new NotRunnableError('exec functions are called for requests only, and this is a reply');
    if (arrival.kind === 'dropped')
      throw new NotRunnableError(`${this.server.id} drops the message: ${arrival.reason}`, arrival.place);
    this.arrival = arrival;
    this.message = arrival.message;
  }

  /** The variables that exec_dset, exec_msg and exec_avp give to the command. */
  environment(): RequestEnvironment {
    const { message, state, warnings: received } = this.arrival;
    const environment = environmentOf(message, this.server, state);
    if (environment.outcome === 'refused') {
      return { variables: undefined, entries: [], refused: environment.reason, warnings: received };
    }
    const { entries } = environment;
    const variables = Object.fromEntries(entries.map(({ name, value }) => [name, textOf(value)]));
    return { variables, entries, warnings: [...received, ...environment.warnings] };
  }

  /** exec_dset(): each line that the command prints is a URI. @throws SipexecError */
  dset(command: string, options?: CommandOptions): Promise<ExecResult> {
    return this.call('exec_dset', command, options);
  }

  /** exec_msg(): the command reads the whole message. @throws SipexecError */
  msg(command: string, options?: CommandOptions): Promise<ExecResult> {
    return this.call('exec_msg', command, options);
  }

  /**
   * Any exec function of the server.
   * @throws NotRunnableError where the server has no such function; UnknownPseudoVariableError, TooLargeError, ShellError,
   * ArgumentError
   */
  async call(name: ExecFunction, command: string, options: CommandOptions = {}): Promise<ExecResult> {
    checkText('function', name);
    checkCommand(command);
    checkCommandOptions(options);
    const input = options.input === undefined ? undefined : Buffer.from(options.input);
    const requested = {
      function: name,
      command: Buffer.from(command),
      input,
      ...(options.kemi === true ? { strings: 'raw' as const } : {}),
    };
    const call = await execCall(requested, this.server, this.settings.route);
    const cancel = new AbortController();
    const onAbort = () => cancel.abort('SIGTERM');
    // One signal may end any number of calls.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) onAbort();
    const { daemonEnvironment, surroundings } = daemonSurroundings(options, requested.command);
    const runner = new CallRunner({
      call,
      requested,
      server: { ...this.settings, daemonEnvironment },
      shell: options.shell,
      surroundings,
      timeoutMs: Math.ceil((options.execTimerSeconds ?? 0) * 1000),
      cancel: cancel.signal,
      keepOutput: true,
      runInjected: options.runInjected,
      otherOutput: { kind: 'null' },
    });
    try {
      const called = await runner.run(this.input);
      if (called === undefined) throw new NotRunnableError('the message is a reply');
      return called.result;
    } finally {
      options.signal?.removeEventListener('abort', onAbort);
      runner.close();
    }
  }
}

/** @throws SurroundingsError, UnitError, AccountError, NoRightsError */
function daemonSurroundings(
  options: CommandOptions,
  command: Buffer,
): { daemonEnvironment: EnvironmentEntry[]; surroundings: DaemonSurroundings } {
  const said = surroundingsOf(options, process.cwd(), entriesOf(process.env));
  const own = entriesOf(options.daemonEnvironment);
  const added = options.path === undefined ? own : [...own, ...entriesOf({ PATH: options.path })];
  const entries = new Map([...(said.environment ?? []), ...added].map((entry) => [entry.name, entry]));
  const daemonEnvironment = [...entries.values()];
  checkRights(said.surroundings, command.toString('latin1'), entries.get('PATH')?.value.toString());
  return { daemonEnvironment, surroundings: said };
}

function capturedMessage(message: Uint8Array | string | CapturedMessage): CapturedMessage {
  if (typeof message === 'string') return { bytes: Buffer.from(message) };
  if (!(message instanceof Uint8Array)) return { ...message, bytes: bufferOf(message.bytes) };
  return { bytes: bufferOf(message) };
}

/** The same bytes, not copied. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @throws UnknownServerError */
function settingsOf({ requestUri, avps, vars, ...options }: RequestOptions): ServerSettings {
  return serverSettings({
    ...options,
    requestUri: requestUri === undefined ? undefined : Buffer.from(requestUri),
    avps: entriesOf(avps),
    vars: entriesOf(vars),
  });
}

function entriesOf(
  record: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): EnvironmentEntry[] {
  return Object.entries(record).flatMap(([name, given]) => {
    const values = typeof given === 'string' ? [given] : (given ?? []);
    return values.map((value) => ({ name, value: Buffer.from(value) }));
  });
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : bytes.toString('latin1');
}
