import { describe, expect, it } from 'vitest';
import { RecordStream } from '../../../src/capture/file/recordStream.js';

/**
 * Records of one byte that tells their whole length, `0` for one that cannot be; `skipping` passes over as many bytes
 * behind a record of that length.
 */
function read(pieces: readonly string[], skipping: Readonly<Record<number, number>> = {}) {
  const records: string[] = [];
  const stream = new RecordStream({
    lengthAt: (bytes, start, end) => {
      if (end <= start) return 1;
      const length = (bytes[start] as number) - 0x30;
      return length === 0 ? -1 : length;
    },
    record: (bytes, start, end, offsetBytes) => {
      records.push(`${offsetBytes}:${bytes.toString('latin1', start, end)}`);
      stream.skip(skipping[end - start] ?? 0);
    },
  });
  for (const piece of pieces) stream.push(Buffer.from(piece, 'latin1'));
  const { pendingBytes, offsetBytes, stopped } = stream;
  return { records, pendingBytes, offsetBytes, stopped };
}

/** The same records, each of which is read when the one behind it can be seen, or when nothing more is awaited. */
function looking(pieces: readonly string[], end?: 'settled'): string[] {
  const records: string[] = [];
  let isSettled = false;
  const lengthOf = (bytes: Buffer, at: number) => (bytes[at] as number) - 0x30;
  const stream = new RecordStream({
    lengthAt: (bytes, start, end) => {
      const length = lengthOf(bytes, start);
      return isSettled || end - start > length ? length : length + 1;
    },
    record: (bytes, start, end) => {
      const text = bytes.toString('latin1', start, end);
      records.push(isSettled ? text : `${text} before ${bytes.toString('latin1', end, end + 1)}`);
    },
  });
  for (const piece of pieces) stream.push(Buffer.from(piece, 'latin1'));
  isSettled = end === 'settled';
  stream.settle();
  return records;
}

/** All ways of cutting a text into pieces of the same size. */
const cuts = (text: string) =>
  Array.from({ length: text.length }, (_, i) => text.match(new RegExp(`.{1,${i + 1}}`, 'gs')) ?? []);

describe('an input that is cut into records', () => {
  it('gives the same records with their places, whatever the pieces are', () => {
    const text = '3ab1' + '5cdef' + '2g';
    for (const pieces of cuts(text)) {
      expect(read(pieces), String(pieces)).toEqual({
        records: ['0:3ab', '3:1', '4:5cdef', '9:2g'],
        pendingBytes: 0,
        offsetBytes: 11,
        stopped: false,
      });
    }
  });

  it('tells how much of a record has come, and where that begins', () => {
    for (const pieces of cuts('3ab5cd')) {
      expect(read(pieces)).toEqual({ records: ['0:3ab'], pendingBytes: 3, offsetBytes: 3, stopped: false });
    }
  });

  it('passes over what no record is made of', () => {
    for (const pieces of cuts('3abxxxx2g')) {
      expect(read(pieces, { 3: 4 }), String(pieces)).toEqual({
        records: ['0:3ab', '7:2g'],
        pendingBytes: 0,
        offsetBytes: 9,
        stopped: false,
      });
    }
  });

  it('waits for what it has to pass over', () => {
    for (const pieces of cuts('3abxx')) {
      expect(read(pieces, { 3: 6 })).toEqual({
        records: ['0:3ab'],
        pendingBytes: 4,
        offsetBytes: 5,
        stopped: false,
      });
    }
  });

  it('stops where no record can be read, and reads nothing behind that', () => {
    for (const pieces of cuts('2a0b2c')) {
      const { records, offsetBytes, stopped } = read(pieces);
      expect([records, offsetBytes, stopped], String(pieces)).toEqual([['0:2a'], 2, true]);
    }
  });

  it('shows a record what follows it, where the format asks for that, and reads that afterwards', () => {
    for (const pieces of cuts('3ab1' + '5cdef' + '2g')) {
      expect(looking(pieces), String(pieces)).toEqual(['3ab before 1', '1 before 5', '5cdef before 2']);
      expect(looking(pieces, 'settled')).toEqual(['3ab before 1', '1 before 5', '5cdef before 2', '2g']);
    }
  });

  it('of nothing has no records', () => {
    expect(read(['', ''])).toEqual({ records: [], pendingBytes: 0, offsetBytes: 0, stopped: false });
  });
});
