/**
 * The one buffer that OpenSIPS puts the results of most transformations in. A transformation whose value already lies
 * there overwrites what it has not read yet. To give the same results, values are views of this buffer here, too, and
 * are written byte by byte.
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
