import { statSync } from 'node:fs';
import type { CommandIo } from '../commandIo.js';

const MIN_BYTES = 32 * 1024 * 1024;
const REDRAW_MS = 200;
const WIDTH = 30;

/** Shows on standard error how far a long file has been read. */
export class ProgressBar {
  private readonly io: CommandIo;
  private readonly totalBytes: number;
  private readBytes = 0;
  private drawnAt = 0;

  /**
   * Out: undefined where a bar would help nobody: standard error is no terminal, the results are on that same
   * terminal, or the input is short or no file.
   */
  static of(input: string, io: CommandIo): ProgressBar | undefined {
    if (!io.stderr.isTerminal || io.stdout.isTerminal || input === '-') return undefined;
    const stats = statSync(input, { throwIfNoEntry: false });
    return stats?.isFile() && stats.size >= MIN_BYTES ? new ProgressBar(io, stats.size) : undefined;
  }

  private constructor(io: CommandIo, totalBytes: number) {
    this.io = io;
    this.totalBytes = totalBytes;
  }

  advance(bytes: number): void {
    this.readBytes += bytes;
    const now = performance.now();
    if (now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    this.io.stderr.status(barText(this.readBytes, this.totalBytes));
  }

  finish(): void {
    this.io.stderr.status('');
  }
}

/** `[######------------------------]  20 %  58 of 290 MB` */
function barText(readBytes: number, totalBytes: number): string {
  const share = Math.min(1, readBytes / totalBytes);
  const filled = Math.floor(share * WIDTH);
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${percent} %  ${megabytes(readBytes)} of ${megabytes(totalBytes)} MB`;
}
