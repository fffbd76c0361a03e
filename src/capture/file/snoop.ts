import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { CaptureSeries } from '../conversations.js';
import { Dissector } from '../dissector.js';
import { RecordFile } from './recordFile.js';
import { recordReader } from './recordStream.js';

const magic = Buffer.from('snoop\0\0\0', 'latin1');
const fileHeaderBytes = 16;
const recordHeaderBytes = 24;
/** The longest record that is believed. */
const maxRecordBytes = 262_144 + recordHeaderBytes;

/** Whether a file that begins with these bytes (at least five; eight leave no doubt) was written by Solaris's snoop. */
export function isSnoop(firstBytes: Buffer): boolean {
  const length = Math.min(firstBytes.length, magic.length);
  return length >= 5 && firstBytes.compare(magic, 0, length, 0, length) === 0;
}

/** Reads a snoop file (RFC 1761) that arrives in pieces. */
export function snoopReader(sink: CaptureSink, inputName: string, series?: CaptureSeries): CaptureReader {
  const file = new SnoopFile(sink, inputName, series);
  return recordReader(file);
}

class SnoopFile extends RecordFile {
  readonly #dissector: Dissector;
  #headerRead = false;
  #linkType = -1;

  constructor(sink: CaptureSink, inputName: string, series: CaptureSeries | undefined) {
    super(sink, inputName);
    this.#dissector = new Dissector(sink, inputName, series);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    if (!this.#headerRead) {
      if (end - start < fileHeaderBytes) return fileHeaderBytes;
      if (isSnoop(bytes.subarray(start, end))) return fileHeaderBytes;
      return this.refuse('bad-header', 'not the header of a snoop file');
    }
    if (end - start < recordHeaderBytes) return recordHeaderBytes;
    const recordLength = bytes.readUInt32BE(start + 8);
    if (recordLength >= recordHeaderBytes && recordLength <= maxRecordBytes) return recordLength;
    return this.refuse(
      'bad-record',
      `packet ${this.#dissector.current.frame + 1} claims ${recordLength} bytes`,
    );
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    if (!this.#headerRead) {
      this.#headerRead = true;
      this.#linkType = linkTypeOf(bytes.readUInt32BE(start + 12));
      return;
    }
    const packet = this.#dissector.current;
    packet.frame++;
    packet.offsetBytes = offsetBytes;
    packet.seconds = bytes.readUInt32BE(start + 16);
    packet.nanoseconds = bytes.readUInt32BE(start + 20) * 1000;
    const at = start + recordHeaderBytes;
    const included = bytes.readUInt32BE(start + 4);
    if (included > end - at) {
      packet.report('bad-length', `a packet of ${included} bytes in a record that has room for ${end - at}`);
    }
    this.#dissector.frame(this.#linkType, bytes, at, Math.min(end, at + included), bytes.readUInt32BE(start));
  }

  end(): void {
    this.reportCut(this.#headerRead, this.#dissector.current.frame + 1);
    this.#dissector.end();
  }
}

/** RFC 1761 §4 numbers its data links in its own way; IEEE 802.3 and Ethernet tell themselves apart by the frame. */
function linkTypeOf(dataLink: number): number {
  return dataLink === 0 || dataLink === 4 ? 1 : 0x10000 + dataLink;
}
