import { sipStart } from '../content/sipFirstLine.js';
import type { MessageOutput } from '../messageOutput.js';
import type { Packet } from '../packet.js';
import { isHep3 } from '../stream/hepStream.js';
import { readHep3 } from './hep3.js';
import { hepTransport } from './hepTransport.js';

/** Bytes of the part that versions 1 and 2 share: version, header length, family, protocol, two ports. */
const sharedBytes = 8;
/** Version 2 goes on with seconds, microseconds, capture id and two bytes of padding. */
const timeBytes = 12;

/** Passes on the SIP that a HEP packet of any version carries; true where the datagram is one. */
export function readHepDatagram(packet: Packet, output: MessageOutput): boolean {
  const { bytes, start, end } = packet;
  const first = bytes[start] as number;
  if (first === 0x48 && isHep3(bytes, start, end) && end - start >= 6) {
    readHep3(bytes, start, Math.min(end, start + bytes.readUInt16BE(start + 4)), packet, output);
    return true;
  }
  return (first === 1 || first === 2) && readOldHep(packet, output, first);
}

/** HEP versions 1 and 2: a C structure, its ports and addresses in network order, its time in the sender's. */
function readOldHep(packet: Packet, output: MessageOutput, version: number): boolean {
  const { bytes, start, end } = packet;
  if (end - start < sharedBytes + 8) return false;
  const family = bytes[start + 2] as number;
  const protocol = bytes[start + 3] as number;
  const addressLength = family === 2 ? 4 : 16;
  const told = bytes[start + 1] as number;
  const addressEnd = start + sharedBytes + 2 * addressLength;
  if (
    told < sharedBytes + 2 * addressLength ||
    (family !== 2 && family !== 10 && family !== 28 && family !== 30)
  )
    return false;
  const payload = payloadStart(packet, addressEnd, start + told, version);
  if (payload < 0) return false;
  const source = {
    ip: output.ip(bytes, start + sharedBytes, addressLength),
    port: bytes.readUInt16BE(start + 4),
  };
  const destination = {
    ip: output.ip(bytes, start + sharedBytes + addressLength, addressLength),
    port: bytes.readUInt16BE(start + 6),
  };
  const { inputName, frame, offsetBytes, missing } = packet;
  const time = (payload >= addressEnd + timeBytes ? timeAt(bytes, addressEnd) : undefined) ?? packet;
  const arrival = { inputName, frame, offsetBytes, seconds: time.seconds, nanoseconds: time.nanoseconds };
  output.message(
    bytes.subarray(payload, end),
    arrival,
    hepTransport(protocol),
    { source, destination },
    missing,
  );
  return true;
}

/** Senders disagree whether the header length of version 2 counts the time: SIP begins at the one place or the other. */
function payloadStart(packet: Packet, addressEnd: number, told: number, version: number): number {
  const { bytes, end } = packet;
  for (const at of version === 2 ? [addressEnd + timeBytes, told] : [told]) {
    if (at < end && sipStart(bytes, at, end) >= 0) return at;
  }
  return -1;
}

/** Seconds and microseconds in either byte order; undefined where neither makes sense. */
function timeAt(bytes: Buffer, at: number): { seconds: number; nanoseconds: number } | undefined {
  if (bytes.readUInt32LE(at + 4) < 1_000_000) {
    return { seconds: bytes.readUInt32LE(at), nanoseconds: bytes.readUInt32LE(at + 4) * 1000 };
  }
  if (bytes.readUInt32BE(at + 4) >= 1_000_000) return undefined;
  return { seconds: bytes.readUInt32BE(at), nanoseconds: bytes.readUInt32BE(at + 4) * 1000 };
}
