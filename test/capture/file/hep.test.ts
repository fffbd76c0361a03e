import { describe, expect, it } from 'vitest';
import { hepReader, isHep } from '../../../src/capture/file/hep.js';
import { readAll } from '../collect.js';
import { addressBytes, request, uint16, uint32 } from '../frames.js';

const message = request('hep@test');
const chunk = (type: number, value: Buffer) =>
  Buffer.concat([uint16(0), uint16(type), uint16(6 + value.length), value]);
const chunks = Buffer.concat([
  chunk(1, Buffer.from([2])),
  chunk(2, Buffer.from([17])),
  chunk(3, addressBytes('10.1.2.3')),
  chunk(4, addressBytes('10.4.5.6')),
  chunk(7, uint16(5062)),
  chunk(8, uint16(5064)),
  chunk(9, uint32(1_600_000_000)),
  chunk(10, uint32(250_000)),
  chunk(15, message),
]);
const packet = Buffer.concat([Buffer.from('HEP3'), uint16(6 + chunks.length), chunks]);

describe('packets of HEP version 3, one after the other', () => {
  it.each([1, 5, 6, 7, 65_536])('are read in pieces of %i bytes', (pieceBytes) => {
    const { messages, problems } = readAll(hepReader, Buffer.concat([packet, packet]), pieceBytes);
    expect(messages.map(({ bytes, frame, time }) => [bytes, frame, time])).toEqual([
      [message, 1, { seconds: 1_600_000_000, nanoseconds: 250_000_000 }],
      [message, 2, { seconds: 1_600_000_000, nanoseconds: 250_000_000 }],
    ]);
    expect(problems).toEqual([]);
  });

  it('are told by their first four bytes', () => {
    expect([packet, packet.subarray(0, 4), Buffer.from('HEP2'), Buffer.from('HEP')].map(isHep)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each<[string, Buffer, string, string]>([
    [
      'something else',
      Buffer.from('HEPX and more'),
      'bad-record',
      'no HEP packet follows packet 1; the rest cannot be read',
    ],
    [
      'a length without room for its header',
      Buffer.concat([Buffer.from('HEP3'), uint16(5), Buffer.alloc(9)]),
      'bad-record',
      'no HEP packet follows packet 1; the rest cannot be read',
    ],
    ['a packet that is cut', packet.subarray(0, -1), 'truncated-file', 'the file ends within packet 2'],
    ['half a header', packet.subarray(0, 5), 'truncated-file', 'the file ends within packet 2'],
  ])('that are followed by %s say so', (_name, behind, kind, text) => {
    const { messages, problems } = readAll(hepReader, Buffer.concat([packet, behind]));
    expect(messages).toHaveLength(1);
    expect(problems).toEqual([
      { kind, message: text, place: { input: 'test.pcap', offsetBytes: packet.length } },
    ]);
  });
});
