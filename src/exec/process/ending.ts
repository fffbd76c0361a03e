import type { StopSignal } from '../../stopSignal.js';
import { ProcessTree } from './processTree.js';

/** Why a command was ended before its time: the exec timer, or a signal that was passed on. */
export type EndReason = 'timer' | NodeJS.Signals;

const GRACE_MS = 1_000;
const POLL_MS = 20;
/** How long to wait, once the timer has run out, for Node to report the end of a command of which no process is left. */
const LATE_NEWS_MS = 1_000;
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
  private readonly pipes: ReadonlySet<string>;
  private readonly cancel: StopSignal | undefined;
  private readonly onCancel = () => this.begin(this.cancel?.reason as NodeJS.Signals);
  private tree: ProcessTree | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private resolveComplete: () => void = () => {};

  /**
   * Made before the command is started, so that a cancellation is heard from then on.
   * @param pipes the names of its pipes
   * @param timeoutMs milliseconds until the timer runs out; 0: never
   * @param cancel aborted with the name of the signal to pass on as its reason
   */
  constructor(pipes: ReadonlySet<string>, timeoutMs: number, cancel: StopSignal | undefined) {
    this.pipes = pipes;
    this.cancel = cancel;
    this.complete = new Promise((resolve) => {
      this.resolveComplete = resolve;
    });
    if (timeoutMs > 0) this.timer = setTimeout(() => this.timeIsUp(), Math.min(timeoutMs, MAX_TIMER_MS));
    cancel?.addEventListener('abort', this.onCancel, { once: true });
  }

  /** The command has begun. In: the process id of its shell. */
  follow(leader: number): void {
    this.tree = new ProcessTree(leader, this.pipes);
    if (this.cancel?.aborted) this.onCancel();
  }

  /** The command has ended by itself: the timer and the cancellation no longer concern it. */
  disarm(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.cancel?.removeEventListener('abort', this.onCancel);
  }

  /**
   * While this process was stopped (SIGSTOP, a suspended machine) or busy, the command may have ended. Node gets to hear of
   * that first (setImmediate), and if no process of the command is left, it has not run out of time: its end is still waited for.
   */
  private timeIsUp(): void {
    setImmediate(() => {
      if (this.isOver) return;
      if (this.tree?.isAnythingLeft()) this.begin('timer');
      else this.timer = setTimeout(() => this.begin('timer'), LATE_NEWS_MS);
    });
  }

  private begin(reason: EndReason): void {
    const { tree } = this;
    if (tree === undefined) return;
    this.reason = reason;
    this.disarm();
    tree.signal(reason === 'timer' ? 'SIGTERM' : reason);
    this.waitUntilGone(tree, performance.now() + GRACE_MS);
  }

  private waitUntilGone(tree: ProcessTree, killAt: number): void {
    if (tree.isAlive()) {
      if (performance.now() < killAt) {
        setTimeout(() => this.waitUntilGone(tree, killAt), POLL_MS);
        return;
      }
      tree.signal('SIGKILL');
    }
    this.resolveComplete();
  }
}
