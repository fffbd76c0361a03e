import type { ChildProcess } from 'node:child_process';
import type { StopSignal } from '../stopSignal.js';

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type EndingSignal = (typeof names)[number];

/** Setting the handlers up takes 0.1 ms of the processor: a loop that waits briefly each time does so only now and then. */
const MIN_INTERVAL_MS = 3;

/**
 * What a second process does once a signal has asked this program to end: after two seconds it sends the signal again, then
 * SIGKILL. First it makes sure that it is still this program's child, as another process may have got our number by then.
 */
const WATCHDOG_SCRIPT = `end() {
  read -r pid name state parent rest </proc/$$/stat && [ "$parent" != "$PPID" ] && exit
  kill -s "$1" "$PPID"
}
sleep 1.9 || sleep 1; end "$1"; sleep 0.2 || sleep 1; end KILL`;

/**
 * SIGINT, SIGTERM and SIGHUP, as the user's wish for an orderly end.
 *
 * A handler takes the place of the system's action, and Node calls it only when nothing else runs: with handlers installed
 * all the time, nothing could end a long computation, or the wait in an open(2). So they are installed only while somebody
 * listens, that is, waits for a command or for input; at any other time a signal ends the process at once, and the helper
 * shell tidies up what it leaves behind. Only the first signal is handled: a second one ends the process at once, and so
 * do two seconds.
 */
export class UserSignals implements StopSignal {
  aborted = false;
  reason: NodeJS.Signals | undefined;
  private readonly listeners = new Set<() => void>();
  private isHearing = false;
  private hearingSince = Number.NEGATIVE_INFINITY;
  private later: NodeJS.Timeout | undefined;
  /** How many want an orderly end even of work that never waits. */
  private keepers = 0;
  private leavesInterrupts = false;
  private readonly hear = (signal: NodeJS.Signals) => this.arrive(signal as EndingSignal);

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return;
    this.listeners.add(listener);
    if (this.isHearing || this.later !== undefined) return;
    const wait = this.hearingSince + MIN_INTERVAL_MS - performance.now();
    if (wait <= 0) this.begin();
    else {
      this.later = setTimeout(() => {
        this.later = undefined;
        if (this.listeners.size > 0) this.begin();
      }, wait);
      this.later.unref();
    }
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
    // Not at once: a signal that the system has delivered, but Node has not reported yet, would be lost; and mostly somebody
    // else listens right after this.
    if (this.listeners.size === 0 && this.isHearing) {
      setImmediate(() => {
        if (this.listeners.size === 0) this.end();
      });
    }
  }

  /**
   * To remove a handler loses a signal that was delivered and that Node has not reported yet: 3 of 70, while 64 commands
   * were started. So the handlers stay as long as somebody listens.
   */
  busy(): void {
    if (this.listeners.size === 0) this.blocking();
  }

  blocking(): void {
    if (this.keepers === 0) this.end();
  }

  /** Handles signals, whenever the work lets Node report them, until the function that is returned is called. */
  keep(): () => void {
    this.keepers += 1;
    const listener = () => {};
    this.addEventListener('abort', listener);
    return () => {
      this.keepers -= 1;
      this.removeEventListener('abort', listener);
    };
  }

  /** From now on Ctrl-C belongs to a program that works on the same terminal, and gets it there itself. */
  leaveInterrupts(): void {
    this.leavesInterrupts = true;
  }

  private begin(): void {
    this.isHearing = true;
    this.hearingSince = performance.now();
    for (const name of names) process.on(name, this.hear);
  }

  private end(): void {
    if (!this.isHearing) return;
    this.isHearing = false;
    for (const name of names) process.removeListener(name, this.hear);
  }

  private arrive(signal: EndingSignal): void {
    if (this.aborted || (signal === 'SIGINT' && this.leavesInterrupts)) return;
    this.end();
    this.aborted = true;
    this.reason = signal;
    endInTwoSeconds(signal);
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener();
  }
}

/** Has another process end this one in two seconds, in case it hangs or writes where nobody reads. */
function endInTwoSeconds(signal: EndingSignal): void {
  let watchdog: ChildProcess;
  try {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const args = ['-c', WATCHDOG_SCRIPT, 'sh', signal.slice('SIG'.length)];
    watchdog = spawn('/bin/sh', args, { detached: true, stdio: 'ignore' });
  } catch {
    // No process can be started: a further signal has the same effect.
    return;
  }
  watchdog.on('error', () => {});
  watchdog.unref();
  process.on('exit', () => {
    try {
      if (watchdog.pid !== undefined) process.kill(-watchdog.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
}
