import { ProcessTree } from './processTree.js';

/** Why a command was ended before its time: the exec timer, or a signal that was passed on. */
export type EndReason = 'timer' | NodeJS.Signals;

const GRACE_MS = 1_000;
const POLL_MS = 20;
/** 24 days; a longer timer of Node's runs out at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Ends a command early: when its timer runs out, or when it is cancelled. The whole process tree gets SIGTERM
 * (or the signal that is passed on), and SIGKILL after a grace second.
 */
export class Ending {
  reason: EndReason | undefined;
  /** Resolves once nothing of the process tree is left; never when the command is not ended early. */
  readonly complete: Promise<void>;
  private readonly tree: ProcessTree;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly cancel: AbortSignal | undefined;
  private readonly onCancel = () => this.begin(this.cancel?.reason as NodeJS.Signals);
  private resolveComplete: () => void = () => {};

  /**
   * @param leader process id of the shell
   * @param pipes the names of its pipes
   * @param timeoutMs milliseconds until the timer runs out; 0: never
   * @param cancel aborted with the name of the signal to pass on as its reason
   */
  constructor(
    leader: number,
    pipes: ReadonlySet<string>,
    timeoutMs: number,
    cancel: AbortSignal | undefined,
  ) {
    this.tree = new ProcessTree(leader, pipes);
    this.cancel = cancel;
    this.complete = new Promise((resolve) => {
      this.resolveComplete = resolve;
    });
    if (timeoutMs > 0) this.timer = setTimeout(() => this.begin('timer'), Math.min(timeoutMs, MAX_TIMER_MS));
    if (cancel?.aborted) this.onCancel();
    else cancel?.addEventListener('abort', this.onCancel, { once: true });
  }

  /** The command has ended by itself: the timer and the cancellation no longer concern it. */
  disarm(): void {
    clearTimeout(this.timer);
    this.cancel?.removeEventListener('abort', this.onCancel);
  }

  private begin(reason: EndReason): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.disarm();
    this.tree.signal(reason === 'timer' ? 'SIGTERM' : reason);
    // A stopped process gets to see the signal only when it is continued.
    this.tree.signal('SIGCONT');
    this.waitUntilGone(performance.now() + GRACE_MS);
  }

  private waitUntilGone(killAt: number): void {
    if (this.tree.isAlive()) {
      if (performance.now() < killAt) {
        setTimeout(() => this.waitUntilGone(killAt), POLL_MS);
        return;
      }
      this.tree.signal('SIGKILL');
    }
    this.resolveComplete();
  }
}
