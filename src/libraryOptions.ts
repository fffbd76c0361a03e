import type { RouteKind } from './server/rules/routes.js';
import type { Endpoint, Transport } from './sip/endpoint.js';

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
