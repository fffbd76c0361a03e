/** A remark that never stops a run: `code` is stable and for scripts, `message` is for people. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  /** It is about the command as it was written, and the same for every message. */
  readonly isOfCommand?: true;
}
