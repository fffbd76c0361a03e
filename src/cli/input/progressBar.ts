import { fstatSync, statSync } from 'node:fs';
import type { CommandIo } from '../commandIo.js';

/** A file that is read within this time needs no bar: to people that is at once. */
const FIRST_DRAW_MS = 300;
const REDRAW_MS = 200;
const MAX_BAR_COLUMNS = 60;
const USUAL_COLUMNS = 80;

/** Shows on standard error how much of a long file has been read, also while no message in it is selected. */
export class ProgressBar {
  private readonly io: CommandIo;
  private readonly totalBytes: number;
  private readBytes = 0;
  private nextDrawAt = performance.now() + FIRST_DRAW_MS;
  private release: (() => void) | undefined;

  /**
   * Out: undefined where a bar would help nobody: standard error is no terminal, standard output is a pipe (whose reader may use the
   * same terminal, as `less` does), or the input is no file.
   */
  static of(input: string, io: CommandIo): ProgressBar | undefined {
    if (!io.stderr.isTerminal || input === '-' || isPipe(io.stdout.fd)) return undefined;
    const stats = statSync(input, { throwIfNoEntry: false });
    return stats?.isFile() ? new ProgressBar(io, stats.size) : undefined;
  }

  private constructor(io: CommandIo, totalBytes: number) {
    this.io = io;
    this.totalBytes = totalBytes;
  }

  /** So many more bytes were read. */
  advance(bytes: number): void {
    this.readBytes += bytes;
    const now = performance.now();
    if (now < this.nextDrawAt) return;
    this.nextDrawAt = now + REDRAW_MS;
    // From now on a signal must not end the program at once: the bar has to be erased first.
    this.release ??= this.io.interrupt.keep?.();
    const columns = process.stderr.columns || USUAL_COLUMNS;
    this.io.stderr.status(barText(this.readBytes, this.totalBytes, columns));
  }

  finish(): void {
    this.io.stderr.clearStatus();
    this.release?.();
    this.release = undefined;
  }
}

function isPipe(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

/**
 * `[######------------------------]  20 %  58 of 290 MB`, as wide as fits beside the cursor; without the bar where there is no room for it.
 * In: how many bytes were read, and of how many; the columns of the terminal.
 */
export function barText(readBytes: number, totalBytes: number, columns: number): string {
  const share = Math.min(1, readBytes / totalBytes);
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  const percent = String(Math.floor(share * 100)).padStart(3);
  const text = `${percent} %  ${megabytes(readBytes)} of ${megabytes(totalBytes)} MB`;
  const width = Math.min(MAX_BAR_COLUMNS, columns - 1 - text.length - 3);
  if (width < 5) return text.trimStart().slice(0, Math.max(0, columns - 1));
  const filled = Math.floor(share * width);
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${text}`;
}
