/** A remark that never stops a run: `code` is stable and for scripts, `message` is for people. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
