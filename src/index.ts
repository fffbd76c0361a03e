export type {
  CapturedMessage,
  CaptureProblem,
  CaptureSink,
  CaptureTime,
} from './capture/capturedMessage.js';
export type { InputFormat } from './capture/openReader.js';
export { type Place, SipexecError } from './errors.js';
export type { EnvironmentEntry } from './exec/environment.js';
export type { ExecResult, NotRun, Ran, Unsafe } from './exec/execResult.js';
export type { UnsafeCall } from './exec/injection/unsafeCall.js';
export { TooLargeError } from './exec/process/limits.js';
export { ShellError } from './exec/process/runShell.js';
export {
  ExecRequest,
  findServer,
  type InputReader,
  openReader,
  type RequestEnvironment,
} from './library.js';
export { ArgumentError } from './libraryArguments.js';
export type { CommandOptions, RequestOptions } from './libraryOptions.js';
export { NotRunnableError } from './run/call/execCall.js';
export { NotSipError, UnknownServerError } from './server/errors.js';
export type { ServerMessage } from './server/message/serverMessage.js';
export type { ExecFunction, ServerProfile } from './server/profile.js';
export { UnknownPseudoVariableError } from './server/pseudoVariables/format.js';
export { serverIds } from './server/servers.js';
export type { Endpoint, Transport } from './sip/endpoint.js';
export type { Warning } from './warnings.js';
