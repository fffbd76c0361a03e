import type { Endpoint, Transport } from '../sip/endpoint.js';
import type { RouteKind } from './rules/routes.js';

/** A script variable that a command may refer to. */
export interface ScriptVariable {
  readonly name: string;
  readonly value: Buffer;
}

/** What the server knows beside the message when the script calls the function. */
export interface ServerState {
  /** Where the packet came from. */
  readonly source: Endpoint;
  /** The server's socket that it arrived at. */
  readonly destination: Endpoint;
  readonly transport: Transport;
  /** The current request URI, when the script has rewritten it. */
  readonly requestUri?: Buffer;
  /** The module's `setvars` parameter; undefined: the server's default. */
  readonly setvars?: boolean;
  /** The branches beside the request URI. */
  readonly branches?: readonly Buffer[];
  /** The server's clock; undefined: now. */
  readonly time?: Date;
  /** The server's process id. */
  readonly processId?: number;
  /** The environment of the server's process; undefined where it is not known. */
  readonly daemonEnvironment?: readonly ScriptVariable[];
  /** The kind of route that the call stands in. */
  readonly route: RouteKind;
  readonly avps: readonly ScriptVariable[];
  readonly vars: readonly ScriptVariable[];
}
