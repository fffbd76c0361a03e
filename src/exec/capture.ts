/** How much of a command's output is kept for a report. */
const KEPT_OUTPUT_BYTES = 1_048_576;

/** Keeps the beginning of an output stream. */
export class Capture {
  private readonly pieces: Buffer[] = [];
  private kept = 0;
  /** True when there was more than was kept. */
  isCut = false;

  take(chunk: Buffer): void {
    const room = KEPT_OUTPUT_BYTES - this.kept;
    if (chunk.length > room) this.isCut = true;
    if (room <= 0) return;
    const piece = chunk.subarray(0, room);
    this.pieces.push(piece);
    this.kept += piece.length;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }
}
