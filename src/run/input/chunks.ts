import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { SipexecError } from '../../errors.js';
import { bytesOf } from '../../rawWords.js';
import { systemReason } from '../../systemReason.js';

/** An input cannot be opened or read. */
export class InputError extends SipexecError {}

const FIRST_READ_BYTES = 65_536;
/** Larger pieces are fresh pages of the system each time, which it must clear first: a third of the time of a large capture. */
const READ_BYTES = 262_144;
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
    throw new InputError(`cannot read ${name}: ${systemReason(error)}`);
  }
}

function fstat(fd: number, name: string): Stats {
  try {
    return fstatSync(fd);
  } catch (error) {
    throw new InputError(`cannot read ${name}: ${systemReason(error)}`);
  }
}

async function* chunksOfFile(fd: number, name: string, stats: Stats): AsyncGenerator<Buffer> {
  const isSmall = stats.isFile() && stats.size < FIRST_READ_BYTES;
  let breathAt = performance.now() + BREATH_MS;
  for (;;) {
    const buffer = Buffer.allocUnsafeSlow(isSmall ? stats.size + 1 : READ_BYTES);
    const bytes = read(fd, buffer, name);
    if (bytes === 0) break;
    yield buffer.subarray(0, bytes);
    if (performance.now() < breathAt) continue;
    await new Promise((resolve) => setImmediate(resolve));
    breathAt = performance.now() + BREATH_MS;
  }
  if (fd !== 0) closeSync(fd);
}

function read(fd: number, buffer: Buffer, name: string): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, null);
  } catch (error) {
    throw new InputError(`cannot read ${name}: ${systemReason(error)}`);
  }
}

async function* chunksOfStream(fd: number, name: string): AsyncGenerator<Buffer> {
  const { Socket } = await import('node:net');
  const stream = new Socket({ fd, readable: true, writable: false });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new InputError(`cannot read ${name}: ${systemReason(error)}`);
  }
}
