import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import { readHep3 } from '../hep/hep3.js';
import { MessageOutput } from '../messageOutput.js';
import { isHep3 } from '../stream/hepStream.js';
import { RecordFile } from './recordFile.js';
import { recordReader } from './recordStream.js';

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

class HepFile extends RecordFile {
  readonly #output: MessageOutput;
  #frame = 0;

  constructor(sink: CaptureSink, inputName: string) {
    super(sink, inputName);
    this.#output = new MessageOutput(sink, inputName);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    if (end - start < headerBytes) return headerBytes;
    const length = isHep3(bytes, start, end) ? bytes.readUInt16BE(start + 4) : 0;
    if (length >= headerBytes) return length;
    return this.refuse('bad-record', `no HEP packet follows packet ${this.#frame}`);
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    this.#frame++;
    const arrival = {
      inputName: this.inputName,
      frame: this.#frame,
      offsetBytes,
      seconds: Number.NaN,
      nanoseconds: 0,
    };
    readHep3(bytes, start, end, arrival, this.#output);
  }

  end(): void {
    this.reportCut(true, this.#frame + 1);
  }
}
