import { inflateSync } from 'node:zlib';
import type { Endpoint } from '../../sip/endpoint.js';
import { sipStart } from '../content/sipFirstLine.js';
import type { Arrival, MessageOutput } from '../messageOutput.js';
import { hepTransport } from './hepTransport.js';

const chunkHeaderBytes = 6;
const maxInflatedBytes = 1024 * 1024;

/** What the chunks of one HEP packet tell. */
interface HepPacket {
  source: Endpoint;
  destination: Endpoint;
  protocol: number;
  seconds: number;
  nanoseconds: number;
  payload: Buffer | undefined;
}

/**
 * Passes on the SIP message of the HEP version 3 packet from `start` to `end`
 * (https://github.com/sipcapture/HEP): chunks of vendor, type, length and value. Addresses, transport and
 * time are those that the chunks tell; the time of the carrying packet where they tell none.
 */
export function readHep3(
  bytes: Buffer,
  start: number,
  end: number,
  arrival: Arrival,
  output: MessageOutput,
): void {
  const hep: HepPacket = {
    source: { ip: '', port: 0 },
    destination: { ip: '', port: 0 },
    protocol: 17,
    seconds: Number.NaN,
    nanoseconds: 0,
    payload: undefined,
  };
  for (let at = start + 6; at + chunkHeaderBytes <= end; ) {
    const length = bytes.readUInt16BE(at + 4);
    if (length < chunkHeaderBytes || at + length > end) {
      output.problem('bad-length', `a HEP chunk of ${length} bytes, ${end - at} are there`, arrival);
      break;
    }
    if (bytes.readUInt16BE(at) === 0) {
      readChunk(hep, bytes.readUInt16BE(at + 2), bytes.subarray(at + chunkHeaderBytes, at + length), output);
    }
    at += length;
  }
  const { payload, source, destination } = hep;
  if (payload === undefined || sipStart(payload, 0, payload.length) < 0) return;
  const when = Number.isNaN(hep.seconds)
    ? arrival
    : { ...placeOf(arrival), seconds: hep.seconds, nanoseconds: hep.nanoseconds };
  output.message(payload, when, hepTransport(hep.protocol), { source, destination }, 0);
}

/** The chunk types of vendor 0 that matter here. */
function readChunk(hep: HepPacket, type: number, value: Buffer, output: MessageOutput): void {
  switch (type) {
    case 0x0002:
      if (value.length >= 1) hep.protocol = value[0] as number;
      break;
    case 0x0003:
    case 0x0005:
      hep.source = { ...hep.source, ip: addressOf(value, output) };
      break;
    case 0x0004:
    case 0x0006:
      hep.destination = { ...hep.destination, ip: addressOf(value, output) };
      break;
    case 0x0007:
      if (value.length >= 2) hep.source = { ...hep.source, port: value.readUInt16BE(0) };
      break;
    case 0x0008:
      if (value.length >= 2) hep.destination = { ...hep.destination, port: value.readUInt16BE(0) };
      break;
    case 0x0009:
      if (value.length >= 4) hep.seconds = value.readUInt32BE(0);
      break;
    case 0x000a:
      if (value.length >= 4) hep.nanoseconds = Math.min(value.readUInt32BE(0), 999_999) * 1000;
      break;
    case 0x000f:
      hep.payload = value;
      break;
    case 0x0010:
      hep.payload = inflated(value);
      break;
    default:
  }
}

function addressOf(value: Buffer, output: MessageOutput): string {
  return value.length === 4 || value.length === 16 ? output.ip(value, 0, value.length) : '';
}

/** Undefined for what does not inflate, or to more than any SIP message has. */
function inflated(value: Buffer): Buffer | undefined {
  try {
    return inflateSync(value, { maxOutputLength: maxInflatedBytes });
  } catch {
    return undefined;
  }
}

function placeOf({
  inputName,
  frame,
  offsetBytes,
}: Arrival): Pick<Arrival, 'inputName' | 'frame' | 'offsetBytes'> {
  return { inputName, frame, offsetBytes };
}
