import { Socket } from 'node:net';

/** How long a stream that someone else still holds may stay silent, after the shell's exit, before it counts as read. */
const DRAIN_IDLE_MS = 50;

/** Reads one end of a pipe until it ends, its taker wants no more, or it is closed. */
export class OutputReader {
  /** Resolves when the reading is over. */
  readonly done: Promise<void>;
  private readonly socket: Socket;
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
      this.drainTimer?.refresh();
      if (take(chunk) === 'stop') this.socket.destroy();
    });
    this.socket.on('end', () => this.socket.destroy());
    this.socket.on('error', () => this.socket.destroy());
  }

  /** Takes what has been written so far and then closes, whoever still holds the other end. */
  drain(): Promise<void> {
    this.drainTimer ??= setTimeout(() => this.socket.destroy(), DRAIN_IDLE_MS);
    return this.done;
  }

  close(): void {
    this.socket.destroy();
  }
}
