/** The exit statuses of sipexec beside a command's own (cli.md, "Exit status"). */
export const ExitStatus = {
  /** The function returned true for every message. */
  ok: 0,
  /** The function returned false, or one of several did; for checks: one failed. */
  false: 1,
  /** The exec timer ended the command. */
  timedOut: 124,
  /** sipexec itself failed: usage, unreadable input, not SIP, nothing selected. */
  failed: 125,
} as const;

/** The exit status of a program that a signal ended, as shells show it. Node's module of signals is loaded only for one. */
export function statusOfSignal(signal: NodeJS.Signals): number {
  return 128 + process.getBuiltinModule('node:os').constants.signals[signal];
}
