import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { CaptureSeries } from '../conversations.js';
import { Dissector } from '../dissector.js';
import { RecordFile } from './recordFile.js';
import { recordReader } from './recordStream.js';

/** What the first four bytes of a pcap file say, read in the file's own byte order. */
interface Variant {
  readonly nanosecondsPerUnit: number;
  /** Bytes of a record's header; where the first bytes leave a choice, the more usual one comes first. */
  readonly recordHeaders: readonly number[];
  /** Bytes that follow the file's header of 24. */
  readonly extraHeader: number;
}

/** Magic numbers of libpcap's format, and of the patched formats that other programs wrote under their own. */
function variantOf(magic: number): Variant | undefined {
  switch (magic) {
    case 0xa1b2c3d4: // libpcap, microseconds; Nokia adds four bytes to each record, Red Hat 6.1 eight
      return { nanosecondsPerUnit: 1000, recordHeaders: [16, 20, 24], extraHeader: 0 };
    case 0xa1b23c4d: // libpcap, nanoseconds
      return { nanosecondsPerUnit: 1, recordHeaders: [16], extraHeader: 0 };
    case 0xa1b2cd34: // Kuznetzov's patch: interface, protocol and packet type in each record; SuSE 6.3 adds four bytes
      return { nanosecondsPerUnit: 1000, recordHeaders: [24, 28], extraHeader: 0 };
    case 0xa1e2cb12: // Nokia: four more bytes in each record
      return { nanosecondsPerUnit: 1000, recordHeaders: [20], extraHeader: 0 };
    case 0x1c0001ac: // Ixia hardware, nanoseconds; the length of all records follows the header
    case 0x1c0001ab: // Ixia software
      return { nanosecondsPerUnit: 1, recordHeaders: [16], extraHeader: 4 };
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
export function pcapReader(sink: CaptureSink, inputName: string, series?: CaptureSeries): CaptureReader {
  const file = new PcapFile(sink, inputName, series);
  return recordReader(file);
}

const fileHeaderBytes = 24;
/** What the records of all variants begin with: seconds, fraction, two lengths. */
const leastHeaderBytes = 16;
/** The longest packet that is believed, as by libpcap and Wireshark: longer ones do not come from a network. */
const maxRecordBytes = 262_144;
/** How far apart the first two packets of a capture are believed to be when they must tell its variant: a year. */
const maxDistanceSeconds = 31_536_000;

class PcapFile extends RecordFile {
  readonly #dissector: Dissector;
  #variant: Variant | undefined;
  #headerRead = false;
  #isFirstRecord = true;
  #isSettled = false;
  #littleEndian = true;
  #linkType = 0;
  #recordHeader = 16;
  #lengthsSwapped: 'never' | 'when-impossible' | 'always' = 'never';

  constructor(sink: CaptureSink, inputName: string, series: CaptureSeries | undefined) {
    super(sink, inputName);
    this.#dissector = new Dissector(sink, inputName, series);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    const available = end - start;
    if (!this.#headerRead) return this.#headerLength(bytes, start, available);
    if (this.#isHeaderAgain(bytes, start, available)) {
      this.#startFile();
      return this.#headerLength(bytes, start, available);
    }
    if (this.#isFirstRecord && !this.#isSettled) {
      const wanted = this.#bytesOfChoice(bytes, start, available);
      if (available < wanted) return wanted;
      if (wanted > 0) this.#chooseRecordHeader(bytes, start, end);
    }
    const header = this.#recordHeader;
    if (available < header) return header;
    const captured = this.#capturedLength(bytes, start);
    if (captured > maxRecordBytes) {
      const packet = this.#dissector.current.frame + 1;
      return this.refuse('bad-record', `packet ${packet} claims ${captured} bytes`);
    }
    return header + captured;
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    if (!this.#headerRead) {
      this.#readHeader(bytes, start);
      return;
    }
    const { nanosecondsPerUnit } = this.#variant as Variant;
    this.#isFirstRecord = false;
    const packet = this.#dissector.current;
    packet.frame++;
    packet.offsetBytes = offsetBytes;
    packet.seconds = this.#uint32(bytes, start);
    packet.nanoseconds = this.#uint32(bytes, start + 4) * nanosecondsPerUnit;
    if (packet.nanoseconds >= 1e9) carrySeconds(packet);
    const wireLength = this.#swapped(bytes, start)
      ? this.#uint32(bytes, start + 8)
      : this.#uint32(bytes, start + 12);
    this.#dissector.frame(this.#linkType, bytes, start + this.#recordHeader, end, wireLength);
  }

  /** Takes the first packet without having seen the second, which may be long in coming, or never come. */
  settle(): void {
    this.#isSettled = true;
    this.stream.settle();
    this.#isSettled = false;
  }

  end(): void {
    this.settle();
    this.reportCut(this.#headerRead, this.#dissector.current.frame + 1);
    this.#dissector.end();
  }

  #headerLength(bytes: Buffer, start: number, available: number): number {
    if (available < 4) return fileHeaderBytes;
    const little = variantOf(bytes.readUInt32LE(start));
    const variant = little ?? variantOf(bytes.readUInt32BE(start));
    if (variant === undefined) return this.refuse('bad-header', 'not the header of a pcap file');
    this.#littleEndian = little !== undefined;
    this.#variant = variant;
    this.#recordHeader = variant.recordHeaders[0] as number;
    return fileHeaderBytes + variant.extraHeader;
  }

  /** Whether the header of another pcap file stands where a record would begin: two files were joined with `cat`. */
  #isHeaderAgain(bytes: Buffer, start: number, available: number): boolean {
    // This is checked for every record, so the cheap check comes first: the version, which no fraction of a second looks like.
    const version = (bytes[start + 4] as number) + (bytes[start + 5] as number);
    if (version !== 2 || available < 8) return false;
    const isLittle = variantOf(bytes.readUInt32LE(start)) !== undefined;
    if (!isLittle && variantOf(bytes.readUInt32BE(start)) === undefined) return false;
    const major = isLittle ? bytes.readUInt16LE(start + 4) : bytes.readUInt16BE(start + 4);
    const minor = isLittle ? bytes.readUInt16LE(start + 6) : bytes.readUInt16BE(start + 6);
    return major === 2 && minor <= 4;
  }

  #startFile(): void {
    const packet = this.#dissector.current.frame;
    const message = `another pcap file begins behind packet ${packet}; it is read as a part of this one`;
    this.report('joined-files', message, 'format');
    this.#headerRead = false;
    this.#lengthsSwapped = 'never';
    this.#isFirstRecord = true;
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

  /**
   * How many bytes of a first record tell which variant it is of: those to the end of the second record's header. 0 where
   * there is nothing to choose, or no second record.
   */
  #bytesOfChoice(bytes: Buffer, start: number, available: number): number {
    const { recordHeaders } = this.#variant as Variant;
    if (recordHeaders.length === 1) return 0;
    if (available < leastHeaderBytes) return leastHeaderBytes;
    const captured = this.#capturedLength(bytes, start);
    return captured > maxRecordBytes ? 0 : captured + Math.max(...recordHeaders) + leastHeaderBytes;
  }

  /**
   * Decides between variants with the same magic number, which differ in the length of a record's header: takes the first
   * length with which the second record has a header that makes sense, or else the usual one.
   */
  #chooseRecordHeader(bytes: Buffer, start: number, end: number): void {
    const { recordHeaders } = this.#variant as Variant;
    const second = start + this.#capturedLength(bytes, start);
    const seconds = this.#uint32(bytes, start);
    const makesSense = (header: number) => this.#mayBeRecord(bytes, second + header, end, seconds);
    this.#recordHeader = recordHeaders.find(makesSense) ?? this.#recordHeader;
  }

  /**
   * Whether a record can begin at `at`: its fraction is less than a second, its lengths are possible, and its time is not
   * far from `seconds`. Without the check of the time, most records could as well begin four bytes later.
   */
  #mayBeRecord(bytes: Buffer, at: number, end: number, seconds: number): boolean {
    if (end - at < leastHeaderBytes || Math.abs(this.#uint32(bytes, at) - seconds) > maxDistanceSeconds)
      return false;
    const captured = this.#capturedLength(bytes, at);
    const wire = this.#uint32(bytes, at + (this.#swapped(bytes, at) ? 8 : 12));
    return this.#uint32(bytes, at + 4) < 1_000_000 && captured <= maxRecordBytes && captured <= wire;
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
}

/** Carries a fraction of a second and more over to the seconds; captures that were edited have such. */
function carrySeconds(packet: { seconds: number; nanoseconds: number }): void {
  packet.seconds += Math.floor(packet.nanoseconds / 1e9);
  packet.nanoseconds %= 1e9;
}
