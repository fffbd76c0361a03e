import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** Editors write a file in several steps: changes that follow each other so soon are one. */
const SETTLE_MS = 60;

/**
 * Watches files for changes. Their folders are watched, because many editors put a new file in the place of the old
 * one.
 */
export class FileWatcher {
  private files: ReadonlySet<string> = new Set();
  private readonly folders = new Map<string, FSWatcher>();
  private changedFile: string | undefined;
  private wake: (() => void) | undefined;

  /** From now on these files, by absolute path, are watched. */
  watch(files: ReadonlySet<string>): void {
    this.files = files;
    const wanted = new Set([...files].map((file) => dirname(file)));
    for (const [folder, watcher] of this.folders) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.folders.delete(folder);
    }
    for (const folder of wanted) if (!this.folders.has(folder)) this.watchFolder(folder);
  }

  /** Resolves with a file that has changed since the last call, or undefined once `interrupt` is aborted. */
  async nextChange(interrupt: AbortSignal): Promise<string | undefined> {
    if (this.changedFile === undefined && !interrupt.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        interrupt.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (interrupt.aborted) return undefined;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const changed = this.changedFile;
    this.changedFile = undefined;
    return changed;
  }

  close(): void {
    for (const watcher of this.folders.values()) watcher.close();
    this.folders.clear();
  }

  private watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => this.note(join(folder, String(name))));
      watcher.on('error', () => watcher.close());
      this.folders.set(folder, watcher);
    } catch {
      // The folder is gone, or never was: whoever makes it changes the suite as well.
    }
  }

  private note(file: string): void {
    if (!this.files.has(file)) return;
    this.changedFile = file;
    this.wake?.();
  }
}
