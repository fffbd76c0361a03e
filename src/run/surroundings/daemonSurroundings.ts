import type { EnvironmentEntry } from '../../exec/environment.js';
import type { Surroundings } from '../../exec/surroundings/surroundings.js';
import type { Warning } from '../../warnings.js';

/** What somebody says of a daemon's surroundings: options, keys of a suite, an argument of the library. */
export interface SurroundingsOptions {
  /** A file of systemd, or the name of a unit. */
  readonly unit?: string | undefined;
  /** A name or number, and a group behind a `:`. */
  readonly user?: string | undefined;
  readonly workingDirectory?: string | undefined;
  /** Octal. */
  readonly umask?: string | undefined;
}

/** What surrounds the commands of one run. */
export interface DaemonSurroundings {
  readonly surroundings: Surroundings;
  /** The daemon's whole environment, where a unit says it; undefined: what it inherits is not said. */
  readonly environment?: readonly EnvironmentEntry[];
  /** What is to be said of them, once in a run. */
  readonly warnings: readonly Warning[];
}
