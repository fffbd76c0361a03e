import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { ends, pcap, request, tcpFrame } from '../frames.js';

const nothing = Buffer.alloc(0);
const messages = ['one@tcp', 'two@tcp', 'three@tcp', 'four@tcp'].map((id) => request(id));

/** Where each message begins in the connection, and where the last one ends. */
const places = [1, ...messages.map((_, index) => 1 + Buffer.concat(messages.slice(0, index + 1)).length)];

const syn = tcpFrame(nothing, { sequence: 0, flags: 'S' });
const segment = (index: number) =>
  tcpFrame(messages[index] as Buffer, { sequence: places[index] as number, flags: 'AP' });
/** The receiver has all before the message number `index`. */
const acknowledge = (index: number) =>
  tcpFrame(nothing, {
    sequence: 1,
    acknowledgment: places[index] as number,
    source: ends.destination,
    destination: ends.source,
    sourcePort: ends.destinationPort,
    destinationPort: ends.sourcePort,
  });

/** The Call-IDs in the order of their messages, and the kinds of problems, of frames at seconds of time. */
function read(...frames: readonly (readonly [number, Buffer])[]): string[] {
  const told: string[] = [];
  const reader = pcapReader(
    {
      message: ({ bytes }) => told.push(/Call-ID: (\w+)/.exec(bytes.toString('latin1'))?.[1] ?? '?'),
      problem: ({ kind }) => told.push(kind),
    },
    'test.pcap',
  );
  reader.push(
    pcap(frames.map(([at, bytes]) => ({ bytes, seconds: Math.floor(at), fraction: (at % 1) * 1e6 }))),
  );
  reader.end();
  return told;
}

describe('a segment that the network lost', () => {
  it('is waited for as long as its receiver says that it did not come', () => {
    const told = read(
      [0, syn],
      [1, segment(0)],
      [1, segment(2)],
      [1, acknowledge(1)],
      [1.5, segment(3)],
      [1.5, acknowledge(1)],
      [5, acknowledge(1)],
      [8, segment(1)],
    );
    expect(told).toEqual(['one', 'two', 'three', 'four']);
  });

  it('is given up when its receiver has said so for longer than a sender tries', () => {
    const other = tcpFrame(nothing, { sequence: 1, sourcePort: 9 });
    const told = read(
      [0, syn],
      [1, segment(0)],
      [1, segment(2)],
      [1, acknowledge(1)],
      [60, other],
      [102, other],
    );
    expect(told).toEqual(['one', 'lost-segments', 'three']);
  });
});

describe('segments that the capture has late', () => {
  it('are each waited for, though the receiver has acknowledged one before', () => {
    const told = read(
      [0, syn],
      [1, segment(1)],
      [1.001, segment(3)],
      [1.002, acknowledge(2)],
      [1.003, segment(0)],
      [1.06, acknowledge(2)],
      [1.07, segment(2)],
    );
    expect(told).toEqual(['one', 'two', 'three', 'four']);
  });
});
