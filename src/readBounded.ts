import { closeSync, openSync, readSync } from 'node:fs';

/** No suite, script or configuration is this long; what is may have no end at all. */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;
const PIECE_BYTES = 65_536;

/**
 * Reads a file as a whole.
 * @throws what Node's functions for files throw; an error with the code EFBIG past 64 MiB
 */
export function readBounded(file: string): Buffer {
  const fd = openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let length = 0; length <= MAX_INPUT_BYTES; ) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const bytes = readSync(fd, piece);
      if (bytes === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, bytes));
      length += bytes;
    }
  } finally {
    closeSync(fd);
  }
  throw Object.assign(new Error('it has more than 64 MiB'), { code: 'EFBIG' });
}
