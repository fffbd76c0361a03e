import { closeSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** The writing of one input, which may outlive the call that began it. */
export interface InputWriting {
  /** Gives up what has not been written yet. */
  abandon(): void;
  /** How many bytes the pipe has taken so far: all, or at least so many. */
  writtenBytes(): number;
}

/**
 * Writes bytes into a pipe and closes it. A reader that goes away is no error: a command need not read its input.
 * In: the non-blocking write end of a pipe, which this function takes over.
 */
export function writeInput(fd: number, input: Buffer): InputWriting {
  // What fits into the pipe, and nearly every message does, needs no stream.
  const { written, isOver } = writeWhatFits(fd, input);
  if (isOver) {
    closeSync(fd);
    return { abandon: () => {}, writtenBytes: () => written };
  }
  const socket = new Socket({ fd, readable: false, writable: true });
  socket.on('error', () => socket.destroy());
  socket.end(input.subarray(written));
  return {
    abandon: () => void socket.destroy(),
    writtenBytes: () => (socket.writableFinished ? input.length : written),
  };
}

/** Over where all was written, or where nobody reads any more. */
function writeWhatFits(fd: number, input: Buffer): { written: number; isOver: boolean } {
  try {
    const written = writeSync(fd, input);
    return { written, isOver: written === input.length };
  } catch (error) {
    return { written: 0, isOver: (error as NodeJS.ErrnoException).code !== 'EAGAIN' };
  }
}
