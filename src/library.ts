import { setMaxListeners } from 'node:events';
import type { CapturedMessage } from './capture/capturedMessage.js';
import type { EnvironmentEntry } from './exec/environment.js';
import { environmentOf } from './exec/environment.js';
import type { ExecResult } from './exec/execResult.js';
import { type Arrival, arrive } from './run/arrival/arrival.js';
import { type ServerSettings, serverSettings } from './run/arrival/serverSettings.js';
import { CallRunner } from './run/call/callRunner.js';
import { execCall, NotRunnableError } from './run/call/execCall.js';
import { InputMessage } from './run/input/inputMessage.js';
import type { DaemonSurroundings } from './run/surroundings/daemonSurroundings.js';
import { checkRights, surroundingsOf } from './run/surroundings/surroundingsOf.js';
import type { ServerMessage } from './server/message/serverMessage.js';
import type { ExecFunction, ServerProfile } from './server/profile.js';
import type { RouteKind } from './server/rules/routes.js';
import type { Endpoint, Transport } from './sip/endpoint.js';
import type { Warning } from './warnings.js';

/** What the caller says of the server; everything has the default that the command line has. */
export interface RequestOptions {
  /** As `--server` takes it; by default `documented`. */
  readonly server?: string;
  /**
   * Where the request came from. What is not given comes from the captured message, or else from the top Via: its
   * `received`, or its host where that is an address; or else it is 127.0.0.1, and port 5060.
   */
  readonly source?: Partial<Endpoint>;
  /** Where the server received it; what is not given comes from the captured message, or is 127.0.0.1:5060. */
  readonly destination?: Partial<Endpoint>;
  /** By default that of the captured message, or of the top Via. */
  readonly transport?: Transport;
  /** The current request URI, when the script has rewritten it. */
  readonly requestUri?: string | Buffer;
  readonly setvars?: boolean;
  /** The kind of route that the call stands in; where the server does not allow the function there, nothing is run. */
  readonly route?: RouteKind;
  /** Of several values the one that was set first comes first. */
  readonly avps?: Readonly<Record<string, string | readonly string[]>>;
  readonly vars?: Readonly<Record<string, string>>;
}

/** How a command is run. */
export interface CommandOptions {
  /** The daemon's own environment; by default an empty one. */
  readonly daemonEnvironment?: Readonly<Record<string, string | undefined>>;
  /** The exec timer in seconds; 0, the default: none. */
  readonly execTimerSeconds?: number;
  readonly workingDirectory?: string;
  /** The user as whom the daemon runs: a name or number, and a group behind a `:`. Root alone can become another one. */
  readonly user?: string;
  /** The daemon's PATH, in place of the one of `daemonEnvironment`. */
  readonly path?: string;
  /** The daemon's umask, octal. */
  readonly umask?: string;
  /** A unit of systemd, a file or a name, that says these; what stands beside it counts more. */
  readonly unit?: string;
  readonly shell?: string;
  /** exec() of OpenSIPS: its second argument, what the command reads, with pseudo-variables. */
  readonly input?: string;
  /**
   * Whether a call is run although a part of the message would run as shell. By default it is not: its outcome is `unsafe`.
   */
  readonly runInjected?: boolean;
  /** The command is a KEMI script's string: no pseudo-variable is replaced in it. */
  readonly kemi?: boolean;
  /** Aborted: the command and all that it started get SIGTERM, and SIGKILL a second later. */
  readonly signal?: AbortSignal;
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
   * @throws NotSipError, UnknownServerError
   * @throws NotRunnableError when the server drops it before the script, and for a reply
   */
  constructor(message: Uint8Array | string | CapturedMessage, options: RequestOptions = {}) {
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
   * @throws NotRunnableError where the server has no such function; UnknownPseudoVariableError, TooLargeError, ShellError
   */
  async call(name: ExecFunction, command: string, options: CommandOptions = {}): Promise<ExecResult> {
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
  if (!(message instanceof Uint8Array)) return message;
  return { bytes: Buffer.from(message.buffer, message.byteOffset, message.byteLength) };
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
