import type { EnvironmentEntry } from '../exec/environment.js';
import type { StopSignal } from '../stopSignal.js';
import type { OutputStream } from './output/outputStream.js';
import type { UserSignals } from './userSignals.js';

/** What a command may touch of the process that it runs in. */
export interface CommandIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** True when standard input is a terminal, where nobody will ever type a message. */
  readonly isStdinTerminal: boolean;
  /** This process's own environment, as bytes. */
  readonly environment: readonly EnvironmentEntry[];
  readonly version: string;
  /** Aborted with a signal's name as its reason when the user wants an end (SIGINT, SIGTERM, SIGHUP). */
  readonly interrupt: StopSignal & Partial<Pick<UserSignals, 'keep' | 'leaveInterrupts'>>;
}
