import { SipexecError } from '../errors.js';
import type { EnvironmentEntry } from '../exec/environment.js';
import type { ExecFunction } from '../server/profile.js';

/** What the recorder kept of one call (docs/record-replay-verify.md, "What a recording holds"). */
export interface Recording {
  /** The folder, as the user named it. */
  readonly path: string;
  /** The exec function: as the recorder was told (`--as`), else what the recording looks like. */
  readonly function: ExecFunction;
  /** The environment as the process had it, inherited variables included. */
  readonly environment: readonly EnvironmentEntry[];
  /** The command and its arguments, what the server appended as the last one. */
  readonly arguments: readonly Buffer[];
  /** Standard input, where there was one that belonged to the call. */
  readonly input: Buffer | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** As a shell shows it: 128 and the signal's number where a signal ended the command. */
  readonly exitStatus: number;
  readonly startedAt: Date | undefined;
  /** As /proc/uptime counts: hundredths of a second. */
  readonly durationMs: number;
  readonly workingDirectory: string;
  /** Octal digits; undefined where the kernel does not tell. */
  readonly umask: string | undefined;
  /** Soft limits by the name that /proc gives them, `Max open files`; undefined values are unlimited. */
  readonly limits: ReadonlyMap<string, number | undefined>;
  /** The process's ancestors, the nearest first, as `4711 (kamailio)`. */
  readonly ancestors: readonly string[];
  /** The server's own command line. */
  readonly serverArguments: readonly Buffer[];
  /** What each stream's tee ended with, as the recorder wrote it down: `stdout`, `0`. */
  readonly ends: readonly (readonly [stream: string, code: string])[];
  /** Which streams the recorder could not keep whole, and why. */
  readonly gaps: readonly string[];
}

/** A folder is no recording, or one that cannot be used. */
export class RecordingError extends SipexecError {}
