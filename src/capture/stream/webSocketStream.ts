import { HeaderScan } from '../content/headerScan.js';
import { beginsWithToken, sipStart } from '../content/sipFirstLine.js';
import type { Arrival } from '../messageOutput.js';
import type { StreamContent, StreamPlace } from './streamContent.js';

const maxHandshakeBytes = 64 * 1024;
const maxMessageBytes = 1024 * 1024;
/** RFC 6455 §5.5. */
const maxControlBytes = 125;

const finalBit = 0x80;
const compressedBit = 0x40;
const maskBit = 0x80;

/** What the first bytes of a frame tell (RFC 6455 §5.2). */
interface FrameHeader {
  readonly first: number;
  readonly maskAt: number;
  readonly masked: boolean;
  readonly payloadAt: number;
  readonly payloadLength: number;
}

/** Undefined while bytes are missing. */
function frameHeader(bytes: Buffer, at: number, end: number): FrameHeader | undefined {
  if (end - at < 2) return undefined;
  const second = bytes[at + 1] as number;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const masked = (second & maskBit) !== 0;
  const maskAt = at + 2 + lengthBytes;
  const payloadAt = maskAt + (masked ? 4 : 0);
  if (payloadAt > end) return undefined;
  let payloadLength = short;
  if (lengthBytes === 2) payloadLength = bytes.readUInt16BE(at + 2);
  if (lengthBytes === 8)
    payloadLength = bytes.readUInt32BE(at + 2) * 0x1_0000_0000 + bytes.readUInt32BE(at + 6);
  return { first: bytes[at] as number, maskAt, masked, payloadAt, payloadLength };
}

/**
 * SIP over WebSocket (RFC 7118): one message of WebSocket is one message of SIP. Read from the HTTP handshake on, or
 * in the middle of a connection from a frame's start.
 */
export class WebSocketStream implements StreamContent {
  readonly isSearching = false;
  #inHandshake: boolean;
  readonly #handshake = new HeaderScan();
  /** Payload bytes of frames that are passed over. */
  #skip = 0;
  #parts: Buffer[] = [];
  #partsLength = 0;
  #inMessage = false;
  #ignored = false;
  #compressionReported = false;

  get mayHoldSip(): boolean {
    return !this.#inHandshake;
  }

  constructor(
    readonly place: StreamPlace,
    startsWithHandshake: boolean,
  ) {
    this.#inHandshake = startsWithHandshake;
  }

  read(bytes: Buffer, start: number, end: number, arrival: Arrival): number {
    let at = start;
    if (this.#inHandshake) {
      const length = this.#readHandshake(bytes, start, end);
      if (length <= 0) return length;
      at += length;
    }
    while (at < end) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, end - at);
        this.#skip -= passed;
        at += passed;
        continue;
      }
      const header = frameHeader(bytes, at, end);
      if (header === undefined) break;
      if (header.payloadLength > maxMessageBytes) {
        this.#dropMessage();
        this.#skip = header.payloadLength;
        at = header.payloadAt;
        continue;
      }
      const frameEnd = header.payloadAt + header.payloadLength;
      if (frameEnd > end) break;
      if (!this.#readFrame(bytes, header, arrival)) return -1;
      at = frameEnd;
    }
    return at - start;
  }

  lose(_bytes: Buffer, start: number, end: number, arrival: Arrival): void {
    if (this.mayHoldSip && (end > start || this.#inMessage)) {
      this.place.output.problem(
        'incomplete-message',
        'bytes within a WebSocket message are missing',
        arrival,
      );
    }
    this.#dropMessage();
    this.#skip = 0;
  }

  /** 0: more is needed; -1: not the beginning of a WebSocket. */
  #readHandshake(bytes: Buffer, start: number, end: number): number {
    const bodyStart = this.#handshake.scan(bytes, start, end);
    if (bodyStart < 0) return end - start > maxHandshakeBytes ? -1 : 0;
    const header = bytes.toString('latin1', start, bodyStart);
    if (!/\nupgrade[ \t]*:[ \t]*websocket/i.test(header)) return -1;
    this.#inHandshake = false;
    return bodyStart - start;
  }

  /** False where the bytes cannot be a frame. */
  #readFrame(bytes: Buffer, header: FrameHeader, arrival: Arrival): boolean {
    const opcode = header.first & 0x0f;
    if (opcode >= 8) return opcode <= 10;
    if (opcode > 2) return false;
    if (opcode !== 0) {
      this.#dropMessage();
      this.#inMessage = true;
      this.#ignored = (header.first & compressedBit) !== 0;
      if (this.#ignored) this.#reportCompression(arrival);
    }
    if (!this.#inMessage) return true;
    this.#partsLength += header.payloadLength;
    if (this.#partsLength > maxMessageBytes) this.#ignored = true;
    if (!this.#ignored) this.#parts.push(unmask(bytes, header));
    if ((header.first & finalBit) === 0) return true;
    const message = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#dropMessage();
    if (sipStart(message, 0, message.length) >= 0) {
      this.place.output.message(message, arrival, 'ws', this.place.route, 0);
    }
    return true;
  }

  #dropMessage(): void {
    this.#parts = [];
    this.#partsLength = 0;
    this.#inMessage = false;
    this.#ignored = false;
  }

  #reportCompression(arrival: Arrival): void {
    if (this.#compressionReported) return;
    this.#compressionReported = true;
    this.place.output.problem('compressed', 'compressed WebSocket messages are not read', arrival);
  }
}

/** The payload of a frame, copied; a client's is masked with four bytes (RFC 6455 §5.3). */
function unmask(bytes: Buffer, header: FrameHeader): Buffer {
  const { payloadAt, payloadLength, maskAt, masked } = header;
  const payload = Buffer.from(bytes.subarray(payloadAt, payloadAt + payloadLength));
  if (!masked) return payload;
  for (let index = 0; index < payload.length; index++) {
    payload[index] = (payload[index] as number) ^ (bytes[maskAt + (index & 3)] as number);
  }
  return payload;
}

/** Whether the bytes are the beginning of HTTP, as a WebSocket's handshake is in either direction. */
export function isHttp(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 5) return false;
  const first = bytes[start];
  if (first !== 0x47 && first !== 0x48) return false;
  const text = bytes.toString('latin1', start, Math.min(end, start + 12));
  return text.startsWith('GET ') || text.startsWith('HTTP/1.1 101');
}

/**
 * Whether a data frame with SIP in it stands at `start`, or behind frames that keep the connection alive: how a
 * connection shows that began before the capture. `undecided`: its first line is not yet there.
 */
export function framesHoldSip(bytes: Buffer, start: number, end: number): 'sip' | 'undecided' | 'other' {
  for (let at = start; at < end; ) {
    if (!mayBeginFrame(bytes[at] as number)) return 'other';
    const header = frameHeader(bytes, at, end);
    if (header === undefined) return 'undecided';
    if (header.payloadLength > (isData(header) ? maxMessageBytes : maxControlBytes)) return 'other';
    const there = Math.min(header.payloadLength, end - header.payloadAt);
    const payload = unmask(bytes, { ...header, payloadLength: there });
    if (isData(header) && !isLineEnds(payload)) {
      if (sipStart(payload, 0, there) >= 0) return 'sip';
      const isCut = there < header.payloadLength && !payload.includes(0x0a);
      return isCut && beginsWithToken(payload, 0, there) ? 'undecided' : 'other';
    }
    at = header.payloadAt + header.payloadLength;
  }
  return 'undecided';
}

/** How many bytes at `start` are whole frames that only keep the connection alive. */
export function keepAliveFrames(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && mayBeginFrame(bytes[at] as number)) {
    const header = frameHeader(bytes, at, end);
    if (header === undefined || header.payloadLength > Math.min(maxControlBytes, end - header.payloadAt))
      break;
    if (isData(header) && !isLineEnds(unmask(bytes, header))) break;
    at = header.payloadAt + header.payloadLength;
  }
  return at - start;
}

/** Text or binary data, whole or begun, ping or pong, without reserved bits. */
function mayBeginFrame(first: number): boolean {
  return (
    first === 0x81 || first === 0x82 || first === 0x01 || first === 0x02 || first === 0x89 || first === 0x8a
  );
}

function isData({ first }: FrameHeader): boolean {
  return (first & 0x08) === 0;
}

/** A keep-alive (RFC 7118 §6 leaves to SIP what RFC 5626 §3.5.1 sends). */
function isLineEnds(payload: Buffer): boolean {
  return payload.every((byte) => byte === 0x0d || byte === 0x0a);
}
