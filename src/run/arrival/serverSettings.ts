import type { ServerProfile } from '../../server/profile.js';
import type { ScriptVariable, ServerState } from '../../server/serverState.js';
import { findServer } from '../../server/servers.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';

/** What somebody says of the server: options of the command line, keys of a suite's case, an argument of the library. */
export interface ServerOptions {
  /** An id, or a family, which means its newest server. */
  readonly server?: string | undefined;
  /** Where the request came from; what is not given of it comes from the capture, or is guessed. */
  readonly source?: Partial<Endpoint> | undefined;
  /** Where the server received it. */
  readonly destination?: Partial<Endpoint> | undefined;
  readonly transport?: Transport | undefined;
  /** The current request URI, when the script has rewritten it. */
  readonly requestUri?: Buffer | undefined;
  /** The module's `setvars` parameter. */
  readonly setvars?: boolean | undefined;
  readonly route?: ServerState['route'] | undefined;
  readonly avps?: readonly ScriptVariable[] | undefined;
  readonly vars?: readonly ScriptVariable[] | undefined;
  /** The environment of the server's process, which commands inherit. */
  readonly daemonEnvironment?: readonly ScriptVariable[] | undefined;
}

/** The server as it stands for every message of a run, nothing left open but what each message brings. */
export interface ServerSettings {
  readonly profile: ServerProfile;
  /** Whether somebody said which server is meant. */
  readonly isNamed: boolean;
  readonly source: Partial<Endpoint>;
  readonly destination: Partial<Endpoint>;
  readonly transport: Transport | undefined;
  readonly requestUri: Buffer | undefined;
  /** Undefined: the server's own default. */
  readonly setvars: boolean | undefined;
  readonly route: ServerState['route'];
  readonly avps: readonly ScriptVariable[];
  readonly vars: readonly ScriptVariable[];
  readonly daemonEnvironment: readonly ScriptVariable[];
}

/**
 * The one place where options that are not given get their defaults; what depends on the message gets its own in
 * {@link serverStateOf}.
 * @throws UnknownServerError
 */
export function serverSettings(options: ServerOptions): ServerSettings {
  return {
    profile: findServer(options.server ?? 'documented'),
    isNamed: options.server !== undefined,
    source: options.source ?? {},
    destination: options.destination ?? {},
    transport: options.transport,
    requestUri: options.requestUri,
    setvars: options.setvars,
    route: options.route ?? 'request',
    avps: options.avps ?? [],
    vars: options.vars ?? [],
    daemonEnvironment: options.daemonEnvironment ?? [],
  };
}
