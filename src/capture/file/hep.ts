import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import { readHep3 } from '../hep/hep3.js';
import { MessageOutput } from '../messageOutput.js';
import { isHep3 } from '../stream/hepStream.js';
import { type RecordFormat, RecordStream, recordReader } from './recordStream.js';

const headerBytes = 6;

/** Whether an input that begins with these bytes (four suffice) is a stream of HEP version 3, as a tracer sends it. */
export function isHep(firstBytes: Buffer): boolean {
  return isHep3(firstBytes, 0, firstBytes.length);
}

/**
 * Reads HEP version 3 packets, one after the other, as they come over a connection from Kamailio, OpenSIPS, heplify
 * and others (`nc -l 9060 | …`). Older versions do not tell their length and cannot be read so.
 */
export function hepReader(sink: CaptureSink, inputName: string): CaptureReader {
  const file = new HepFile(sink, inputName);
  return recordReader(file);
}

class HepFile implements RecordFormat {
  readonly stream = new RecordStream(this);
  readonly #output: MessageOutput;
  #frame = 0;

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {
    this.#output = new MessageOutput(sink, inputName);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    if (end - start < headerBytes) return headerBytes;
    const length = isHep3(bytes, start, end) ? bytes.readUInt16BE(start + 4) : 0;
    if (length >= headerBytes) return length;
    this.#report('bad-record', `no HEP packet follows packet ${this.#frame}; the rest cannot be read`);
    return -1;
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    this.#frame++;
    const arrival = { frame: this.#frame, offsetBytes, seconds: Number.NaN, nanoseconds: 0 };
    readHep3(bytes, start, end, arrival, this.#output);
  }

  end(): void {
    if (this.stream.stopped || this.stream.pendingBytes === 0) return;
    this.#report('truncated-file', `the file ends within packet ${this.#frame + 1}`);
  }

  #report(kind: string, message: string): void {
    this.sink.problem({
      kind,
      message,
      place: { input: this.inputName, offsetBytes: this.stream.offsetBytes },
    });
  }
}
