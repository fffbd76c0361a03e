import { Socket } from 'node:net';

/** How long a stream that someone else still holds may stay silent, after the shell's exit, before it counts as read. */
const DRAIN_IDLE_MS = 50;

/** Reads one end of a pipe until it ends, its taker wants no more, or it is closed. */
export class OutputReader {
  /** Resolves when the reading is over. */
  readonly done: Promise<void>;
  private readonly socket: Socket;
  /** How many pieces have come. */
  private chunks = 0;
  private drainTimer: NodeJS.Timeout | undefined;

  constructor(fd: number, take: (chunk: Buffer) => 'more' | 'stop') {
    this.socket = new Socket({ fd, readable: true, writable: false });
    this.done = new Promise((resolve) => {
      this.socket.on('close', () => {
        clearTimeout(this.drainTimer);
        resolve();
      });
    });
    this.socket.on('data', (chunk: Buffer) => {
      this.chunks++;
      this.drainTimer?.refresh();
      if (take(chunk) === 'stop') this.socket.destroy();
    });
    this.socket.on('end', () => this.socket.destroy());
    this.socket.on('error', () => this.socket.destroy());
  }

  /** Takes what has been written so far and then closes, whoever still holds the other end. */
  drain(): Promise<void> {
    this.drainTimer ??= setTimeout(() => this.closeUnlessMoreCame(), DRAIN_IDLE_MS);
    return this.done;
  }

  /**
   * Node runs timers before it looks at pipes, and it hears of the end of a command that ran beside another one
   * before it hears of that command's last output. Where this process was busy or waited for the processor
   * meanwhile, the time is over though nobody has looked: so look once more.
   */
  private closeUnlessMoreCame(): void {
    const before = this.chunks;
    setImmediate(() => {
      if (this.chunks === before) this.socket.destroy();
      else this.drainTimer?.refresh();
    });
  }

  close(): void {
    this.socket.destroy();
  }
}
