import type { Place } from '../errors.js';
import type { ExecFunction } from '../server/profile.js';
import type { Warning } from '../warnings.js';
import type { CallTrace } from './callTrace.js';
import type { EnvironmentEntry } from './environment.js';
import type { UnsafeCall } from './injection/unsafeCall.js';
import type { SurroundingsRecord } from './surroundings/surroundings.js';

/** The result of one call of an exec function for one message. */
export type ExecResult = NotRun | Unsafe | Ran;

interface Common {
  readonly server: string;
  readonly function: ExecFunction;
  /** What the script sees: 1 is true, -1 false. */
  readonly returnCode: 1 | -1;
  /** The URI set afterwards: the request URI first, then the branches. */
  readonly requestUri: Buffer;
  readonly branches: readonly Buffer[];
  readonly warnings: readonly Warning[];
}

/** Nothing ran: the function failed (`refused`), or the message never reached the script (`dropped`). */
export interface NotRun extends Common {
  readonly outcome: 'refused' | 'dropped';
  readonly reason: string;
  /** The line of the message that is to blame, where it is one. */
  readonly place?: Place;
  // What only a command has. Named here so that callers can read these fields without asking for the outcome first.
  readonly commandLine?: undefined;
  readonly exitCode?: undefined;
  readonly signal?: undefined;
  readonly timedOut?: undefined;
  readonly stdout?: undefined;
  readonly stderr?: undefined;
  readonly avps?: undefined;
  readonly trace?: undefined;
}

/** sipexec did not run it, though the server would: a part of the message would have run as shell. */
export interface Unsafe extends Common {
  readonly outcome: 'unsafe';
  /** What would run, and which byte begins it, in one line. */
  readonly reason: string;
  readonly injected: UnsafeCall;
  /** What the server would have given to `sh -c`. */
  readonly commandLine: Buffer;
  readonly environment: readonly EnvironmentEntry[];
  readonly place?: undefined;
  readonly exitCode?: undefined;
  readonly signal?: undefined;
  readonly timedOut?: undefined;
  readonly stdout?: undefined;
  readonly stderr?: undefined;
  readonly trace?: undefined;
  readonly avps?: undefined;
}

/** The command ran, well or badly. */
export interface Ran extends Common {
  readonly outcome: 'ran';
  readonly commandLine: Buffer;
  /** The variables that the call added, in the order of the block that the shell is given. */
  readonly environment: readonly EnvironmentEntry[];
  /** As which user, and with which folder, PATH and umask, it ran; undefined where that is not known. */
  readonly surroundings?: SurroundingsRecord;
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
  readonly timedOut: boolean;
  /** The exec timer, in milliseconds, when it ended the command. */
  readonly execTimerMs?: number;
  /** The signal that was passed on to the command, when the run was interrupted. */
  readonly interruptedBy?: NodeJS.Signals;
  readonly durationMs: number;
  /** What the command printed, as far as it was kept. */
  readonly stdout?: Buffer;
  readonly stderr?: Buffer;
  /** What the call did, step by step, where somebody asked for it. */
  readonly trace?: CallTrace;
  /** The AVPs that exec_avp set, in order. */
  readonly avps: readonly (readonly [name: string, value: Buffer])[];
}
