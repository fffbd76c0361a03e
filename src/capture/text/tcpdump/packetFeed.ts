import type { CapturedMessage, CaptureSink } from '../../capturedMessage.js';
import { Dissector } from '../../dissector.js';
import type { Entry } from '../textOutput.js';
import { HostAddresses } from './hostAddresses.js';
import type { Protocol, Side, Way } from './way.js';

const rawIp = 101;
const ipv4HeaderBytes = 20;
const ipv6HeaderBytes = 40;
const tcpHeaderBytes = 20;

/**
 * Passes the packets of a text to the readers of binary captures, so that fragments and TCP segments are put
 * together as there: those of a hex dump as they are, segments that were shown as text below headers made here.
 */
export class PacketFeed {
  readonly #dissector: Dissector;
  readonly #hosts = new HostAddresses();
  #entry: Entry | undefined;

  constructor(
    readonly sink: CaptureSink,
    readonly inputName: string,
  ) {
    this.#dissector = new Dissector(
      {
        message: (message) => this.#pass(message),
        problem: (problem) => sink.problem({ ...problem, place: this.#place() }),
      },
      inputName,
    );
  }

  /** One frame of link type `linkType` that had `wireBytes` on the wire. */
  frame(linkType: number, bytes: Buffer, wireBytes: number, entry: Entry): void {
    this.#entry = entry;
    const packet = this.#dissector.current;
    packet.frame = entry.frame;
    packet.offsetBytes = entry.offsetBytes;
    packet.seconds = entry.mark.time?.seconds ?? Number.NaN;
    packet.nanoseconds = entry.mark.time?.nanoseconds ?? 0;
    this.#dissector.frame(linkType, bytes, 0, bytes.length, wireBytes);
  }

  /** One TCP segment: `sequence` counts the bytes of its stream from a start of its own. */
  segment(
    way: Way,
    tcp: Extract<Protocol, { kind: 'tcp' }>,
    sequence: number,
    payload: Buffer,
    entry: Entry,
  ): void {
    const source = this.#hosts.bytesOf(way.source);
    const destination = this.#hosts.bytesOf(way.destination);
    if (source.length !== destination.length) return;
    const header = source.length === 4 ? ipv4Header(tcp.wireBytes) : ipv6Header(tcp.wireBytes);
    const segment = tcpHeader(way, tcp.flags, sequence);
    const bytes = Buffer.concat([header, source, destination, segment, payload]);
    this.frame(rawIp, bytes, bytes.length - payload.length + tcp.wireBytes, entry);
  }

  end(): void {
    this.#dissector.end();
  }

  #pass(message: CapturedMessage): void {
    const { source, destination, ...rest } = message;
    // Without the addresses that were made up for names.
    this.sink.message({
      ...rest,
      place: this.#place(),
      ...(source === undefined || this.#hosts.isMadeUp(source.ip) ? {} : { source }),
      ...(destination === undefined || this.#hosts.isMadeUp(destination.ip) ? {} : { destination }),
    });
  }

  #place() {
    return {
      input: this.inputName,
      line: this.#entry?.line ?? 1,
      offsetBytes: this.#entry?.offsetBytes ?? 0,
    };
  }
}

/** An IPv4 header of 20 bytes (RFC 791) without its two addresses. */
function ipv4Header(payloadBytes: number): Buffer {
  const header = Buffer.alloc(ipv4HeaderBytes - 8);
  header[0] = 0x45;
  header.writeUInt16BE(Math.min(ipv4HeaderBytes + tcpHeaderBytes + payloadBytes, 65_535), 2);
  header[8] = 64;
  header[9] = 6;
  return header;
}

/** An IPv6 header (RFC 8200) without its two addresses. */
function ipv6Header(payloadBytes: number): Buffer {
  const header = Buffer.alloc(ipv6HeaderBytes - 32);
  header[0] = 0x60;
  header.writeUInt16BE(Math.min(tcpHeaderBytes + payloadBytes, 65_535), 4);
  header[6] = 6;
  header[7] = 64;
  return header;
}

function tcpHeader(way: Way, flags: string, sequence: number): Buffer {
  const header = Buffer.alloc(tcpHeaderBytes);
  header.writeUInt16BE(portOf(way.source), 0);
  header.writeUInt16BE(portOf(way.destination), 2);
  header.writeUInt32BE(sequence >>> 0, 4);
  header[12] = (tcpHeaderBytes / 4) << 4;
  const bit = (letter: string, value: number) => (flags.includes(letter) ? value : 0);
  header[13] = bit('F', 1) | bit('S', 2) | bit('R', 4) | bit('P', 8) | bit('.', 16);
  return header;
}

function portOf(side: Side): number {
  return Math.min(side.port ?? 0, 65_535);
}
