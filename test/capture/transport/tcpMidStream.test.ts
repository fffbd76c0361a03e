import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { ends, type Frame, pcap, request, tcpFrame } from '../frames.js';

const wanted = request('wanted@tcp', 'v=0\r\n', 'INVITE');
const later = request('later@tcp');

/** The pieces of a stream as segments, in order, without a SYN before them. */
function segments(...pieces: Buffer[]): Buffer[] {
  let sequence = 1;
  return pieces.map((piece) => {
    const frame = tcpFrame(piece, { sequence });
    sequence += piece.length;
    return frame;
  });
}

const syn = tcpFrame(Buffer.alloc(0), { sequence: 0, flags: 'S' });
const read = (...frames: (Buffer | Frame)[]) => readAll(pcapReader, pcap(frames));
const found = (...frames: Buffer[]) => read(...frames).messages.map(({ bytes }) => bytes.toString('latin1'));
const texts = (...messages: Buffer[]) => messages.map((message) => message.toString('latin1'));

describe('a connection that began before the capture', () => {
  /** The end of a message whose body has no line end: the next one begins on the same line. */
  const rest = Buffer.from('rom: <sip:a@example.com>\r\nCSeq: 1 MESSAGE\r\nContent-Length: 5\r\n\r\nhello');
  const markup = Buffer.from('ontent-Length: 27\r\n\r\n<presence>open</presence>');
  const reply = Buffer.from(
    'SIP/2.0 200 OK\r\nCall-ID: reply@tcp\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n',
  );

  it.each([
    ['a body without a line end', rest, wanted],
    ['a body of markup', markup, wanted],
    ['a body without a line end, and a reply', rest, reply],
  ])('%s: the next message begins behind it', (_name, before, message) => {
    expect(found(...segments(Buffer.concat([before, message, later])))).toEqual(texts(message, later));
  });

  const sdp = Buffer.from('a=1\r\n'.repeat(200));
  const bareLines = Buffer.from(
    wanted.toString('latin1').replaceAll('\r\n', '\n').replace('Length: 5', 'Length: 4'),
  );
  const spaced = Buffer.from(wanted.toString('latin1').replace('Via:', 'Via :'));
  it.each([
    [
      'a reply that begins within a line, the only one',
      [Buffer.concat([Buffer.from('0\r\nv='), reply])],
      [reply],
    ],
    ['line ends of a bare LF', [Buffer.concat([rest, bareLines])], [bareLines]],
    ['a blank before the colon', [Buffer.concat([rest, spaced, later])], [spaced, later]],
    ['a body of many segments', [...Array(20).fill(sdp), Buffer.concat([rest, wanted])], [wanted]],
    ['a byte that asks whether the other is there', [Buffer.from('x'), wanted], [wanted]],
  ])('%s', (_name, pieces, expected) => {
    expect(found(...segments(...pieces))).toEqual(texts(...expected));
  });

  it('in segments that end anywhere', () => {
    const whole = Buffer.concat([rest, wanted, later]);
    for (let cut = 1; cut < whole.length; cut++) {
      const pieces = [whole.subarray(0, cut), whole.subarray(cut)];
      expect([cut, found(...segments(...pieces))]).toEqual([cut, texts(wanted, later)]);
    }
  });

  it('with a method of its own at the start of a line', () => {
    const own = request('own@tcp', '', 'KDMQ');
    expect(found(...segments(own, later))).toEqual(texts(own, later));
  });
});

describe('a connection that a proxy opened', () => {
  it.each([
    ['1', Buffer.from('PROXY TCP4 203.0.113.7 192.0.2.10 40000 5060\r\n')],
    ['2', Buffer.from('0d0a0d0a000d0a515549540a2111000ccb007107c000020a9c4013c4', 'hex')],
  ])('is read behind the header of the PROXY protocol, version %s', (_version, header) => {
    const tcp = { sequence: 1 };
    const together = tcpFrame(Buffer.concat([header, wanted]), tcp);
    const apart = [tcpFrame(header, tcp), tcpFrame(wanted, { sequence: 1 + header.length })];
    expect(found(syn, together)).toEqual(texts(wanted));
    expect(found(syn, ...apart)).toEqual(texts(wanted));
  });
});

describe('Content-Length', () => {
  it('on a line of its own counts', () => {
    const folded = Buffer.from(later.toString().replace('Content-Length: 0', 'Content-Length:\r\n 5'));
    const first = Buffer.concat([folded, Buffer.from('hello')]);
    expect(found(syn, ...segments(Buffer.concat([first, wanted])))).toEqual(texts(first, wanted));
  });
});

describe('a snap length', () => {
  it('that cuts a message within its first line is reported', () => {
    const whole = tcpFrame(Buffer.concat([wanted, later]), { sequence: 1 });
    const bytes = whole.subarray(0, whole.length - later.length + 10);
    const { messages, problems } = read(syn, { bytes, wireLength: whole.length });
    expect(messages).toMatchObject([{ bytes: wanted, source: { port: ends.sourcePort } }]);
    expect(problems).toMatchObject([{ kind: 'cut-packet', frame: 2 }]);
  });
});
