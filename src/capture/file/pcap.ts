import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import { Dissector } from '../dissector.js';
import { type RecordFormat, RecordStream, recordReader } from './recordStream.js';

/** What the first four bytes of a pcap file say, read in the file's own byte order. */
interface Variant {
  readonly nanosecondsPerUnit: number;
  /** Bytes of a record's header. */
  readonly recordHeader: number;
  /** Bytes that follow the file's header of 24. */
  readonly extraHeader: number;
}

/** Magic numbers of libpcap's format and of those who changed it without asking. */
function variantOf(magic: number): Variant | undefined {
  switch (magic) {
    case 0xa1b2c3d4: // libpcap, microseconds
      return { nanosecondsPerUnit: 1000, recordHeader: 16, extraHeader: 0 };
    case 0xa1b23c4d: // libpcap, nanoseconds
      return { nanosecondsPerUnit: 1, recordHeader: 16, extraHeader: 0 };
    case 0xa1b2cd34: // Kuznetzov's patch: interface, protocol and packet type in each record
      return { nanosecondsPerUnit: 1000, recordHeader: 24, extraHeader: 0 };
    case 0xa1e2cb12: // Nokia: four more bytes in each record
      return { nanosecondsPerUnit: 1000, recordHeader: 20, extraHeader: 0 };
    case 0x1c0001ac: // Ixia hardware, nanoseconds; the length of all records follows the header
    case 0x1c0001ab: // Ixia software
      return { nanosecondsPerUnit: 1, recordHeader: 16, extraHeader: 4 };
    default:
      return undefined;
  }
}

/** Whether a file that begins with these bytes (four suffice) is a pcap file, in either byte order. */
export function isPcap(firstBytes: Buffer): boolean {
  if (firstBytes.length < 4) return false;
  return (
    variantOf(firstBytes.readUInt32LE(0)) !== undefined || variantOf(firstBytes.readUInt32BE(0)) !== undefined
  );
}

/** Reads a pcap file (draft-ietf-opsawg-pcap), old and patched kinds too, that arrives in pieces. */
export function pcapReader(sink: CaptureSink, inputName: string): CaptureReader {
  const file = new PcapFile(sink, inputName);
  return recordReader(file);
}

const fileHeaderBytes = 24;
/** The longest packet that is believed, as by libpcap and Wireshark: longer ones do not come from a network. */
const longestRecord = 262_144;

class PcapFile implements RecordFormat {
  readonly stream = new RecordStream(this);
  readonly #dissector: Dissector;
  #variant: Variant | undefined;
  #headerRead = false;
  #littleEndian = true;
  #linkType = 0;
  #lengthsSwapped: 'never' | 'when-impossible' | 'always' = 'never';

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {
    this.#dissector = new Dissector(sink, inputName);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    const available = end - start;
    if (!this.#headerRead) return this.#headerLength(bytes, start, available);
    const header = (this.#variant as Variant).recordHeader;
    if (available < header) return header;
    const captured = this.#capturedLength(bytes, start);
    if (captured > longestRecord) {
      const packet = this.#dissector.current.frame + 1;
      this.#report('bad-record', `packet ${packet} claims ${captured} bytes; the rest cannot be read`);
      return -1;
    }
    return header + captured;
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    if (!this.#headerRead) {
      this.#readHeader(bytes, start);
      return;
    }
    const { nanosecondsPerUnit, recordHeader } = this.#variant as Variant;
    const packet = this.#dissector.current;
    packet.frame++;
    packet.offsetBytes = offsetBytes;
    packet.seconds = this.#uint32(bytes, start);
    packet.nanoseconds = this.#uint32(bytes, start + 4) * nanosecondsPerUnit;
    if (packet.nanoseconds >= 1e9) carrySeconds(packet);
    const wireLength = this.#swapped(bytes, start)
      ? this.#uint32(bytes, start + 8)
      : this.#uint32(bytes, start + 12);
    this.#dissector.frame(this.#linkType, bytes, start + recordHeader, end, wireLength);
  }

  end(): void {
    if (this.stream.stopped) {
      // Reported where it happened.
    } else if (!this.#headerRead) {
      this.#report('truncated-file', 'the file ends within its header');
    } else if (this.stream.pendingBytes > 0) {
      this.#report('truncated-file', `the file ends within packet ${this.#dissector.current.frame + 1}`);
    }
    this.#dissector.end();
  }

  #headerLength(bytes: Buffer, start: number, available: number): number {
    if (available < 4) return fileHeaderBytes;
    const little = variantOf(bytes.readUInt32LE(start));
    const variant = little ?? variantOf(bytes.readUInt32BE(start));
    if (variant === undefined) {
      this.#report('bad-header', 'not the header of a pcap file');
      return -1;
    }
    this.#littleEndian = little !== undefined;
    this.#variant = variant;
    return fileHeaderBytes + variant.extraHeader;
  }

  #readHeader(bytes: Buffer, start: number): void {
    const major = this.#uint16(bytes, start + 4);
    const minor = this.#uint16(bytes, start + 6);
    // Files before version 2.3, and some of 2.3, have a record's two lengths the other way round.
    if (major === 543 || (major === 2 && minor < 3)) this.#lengthsSwapped = 'always';
    else if (major === 2 && minor === 3) this.#lengthsSwapped = 'when-impossible';
    // The upper half may tell the length of a frame check sequence.
    this.#linkType = this.#uint32(bytes, start + 20) & 0xffff;
    this.#headerRead = true;
  }

  #capturedLength(bytes: Buffer, start: number): number {
    return this.#swapped(bytes, start) ? this.#uint32(bytes, start + 12) : this.#uint32(bytes, start + 8);
  }

  #swapped(bytes: Buffer, start: number): boolean {
    if (this.#lengthsSwapped === 'never') return false;
    if (this.#lengthsSwapped === 'always') return true;
    return this.#uint32(bytes, start + 8) > this.#uint32(bytes, start + 12);
  }

  /** By hand, as Buffer's own functions check their arguments at every call. */
  #uint32(bytes: Buffer, at: number): number {
    const high = this.#littleEndian ? this.#uint16(bytes, at + 2) : this.#uint16(bytes, at);
    const low = this.#littleEndian ? this.#uint16(bytes, at) : this.#uint16(bytes, at + 2);
    return high * 0x1_0000 + low;
  }

  #uint16(bytes: Buffer, at: number): number {
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    return this.#littleEndian ? (second << 8) | first : (first << 8) | second;
  }

  #report(kind: string, message: string): void {
    this.sink.problem({
      kind,
      message,
      place: { input: this.inputName, offsetBytes: this.stream.offsetBytes },
    });
  }
}

/** A fraction of a second that is more than one, as files that were edited have it. */
function carrySeconds(packet: { seconds: number; nanoseconds: number }): void {
  packet.seconds += Math.floor(packet.nanoseconds / 1e9);
  packet.nanoseconds %= 1e9;
}
