import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, pcap, request, tcpFrame, uint16, uint32 } from '../frames.js';

const message = request('ws@test', 'v=0\r\n', 'INVITE');
const reply = Buffer.from('SIP/2.0 200 OK\r\nCall-ID: ws@test\r\nContent-Length: 0\r\n\r\n');

const upgrade = Buffer.from(
  'GET /sip HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
);
const switching = Buffer.from('HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\n\r\n');

const text = 1;
const binary = 2;
const continuation = 0;

interface FrameOptions {
  readonly opcode?: number;
  readonly isFinal?: boolean;
  readonly mask?: Buffer;
  readonly longLength?: boolean;
}

/** One frame of RFC 6455. */
function frame(
  payload: Buffer,
  { opcode = text, isFinal = true, mask, longLength = false }: FrameOptions = {},
): Buffer {
  const bit = mask === undefined ? 0 : 0x80;
  const length = longLength
    ? Buffer.concat([Buffer.from([bit | 127]), uint32(0), uint32(payload.length)])
    : payload.length < 126
      ? Buffer.from([bit | payload.length])
      : Buffer.concat([Buffer.from([bit | 126]), uint16(payload.length)]);
  const body =
    mask === undefined ? payload : payload.map((byte, index) => byte ^ (mask[index % 4] as number));
  return Buffer.concat([Buffer.from([(isFinal ? 0x80 : 0) | opcode]), length, mask ?? Buffer.alloc(0), body]);
}

const mask = Buffer.from([0x12, 0x34, 0x56, 0x78]);
const ping = frame(Buffer.from('ping'), { opcode: 9, mask });

const read = (...pieces: Buffer[]) => {
  let sequence = 1000;
  const frames = pieces.map((piece) => {
    sequence += piece.length;
    return tcpFrame(piece, { sequence: sequence - piece.length });
  });
  return readAll(pcapReader, pcap(frames));
};

const masked = frame(message, { mask });
const half = message.length >> 1;

const ways: readonly (readonly [string, Buffer[]])[] = [
  ['masked, after the handshake', [upgrade, masked]],
  ['in the segment of the handshake', [Buffer.concat([upgrade, masked])]],
  ['binary', [upgrade, frame(message, { opcode: binary, mask })]],
  ['with a length of 64 bits', [upgrade, frame(message, { mask, longLength: true })]],
  ['after a ping', [upgrade, ping, masked]],
  [
    'in several frames, a ping between',
    [
      upgrade,
      frame(message.subarray(0, half), { mask, isFinal: false }),
      ping,
      frame(message.subarray(half), { mask, opcode: continuation }),
    ],
  ],
  ['of a connection that began before the capture', [masked]],
  ['after an empty frame', [upgrade, frame(Buffer.alloc(0), { mask }), masked]],
];

describe('SIP over WebSocket', () => {
  it.each(ways)('%s', (_name, pieces) => {
    const { messages, problems } = read(...pieces);
    expect(messages).toMatchObject([
      {
        bytes: message,
        transport: 'ws',
        frame: pieces.length,
        source: { ip: ends.source, port: ends.sourcePort },
        destination: { ip: ends.destination, port: ends.destinationPort },
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('from the server, without a mask', () => {
    expect(read(switching, frame(reply)).messages).toMatchObject([{ bytes: reply, transport: 'ws' }]);
  });

  it('split at any byte gives the same messages', () => {
    const stream = Buffer.concat([upgrade, masked, ping, masked]);
    for (let at = 1; at < stream.length; at++) {
      expect(read(stream.subarray(0, at), stream.subarray(at)).messages.map(({ bytes }) => bytes)).toEqual([
        message,
        message,
      ]);
    }
  });

  it.each([
    ['behind a ping', [Buffer.concat([ping, masked])]],
    ['behind a keep-alive of SIP', [Buffer.concat([frame(Buffer.from('\r\n\r\n'), { mask }), masked])]],
    ['in the middle of a frame header', [masked.subarray(0, 3), masked.subarray(3)]],
    ['in the middle of the first line', [masked.subarray(0, 20), masked.subarray(20)]],
    ['behind a byte that asks whether the other is there', [Buffer.from('x'), masked]],
  ])('of a connection that began before the capture, %s', (_name, pieces) => {
    expect(read(...pieces).messages).toMatchObject([{ bytes: message, transport: 'ws' }]);
  });

  it('a frame of a gigabyte is passed over without being held', () => {
    const huge = Buffer.concat([Buffer.from([0x82, 127]), uint32(0), uint32(1 << 30), Buffer.alloc(500)]);
    expect(read(upgrade, huge)).toEqual({ messages: [], problems: [] });
  });

  it('compressed frames are reported once', () => {
    const compressed = frame(Buffer.from('deflated'), { mask });
    compressed[0] = (compressed[0] as number) | 0x40;
    const { messages, problems } = read(upgrade, compressed, compressed, masked);
    expect(messages).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'compressed', frame: 2 }]);
  });

  it('anything else over WebSocket, and HTTP without it, is not SIP', () => {
    expect(read(upgrade, frame(Buffer.from('{"chat": 1}'), { mask })).messages).toEqual([]);
    const get = Buffer.from('GET /INVITE HTTP/1.1\r\nHost: example.com\r\n\r\n');
    expect(read(get, get).messages).toEqual([]);
  });
});
