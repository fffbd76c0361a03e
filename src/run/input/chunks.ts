import { closeSync, constants, fstatSync, openSync, read, readSync, type Stats, statSync } from 'node:fs';
import { SipexecError } from '../../errors.js';
import { bytesOf } from '../../rawWords.js';
import { systemReason } from '../../systemReason.js';

/** An input cannot be opened or read. */
export class InputError extends SipexecError {}

const FIRST_READ_BYTES = 65_536;
/** For a larger buffer the system hands out new pages each time and clears them first: a third of the time of a large capture. */
const READ_BYTES = 262_144;
/** A file that is no longer than these is not worth another thread. */
const PIECES_READ_AT_ONCE = 4;
/** How long a file is read at a stretch before signals and the commands that run get a chance. */
const BREATH_MS = 50;

/** An input that was opened. */
export interface OpenInput {
  /** A pipe or a socket: the next piece may be long in coming. Of anything else the next piece is there, or the end is. */
  readonly isLive: boolean;
  /** Fresh buffers that may be kept. Reading them throws InputError. */
  readonly chunks: AsyncGenerator<Buffer, void>;
}

/**
 * Opens an input to be read piece by piece: a file's name, or `-` for standard input. A pipe is read as it fills, without
 * waiting for more.
 * @throws InputError, also where standard input is a terminal
 */
export function openInput(input: string, isStdinTerminal: boolean): OpenInput {
  const name = inputName(input);
  if (input === '-' && isStdinTerminal) {
    throw new InputError('no input: give a file, or pipe a message or capture to standard input');
  }
  const fd = input === '-' ? 0 : openFile(input, name);
  const stats = fstat(fd, name);
  if (stats.isDirectory()) throw new InputError(`cannot read ${name}: it is a directory`);
  const isLive = stats.isFIFO() || stats.isSocket();
  return { isLive, chunks: isLive ? chunksOfStream(fd, name) : chunksOfFile(fd, name, stats) };
}

/** How an input is called in messages. */
export function inputName(input: string): string {
  return input === '-' ? 'standard input' : input;
}

function openFile(path: string, name: string): number {
  const { O_RDONLY, O_NONBLOCK } = constants;
  try {
    // open(2) of a named pipe waits for a writer, and no signal would be heard until one comes.
    const bytes = bytesOf(path);
    return openSync(bytes, statSync(bytes).isFIFO() ? O_RDONLY | O_NONBLOCK : O_RDONLY);
  } catch (error) {
    throw cannotRead(name, error);
  }
}

function fstat(fd: number, name: string): Stats {
  try {
    return fstatSync(fd);
  } catch (error) {
    throw cannotRead(name, error);
  }
}

/**
 * A file is read at once, piece by piece. Of a longer one, the next piece is read on another thread while what came before
 * is looked at; waiting for it gives signals and commands their chance, too.
 */
async function* chunksOfFile(fd: number, name: string, stats: Stats): AsyncGenerator<Buffer> {
  const isSmall = stats.isFile() && stats.size < FIRST_READ_BYTES;
  const size = isSmall ? stats.size + 1 : READ_BYTES;
  let breathAt = performance.now() + BREATH_MS;
  let ahead: Promise<Buffer> | undefined;
  try {
    for (let pieces = 1; ; pieces++) {
      const piece = ahead === undefined ? readNow(fd, size, name) : await ahead;
      if (piece.length === 0) return;
      if (stats.isFile() && pieces >= PIECES_READ_AT_ONCE) ahead = readAhead(fd, size, name);
      yield piece;
      if (ahead !== undefined || performance.now() < breathAt) continue;
      await new Promise((resolve) => setImmediate(resolve));
      breathAt = performance.now() + BREATH_MS;
    }
  } finally {
    await ahead?.catch(() => {});
    if (fd !== 0) closeSync(fd);
  }
}

function readNow(fd: number, size: number, name: string): Buffer {
  const buffer = Buffer.allocUnsafeSlow(size);
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, size, null));
  } catch (error) {
    throw cannotRead(name, error);
  }
}

function readAhead(fd: number, size: number, name: string): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(size);
  const piece = new Promise<Buffer>((resolve, reject) => {
    read(fd, buffer, 0, size, null, (error, bytes) => {
      if (error === null) resolve(buffer.subarray(0, bytes));
      else reject(cannotRead(name, error));
    });
  });
  // Whoever wants the piece hears of the failure; until then nobody listens.
  piece.catch(() => {});
  return piece;
}

function cannotRead(name: string, error: unknown): InputError {
  return new InputError(`cannot read ${name}: ${systemReason(error)}`);
}

async function* chunksOfStream(fd: number, name: string): AsyncGenerator<Buffer> {
  const { Socket } = await import('node:net');
  const stream = new Socket({ fd, readable: true, writable: false });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw cannotRead(name, error);
  }
}
