import { SipexecError } from './errors.js';
import { environmentOf } from './exec/environment.js';
import type { EnvironmentEntry } from './exec/environmentEntry.js';
import type { ExecResult } from './exec/execResult.js';
import { PipeMaker } from './exec/process/pipes/pipes.js';
import { runCall } from './exec/runCall.js';
import type { ExecFunction, ServerProfile } from './server/profile.js';
import { parseFormat } from './server/pseudoVariables/format.js';
import { receiveMessage } from './server/receiveMessage.js';
import type { ServerMessage } from './server/serverMessage.js';
import type { ServerState } from './server/serverState.js';
import { findServer, missingFunction } from './server/servers.js';
import type { Endpoint, Transport } from './sip/endpoint.js';
import type { Warning } from './warnings.js';

/** What the caller says of the server; everything has the default that the command line has. */
export interface RequestOptions {
  /** As `--server` takes it; by default `documented`. */
  readonly server?: string;
  /** Where the request came from; by default 127.0.0.1:5060. */
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
  readonly transport?: Transport;
  /** The current request URI, when the script has rewritten it. */
  readonly requestUri?: string | Buffer;
  readonly setvars?: boolean;
  readonly route?: 'request' | 'failure';
  readonly avps?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
}

/** How a command is run. */
export interface CommandOptions {
  /** The daemon's own environment; by default an empty one. */
  readonly daemonEnvironment?: Readonly<Record<string, string | undefined>>;
  /** The exec timer in seconds; 0, the default: none. */
  readonly execTimerSeconds?: number;
  readonly workingDirectory?: string;
  readonly shell?: string;
  /** Aborted: the command and all that it started get SIGTERM, and SIGKILL a second later. */
  readonly signal?: AbortSignal;
}

/** The message never reaches the server's script, or is a reply, for which no exec function can be called. */
export class NotRunnableError extends SipexecError {}

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
  private readonly state: ServerState;
  private readonly received: readonly Warning[];

  /**
   * Receives a message as the server would.
   * @param message the whole message, as bytes or as text (UTF-8)
   * @throws NotSipError, UnknownServerError
   * @throws NotRunnableError when the server drops it before the script, and for a reply
   */
  constructor(message: Buffer | string, options: RequestOptions = {}) {
    this.server = findServer(options.server ?? 'documented');
    this.state = stateOf(options);
    const bytes = typeof message === 'string' ? Buffer.from(message) : message;
    const received = receiveMessage(this.server, bytes, this.state);
    if (received.outcome === 'reply')
      throw new NotRunnableError('exec functions are called for requests only, and this is a reply');
    if (received.outcome === 'dropped')
      throw new NotRunnableError(`${this.server.id} drops the message: ${received.reason}`, received.place);
    this.message = received.message;
    this.received = received.warnings;
  }

  /** The variables that exec_dset, exec_msg and exec_avp give to the command. */
  environment(): RequestEnvironment {
    const environment = environmentOf(this.message, this.server, this.state);
    if (environment.outcome === 'refused') {
      return { variables: undefined, entries: [], refused: environment.reason, warnings: this.received };
    }
    const { entries } = environment;
    const variables = Object.fromEntries(entries.map(({ name, value }) => [name, textOf(value)]));
    return { variables, entries, warnings: [...this.received, ...environment.warnings] };
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
    const missing = missingFunction(this.server, name);
    if (missing !== undefined) throw new NotRunnableError(missing);
    const format = parseFormat(Buffer.from(command), this.server);
    const pipes = new PipeMaker();
    const cancel = new AbortController();
    const onAbort = () => cancel.abort('SIGTERM');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) onAbort();
    try {
      const result = await runCall(
        { function: name, command: format },
        this.message,
        this.server,
        this.state,
        {
          daemonEnvironment: entriesOf(options.daemonEnvironment ?? {}),
          timeoutMs: (options.execTimerSeconds ?? 0) * 1000,
          keepOutput: true,
          otherOutput: { kind: 'null' },
          cancel: cancel.signal,
          pipes,
          ...(options.shell === undefined ? {} : { shell: options.shell }),
          ...(options.workingDirectory === undefined ? {} : { workingDirectory: options.workingDirectory }),
        },
      );
      return { ...result, warnings: [...this.received, ...result.warnings] };
    } finally {
      options.signal?.removeEventListener('abort', onAbort);
      pipes.close();
    }
  }
}

const LOOPBACK: Endpoint = { ip: '127.0.0.1', port: 5060 };

function stateOf(options: RequestOptions): ServerState {
  const { requestUri, setvars } = options;
  return {
    source: options.source ?? LOOPBACK,
    destination: options.destination ?? LOOPBACK,
    transport: options.transport ?? 'udp',
    route: options.route ?? 'request',
    avps: entriesOf(options.avps ?? {}),
    vars: entriesOf(options.vars ?? {}),
    ...(requestUri === undefined ? {} : { requestUri: Buffer.from(requestUri) }),
    ...(setvars === undefined ? {} : { setvars }),
  };
}

function entriesOf(record: Readonly<Record<string, string | undefined>>): EnvironmentEntry[] {
  return Object.entries(record).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: Buffer.from(value) }],
  );
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : bytes.toString('latin1');
}
