import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { CaptureSeries } from '../conversations.js';
import { Dissector } from '../dissector.js';
import { erfHeaderBytes } from '../link/erf.js';
import { RecordFile } from './recordFile.js';
import { recordReader } from './recordStream.js';

const linkType = 197;
/** The type of a padding record, which holds no packet. */
const padType = 48;
const maxType = 29;
/** How many records must make sense before a file is believed to be one: it has no header of its own. */
const judgedRecords = 3;
/** No time stamp is earlier: Endace's cards did not exist before. */
const earliestSeconds = 788_918_400; // 1995
const maxDistanceSeconds = 31_536_000;

/** Whether records of ERF, of which one is there whole, begin with these bytes. */
export function isErf(firstBytes: Buffer): boolean {
  let at = 0;
  let seconds: number | undefined;
  let firstEnd = 0;
  for (let judged = 0; judged < judgedRecords && firstBytes.length - at >= erfHeaderBytes; judged++) {
    const length = firstBytes.readUInt16BE(at + 10);
    if (!mayBeRecord(firstBytes, at, seconds)) return false;
    // A padding record has no time of its own.
    if (typeAt(firstBytes, at) !== padType) seconds ??= firstBytes.readUInt32LE(at + 4);
    at += length;
    if (judged === 0) firstEnd = at;
  }
  return firstEnd > 0 && firstEnd <= firstBytes.length;
}

function mayBeRecord(bytes: Buffer, at: number, otherSeconds: number | undefined): boolean {
  const seconds = bytes.readUInt32LE(at + 4);
  const type = typeAt(bytes, at);
  if (type === 0 || (type > maxType && type !== padType)) return false;
  if (bytes.readUInt16BE(at + 10) < erfHeaderBytes) return false;
  if (type === padType) return true;
  if (seconds < earliestSeconds || bytes.readUInt16BE(at + 14) === 0) return false;
  return otherSeconds === undefined || Math.abs(seconds - otherSeconds) <= maxDistanceSeconds;
}

/** The type of the record that begins at `at`; the highest bit tells of extension headers. */
function typeAt(bytes: Buffer, at: number): number {
  return (bytes[at + 8] as number) & 0x7f;
}

/** Reads a file of Endace's extensible record format that arrives in pieces. */
export function erfReader(sink: CaptureSink, inputName: string, series?: CaptureSeries): CaptureReader {
  const file = new ErfFile(sink, inputName, series);
  return recordReader(file);
}

class ErfFile extends RecordFile {
  readonly #dissector: Dissector;

  constructor(sink: CaptureSink, inputName: string, series: CaptureSeries | undefined) {
    super(sink, inputName);
    this.#dissector = new Dissector(sink, inputName, series);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    if (end - start < erfHeaderBytes) return erfHeaderBytes;
    const length = bytes.readUInt16BE(start + 10);
    if (length >= erfHeaderBytes) return length;
    return this.refuse('bad-record', `packet ${this.#dissector.current.frame + 1} claims ${length} bytes`);
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    if (typeAt(bytes, start) === padType) return;
    const packet = this.#dissector.current;
    packet.frame++;
    packet.offsetBytes = offsetBytes;
    // A fraction of a second in 32 bits, then the seconds.
    packet.seconds = bytes.readUInt32LE(start + 4);
    packet.nanoseconds = Math.floor((bytes.readUInt32LE(start) * 1e9) / 2 ** 32);
    this.#dissector.frame(linkType, bytes, start, end, end - start);
  }

  end(): void {
    this.reportCut(true, this.#dissector.current.frame + 1);
    this.#dissector.end();
  }
}
