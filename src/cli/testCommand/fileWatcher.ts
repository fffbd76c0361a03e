import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StopSignal } from '../../stopSignal.js';
import type { WatchedPaths } from '../../suite/watchedPaths.js';
import { suiteName } from './suiteFiles.js';

/** Editors write a file in several steps: changes that follow each other so soon are one. */
const SETTLE_MS = 60;

/**
 * Watches files for changes. Their folders are watched, because many editors put a new file in the place of the old
 * one; and the folders around these, because a whole folder may be put in the place of another.
 */
export class FileWatcher {
  private paths: WatchedPaths = { files: new Set(), folders: new Set() };
  /** Where a suite may appear that the command line means. */
  private suiteFolders: ReadonlySet<string> = new Set();
  /** Every folder that is to be watched, those around another before it. */
  private wanted: readonly string[] = [];
  private readonly watchers = new Map<string, FSWatcher>();
  private changed: string | undefined;
  private wake: (() => void) | undefined;

  /** From now on these are watched, and suites in some folders, also new ones. Absolute paths. */
  watch(paths: WatchedPaths, suiteFolders: ReadonlySet<string>): void {
    this.paths = paths;
    this.suiteFolders = suiteFolders;
    const wanted = new Set<string>();
    for (const file of paths.files) addAround(file, wanted);
    for (const folder of [...paths.folders, ...suiteFolders]) {
      addAround(folder, wanted);
      wanted.add(folder);
    }
    this.wanted = [...wanted].sort((a, b) => a.length - b.length);
    for (const folder of [...this.watchers.keys()]) if (!wanted.has(folder)) this.unwatch(folder);
    for (const folder of this.wanted) this.open(folder);
  }

  /** Resolves with a path that has changed since the last call, or undefined once `interrupt` is aborted. */
  async nextChange(interrupt: StopSignal): Promise<string | undefined> {
    if (this.changed === undefined && !interrupt.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = () => {
          interrupt.removeEventListener('abort', resolve);
          resolve();
        };
        interrupt.addEventListener('abort', resolve, { once: true });
      });
    }
    if (interrupt.aborted) return undefined;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const { changed } = this;
    this.changed = undefined;
    return changed;
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private open(folder: string): void {
    if (this.watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null) this.heed(folder, name);
      });
      watcher.on('error', () => this.unwatch(folder));
      this.watchers.set(folder, watcher);
    } catch {
      // It is gone, or not ours to read. Where it comes back, the folder around it tells.
    }
  }

  private unwatch(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private heed(folder: string, name: string): void {
    const path = join(folder, name);
    const { files, folders } = this.paths;
    const inside = this.wanted.filter((one) => one === path || one.startsWith(`${path}/`));
    // What stood there is another folder now, or none: its watchers, and those of all in it, are deaf.
    for (const one of inside) this.unwatch(one);
    for (const one of inside) this.open(one);
    const isSuite = this.suiteFolders.has(folder) && suiteName.test(name);
    if (inside.length === 0 && !files.has(path) && !folders.has(folder) && !isSuite) return;
    this.changed = path;
    this.wake?.();
  }
}

function addAround(path: string, folders: Set<string>): void {
  for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
}
