/**
 * The one buffer that OpenSIPS puts most transformed values in. A transformation of a value that already lies there
 * writes over what it still has to read, so that values are views of the buffer here, too, and written byte by byte.
 */
export class Workspace {
  private buffer: Buffer | undefined;

  /** The whole buffer. */
  get bytes(): Buffer {
    this.buffer ??= Buffer.alloc(65536);
    return this.buffer;
  }

  /** The bytes as a value in the buffer. */
  put(bytes: Uint8Array): Buffer {
    this.bytes.set(bytes);
    return this.bytes.subarray(0, bytes.length);
  }
}
