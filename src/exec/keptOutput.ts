import type { Warning } from '../warnings.js';

/** How much of each output of a command is kept for a report. */
const MAX_KEPT_BYTES = 1_048_576;

/** What a command printed, as far as a report repeats it. */
export class KeptOutput {
  readonly stdout = new KeptStream();
  readonly stderr = new KeptStream();

  /** Warns (`output-cut`) of an output of which only the beginning is kept. */
  get warnings(): Warning[] {
    return (['stdout', 'stderr'] as const)
      .filter((name) => this[name].isCut)
      .map((name) => ({
        code: 'output-cut',
        message: `only the first ${this[name].bytes.length} bytes of ${name} are kept in the report`,
      }));
  }
}

/** Keeps the beginning of one output stream. */
export class KeptStream {
  private readonly pieces: Buffer[] = [];
  private keptBytes = 0;
  /** True when there was more than was kept. */
  isCut = false;

  take(chunk: Buffer): void {
    const room = MAX_KEPT_BYTES - this.keptBytes;
    if (chunk.length > room) this.isCut = true;
    if (room <= 0) return;
    const piece = chunk.subarray(0, room);
    this.pieces.push(piece);
    this.keptBytes += piece.length;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }
}
