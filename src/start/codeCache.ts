import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Script } from 'node:vm';
import { checksum } from './checksum.js';

/**
 * V8 checks of a code cache that its source had the same length, and nothing of the cache itself: a flipped bit can end the
 * process, and an edited source would not be seen. So a cache file begins with a line that holds the checksums of the source
 * and of the cache, and the commands whose runs it was made of; the cache follows. Blanks fill the line up, so that the cache begins
 * at a multiple of eight bytes: V8 copies another one first.
 *
 * A cache holds the functions that were compiled by these runs: another command, which stands first behind the program's name,
 * makes the file anew, with what it has compiled beside what was there.
 */
interface LoadedFile {
  readonly module: { exports: unknown };
  readonly script: Script;
  readonly sourceChecksum: number;
  readonly cacheFile: string;
  readonly commands: readonly string[];
}

interface Cache {
  readonly commands: readonly string[];
  readonly data: Buffer;
}

type Wrapped = (exports: unknown, require: unknown, module: unknown, file: string, folder: string) => void;

const wrapperStart = '(function (exports, require, module, __filename, __dirname) { ';
const wrapperEnd = '\n})';

const MAX_COMMANDS = 32;
const ALIGNED_BYTES = 8;
/**
 * Room for a source, and then for its cache: the system clears each page of fresh memory when it is first written to, which is a
 * tenth of what a start costs beyond that of Node itself.
 */
const MEMORY_BYTES = 786_432;
const UNUSED_MS = 90 * 24 * 3600 * 1000;

const loaded = new Map<string, LoadedFile>();

/** Loads a file as `require` would, and likewise the files beside it that it requires. In: its path, the folder of caches. */
export function loadCached(filename: string, folder: string): unknown {
  const command = /^[a-z]{1,16}$/.exec(process.argv[2] ?? '')?.[0] ?? '-';
  process.on('exit', () => {
    const grown = [...loaded.values()].filter(({ commands }) => !commands.includes(command));
    for (const file of grown) keep(file, command);
    if (grown.length > 0) sweep(folder);
  });
  return load(filename, folder);
}

function load(filename: string, folder: string): unknown {
  const before = loaded.get(filename);
  if (before !== undefined) return before.module.exports;
  const memory = Buffer.allocUnsafeSlow(MEMORY_BYTES);
  const { text, sourceChecksum } = readSource(filename, memory);
  const slash = filename.lastIndexOf('/');
  const cacheFile = `${folder}/${filename.slice(slash + 1)}-${place(filename)}-${program()}.cache`;
  const cache = readCache(cacheFile, sourceChecksum, memory);
  const script = new Script(text, { filename, cachedData: cache?.data });
  const commands = cache === undefined || script.cachedDataRejected ? [] : cache.commands;
  const module = { exports: {} };
  loaded.set(filename, { module, script, sourceChecksum, cacheFile, commands });
  const beside = filename.slice(0, slash);
  // What does not stand beside it comes with Node.
  const requireOther = (id: string) =>
    id.startsWith('./') ? load(`${beside}${id.slice(1)}`, folder) : require(id);
  (script.runInThisContext() as Wrapped)(module.exports, requireOther, module, filename, beside);
  return module.exports;
}

/** So many bytes of memory: of this one where it is large enough. */
function memoryOf(size: number, memory: Buffer): Buffer {
  return size <= memory.length ? memory.subarray(0, size) : Buffer.allocUnsafeSlow(size);
}

/** Out: the source in the wrapper of a CommonJS module. The build writes ASCII alone, so that each byte is a character. */
function readSource(filename: string, memory: Buffer): { text: string; sourceChecksum: number } {
  const file = openSync(filename, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = memoryOf(wrapperStart.length + size + wrapperEnd.length, memory);
    bytes.write(wrapperStart, 0, 'latin1');
    const read = readSync(file, bytes, wrapperStart.length, size, 0);
    if (read !== size) throw new Error(`${filename} changes while it is read`);
    bytes.write(wrapperEnd, wrapperStart.length + size, 'latin1');
    return { text: bytes.toString('latin1'), sourceChecksum: checksum(bytes) };
  } finally {
    closeSync(file);
  }
}

let programName: string | undefined;

/** This very program of Node: V8 tells its own versions apart, but 20.19.0 died of a cache that 20.20.2 had made. */
function program(): string {
  const { version, platform, arch, execPath } = process;
  programName ??= `${version}-${platform}-${arch}-${statSync(execPath).size}`;
  return programName;
}

/** A name for the place of a file. */
function place(filename: string): string {
  let number = 0;
  for (let i = 0; i < filename.length; i++) number = (Math.imul(number, 31) + filename.charCodeAt(i)) >>> 0;
  return number.toString(36);
}

/** Out: a cache that lies in this memory. */
function readCache(cacheFile: string, sourceChecksum: number, memory: Buffer): Cache | undefined {
  let bytes: Buffer;
  try {
    const file = openSync(cacheFile, 'r');
    try {
      const { uid, mode, size } = fstatSync(file);
      if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return undefined;
      bytes = memoryOf(size, memory);
      if (readSync(file, bytes, 0, size, 0) !== size) return undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  const end = bytes.indexOf(0x0a);
  const [ofSource, ofData, ...commands] = bytes.toString('latin1', 0, Math.max(end, 0)).trimEnd().split(' ');
  if (ofSource !== String(sourceChecksum)) return undefined;
  const data = bytes.subarray(end + 1);
  return ofData === String(checksum(data)) ? { commands, data } : undefined;
}

/** Writes a cache beside its place and renames it, so that no run reads half of one. Failing is no harm. */
function keep({ script, sourceChecksum, cacheFile, commands }: LoadedFile, command: string): void {
  const beside = `${cacheFile}.${process.pid}`;
  try {
    const data = script.createCachedData();
    const words = [sourceChecksum, checksum(data), ...[...commands, command].slice(-MAX_COMMANDS)].join(' ');
    const line = `${words.padEnd(ALIGNED_BYTES * Math.ceil((words.length + 1) / ALIGNED_BYTES) - 1)}\n`;
    writeFileSync(beside, Buffer.concat([Buffer.from(line, 'latin1'), data]), {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(beside, cacheFile);
  } catch {
    rmSync(beside, { force: true });
  }
}

/** Removes what programs left that have been moved or removed since. */
function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const file = `${folder}/${name}`;
      const isCache = name.includes('-v20.') && /\.cache(?:\.\d+)?$/.test(name);
      if (isCache && Date.now() - statSync(file).atimeMs > UNUSED_MS) rmSync(file);
    }
  } catch {
    // The folder is another start's as well.
  }
}
