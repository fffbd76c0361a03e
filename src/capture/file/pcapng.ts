import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { CaptureSeries } from '../conversations.js';
import { Dissector } from '../dissector.js';
import { type CaptureInterface, readInterface } from './pcapngInterface.js';
import { RecordFile } from './recordFile.js';
import { recordReader } from './recordStream.js';

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;

/** The longest block that is held; a longer one of a kind that is read ends the reading. */
const maxBlockBytes = 16 * 1024 * 1024;

/** Whether a file that begins with these bytes (at least four; twelve leave no doubt) is a pcapng file. */
export function isPcapng(firstBytes: Buffer): boolean {
  if (firstBytes.length < 4 || firstBytes.readUInt32BE(0) !== sectionHeader) return false;
  return firstBytes.length < 12 || byteOrderAt(firstBytes, 8) !== undefined;
}

function byteOrderAt(bytes: Buffer, at: number): 'little' | 'big' | undefined {
  if (bytes.readUInt32LE(at) === 0x1a2b3c4d) return 'little';
  return bytes.readUInt32BE(at) === 0x1a2b3c4d ? 'big' : undefined;
}

/** Reads a pcapng file (draft-ietf-opsawg-pcapng) of any sections and interfaces that arrives in pieces. */
export function pcapngReader(sink: CaptureSink, inputName: string, series?: CaptureSeries): CaptureReader {
  const file = new PcapngFile(sink, inputName, series);
  return recordReader(file);
}

class PcapngFile extends RecordFile {
  readonly #dissector: Dissector;
  #littleEndian = true;
  #inSection = false;
  #interfaces: CaptureInterface[] = [];

  constructor(sink: CaptureSink, inputName: string, series: CaptureSeries | undefined) {
    super(sink, inputName);
    this.#dissector = new Dissector(sink, inputName, series);
  }

  lengthAt(bytes: Buffer, start: number, end: number): number {
    if (end - start < 12) return 12;
    const isSection = bytes.readUInt32BE(start) === sectionHeader;
    if (isSection) {
      const order = byteOrderAt(bytes, start + 8);
      if (order === undefined) return this.refuse('bad-header', 'a section header without a byte order');
      this.#littleEndian = order === 'little';
    } else if (!this.#inSection) return this.refuse('bad-header', 'not the header of a pcapng file');
    const length = this.#uint32(bytes, start + 4);
    if (length < 12 || length % 4 !== 0) return this.refuse('bad-record', `a block claims ${length} bytes`);
    if (!isSection && !isRead(this.#uint32(bytes, start))) return 12;
    if (length > maxBlockBytes) return this.refuse('bad-record', `a block claims ${length} bytes`);
    return length;
  }

  record(bytes: Buffer, start: number, end: number, offsetBytes: number): void {
    if (bytes.readUInt32BE(start) === sectionHeader) {
      this.#inSection = true;
      this.#interfaces = [];
      return;
    }
    const type = this.#uint32(bytes, start);
    this.#dissector.current.offsetBytes = offsetBytes;
    switch (type) {
      case enhancedPacket:
        this.#readEnhanced(bytes, start + 8, end - 4);
        break;
      case simplePacket:
        this.#readSimple(bytes, start + 8, end - 4);
        break;
      case obsoletePacket:
        this.#readObsolete(bytes, start + 8, end - 4);
        break;
      case interfaceDescription:
        this.#interfaces.push(readInterface(bytes, start + 8, end - 4, this.#littleEndian));
        break;
      default:
        if (countsAsFrame(type)) this.#dissector.current.frame++;
        this.stream.skip(this.#uint32(bytes, start + 4) - 12);
    }
  }

  end(): void {
    if (!this.stream.stopped) {
      if (this.stream.pendingBytes > 0) {
        this.report(
          'truncated-file',
          `the file ends within the block after packet ${this.#dissector.current.frame}`,
        );
      } else if (!this.#inSection) this.report('truncated-file', 'the file ends within its header');
    }
    this.#dissector.end();
  }

  /** Interface, time in two halves, captured length, length on the wire, the packet, options. */
  #readEnhanced(bytes: Buffer, start: number, end: number): void {
    if (end - start < 20) {
      this.#badPacket(end - start);
      return;
    }
    this.#readPacket(bytes, start, end, this.#uint32(bytes, start));
  }

  /** The block that came before the enhanced one: a shorter interface number and a count of drops in its first word. */
  #readObsolete(bytes: Buffer, start: number, end: number): void {
    if (end - start < 20) {
      this.#badPacket(end - start);
      return;
    }
    const id = this.#littleEndian ? bytes.readUInt16LE(start) : bytes.readUInt16BE(start);
    this.#readPacket(bytes, start, end, id);
  }

  #readPacket(bytes: Buffer, start: number, end: number, interfaceId: number): void {
    const packet = this.#dissector.current;
    packet.frame++;
    const origin = this.#interfaces[interfaceId];
    if (origin === undefined) {
      packet.report(
        'bad-interface',
        `a packet of interface ${interfaceId}, which the file does not describe`,
      );
      return;
    }
    const captured = this.#uint32(bytes, start + 12);
    if (captured > end - start - 20) {
      this.#badLength(captured, end - start - 20);
      return;
    }
    origin.setTime(packet, this.#uint32(bytes, start + 4), this.#uint32(bytes, start + 8));
    const at = start + 20;
    this.#dissector.frame(origin.linkType, bytes, at, at + captured, this.#uint32(bytes, start + 16));
  }

  /** Only the length on the wire and the packet: of the first interface, cut at its snap length, at no known time. */
  #readSimple(bytes: Buffer, start: number, end: number): void {
    if (end - start < 4) {
      this.#badPacket(end - start);
      return;
    }
    const packet = this.#dissector.current;
    packet.frame++;
    const origin = this.#interfaces[0];
    if (origin === undefined) {
      packet.report('bad-interface', 'a simple packet before any interface');
      return;
    }
    const wireLength = this.#uint32(bytes, start);
    const limit = origin.snapLength > 0 ? Math.min(origin.snapLength, wireLength) : wireLength;
    if (limit > end - start - 4) this.#badLength(limit, end - start - 4);
    packet.seconds = Number.NaN;
    packet.nanoseconds = 0;
    this.#dissector.frame(origin.linkType, bytes, start + 4, Math.min(end, start + 4 + limit), wireLength);
  }

  #badPacket(length: number): void {
    this.#dissector.current.frame++;
    this.#badLength(length, 20);
  }

  #badLength(claimed: number, room: number): void {
    this.#dissector.current.report(
      'bad-length',
      `a packet of ${claimed} bytes in a block that has room for ${room}`,
    );
  }

  #uint32(bytes: Buffer, at: number): number {
    return this.#littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
}

function isRead(type: number): boolean {
  return (
    type === enhancedPacket ||
    type === simplePacket ||
    type === obsoletePacket ||
    type === interfaceDescription
  );
}

/** Blocks that hold no packet but that Wireshark numbers as frames: custom blocks, journal entries, sysdig events. */
function countsAsFrame(type: number): boolean {
  switch (type) {
    case 0x00000bad:
    case 0x40000bad:
    case 0x00000009:
    case 0x00000204:
    case 0x00000208:
    case 0x00000216:
    case 0x00000221:
    case 0x00000222:
    case 0x00000223:
      return true;
    default:
      return false;
  }
}
