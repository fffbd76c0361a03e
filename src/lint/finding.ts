import type { ConfigPlace } from '../config/scannedConfig.js';

/** Something in a script or configuration that will not do what its author meant. Codes are stable. */
export interface LintFinding {
  readonly code: string;
  /** What is wrong, why, and the way out. */
  readonly message: string;
  readonly place: ConfigPlace;
}
