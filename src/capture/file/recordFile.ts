import type { CaptureProblem, CaptureSink } from '../capturedMessage.js';
import { type RecordFormat, RecordStream } from './recordStream.js';

/** A file that is cut into records, and what is said of its damage. */
export abstract class RecordFile implements RecordFormat {
  readonly stream = new RecordStream(this);

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {}

  abstract lengthAt(bytes: Buffer, start: number, end: number): number;
  abstract record(bytes: Buffer, start: number, end: number, offsetBytes: number): void;
  abstract end(): void;

  /** No record can be read from here on. Out: what `lengthAt` then says. */
  protected refuse(kind: string, message: string): number {
    this.report(kind, `${message}; the rest cannot be read`);
    return -1;
  }

  /** The file ends within its header, or within the packet of that number. */
  protected reportCut(isHeaderRead: boolean, packet: number): void {
    if (this.stream.stopped) return; // Said where it happened.
    if (!isHeaderRead) this.report('truncated-file', 'the file ends within its header');
    else if (this.stream.pendingBytes > 0)
      this.report('truncated-file', `the file ends within packet ${packet}`);
  }

  /** Damage at the record that is awaited. */
  protected report(kind: string, message: string, nature?: CaptureProblem['nature']): void {
    this.sink.problem({
      kind,
      message,
      place: { input: this.inputName, offsetBytes: this.stream.offsetBytes },
      ...(nature === undefined ? {} : { nature }),
    });
  }
}
