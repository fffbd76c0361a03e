import { closeSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Writes bytes into a pipe and closes it. A reader that goes away is no error: a command need not read its input.
 * In: the non-blocking write end of a pipe, which this function takes over.
 * Out: a function that gives up what has not been written yet.
 */
export function writeInput(fd: number, input: Buffer): () => void {
  // What fits into the pipe, and nearly every message does, needs no stream.
  const written = writeWhatFits(fd, input);
  if (written === input.length) {
    closeSync(fd);
    return () => {};
  }
  const socket = new Socket({ fd, readable: false, writable: true });
  socket.on('error', () => socket.destroy());
  socket.end(input.subarray(written));
  return () => socket.destroy();
}

function writeWhatFits(fd: number, input: Buffer): number {
  try {
    return writeSync(fd, input);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : input.length;
  }
}
