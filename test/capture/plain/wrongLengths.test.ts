import { describe, expect, test } from 'vitest';
import { type CollectedInput, readInput, texts } from '../collectInput.js';

const sdp = 'v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n';

/** A message of which the length is said to be `off` bytes more than it is. */
function message(firstLine: string, body = '', off = 0, type = 'application/sdp'): string {
  const headers = ['Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1', 'Call-ID: 1@192.0.2.10'];
  if (body !== '') headers.push(`Content-Type: ${type}`);
  return `${[firstLine, ...headers, `Content-Length: ${Math.max(0, body.length + off)}`].join('\r\n')}\r\n\r\n${body}`;
}

const invite = (off = 0) => message('INVITE sip:b@example.com SIP/2.0', sdp, off);
const trying = message('SIP/2.0 100 Trying');
const ok = message('SIP/2.0 200 OK', sdp);
const ack = message('ACK sip:b@example.com SIP/2.0');

const told = (collected: CollectedInput) =>
  collected.problems.map(({ kind, place, nature }) => [kind, place?.line, nature]);
const firstLines = (collected: CollectedInput) =>
  texts(collected).map((text) => /^[^\r\n]*/.exec(text)?.[0] ?? '');

describe('a first line with headers begins a message, whatever Content-Length says of the body before', () => {
  const offs = Array.from({ length: 300 }, (_, index) => index - 110);
  const all = [
    'INVITE sip:b@example.com SIP/2.0',
    'SIP/2.0 100 Trying',
    'SIP/2.0 200 OK',
    'ACK sip:b@example.com SIP/2.0',
  ];

  test.each([
    ['nothing between', ''],
    ['an empty line between', '\r\n'],
    ['three empty lines between', '\r\n\r\n\r\n'],
  ])('%s', async (_name, between) => {
    for (const lineEnd of ['\r\n', '\n']) {
      for (const off of offs) {
        const input = [invite(off), trying, ok, ack].join(between).replaceAll('\r\n', lineEnd);
        const collected = await readInput(input);
        expect([off, firstLines(collected)]).toEqual([off, all]);
      }
    }
  });

  test('the same in pieces of any size', async () => {
    for (const off of [-150, -20, -3, -1, 1, 3, 20, 150, 5000, 999_999]) {
      const input = `${invite(off)}${trying}\r\n${ok}${ack}`;
      const whole = await readInput(input);
      for (const pieceBytes of [1, 7, 300]) {
        const pieces = await readInput(input, { pieceBytes });
        expect([off, texts(pieces)]).toEqual([off, texts(whole)]);
        expect([off, pieces.problems]).toEqual([off, whole.problems]);
      }
    }
  });

  test('too large: the body ends before the empty lines that part two messages', async () => {
    const collected = await readInput(`${invite(10)}\r\n\r\n${trying}`);
    expect(texts(collected)).toEqual([invite(10), trying]);
    expect(collected.problems).toEqual([
      {
        kind: 'split-message',
        message:
          'a message begins here, but the Content-Length of the one before is too large; they are read as two',
        place: { input: 'in', line: 14, offsetBytes: invite(10).length + 4 },
        nature: 'format',
      },
    ]);
  });

  test('too small: all of the body belongs to the message', async () => {
    const collected = await readInput(`${invite(-20)}${trying}`);
    expect(texts(collected)).toEqual([invite(-20), trying]);
    expect(told(collected)).toEqual([['split-message', 12, 'format']]);
  });

  test('no Content-Length, and a body', async () => {
    const first = invite().replace(/Content-Length.*\r\n/, '');
    const collected = await readInput(`${first}${trying}`);
    expect(texts(collected)).toEqual([first, trying]);
    expect(told(collected)).toEqual([['split-message', 11, 'format']]);
  });

  test('no empty line behind the header', async () => {
    const first = 'BYE sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n';
    const collected = await readInput(first + trying);
    expect(texts(collected)).toEqual([first, trying]);
    expect(told(collected)).toEqual([['split-message', 3, 'format']]);
  });

  test('one byte too many is not taken for a method that lacks its first letter', async () => {
    const first = message('MESSAGE sip:b@example.com SIP/2.0', 'hello\r\n', 1, 'text/plain');
    expect(texts(await readInput(first + ack))).toEqual([first, ack]);
  });
});

describe('a body that holds a message stays whole', () => {
  const inner = message('INVITE sip:c@example.com SIP/2.0', sdp);
  const multipart = (part: string) =>
    `--b\r\nContent-Type: application/sdp\r\n\r\n${sdp}\r\n--b\r\nContent-Type: message/sip\r\nContent-Disposition: render\r\n\r\n${part}\r\n--b--\r\n`;

  test.each([
    ['message/sip', 'message/sip', inner],
    [
      'message/sipfrag',
      'message/sipfrag;version=2.0',
      'SIP/2.0 180 Ringing\r\nContact: <sip:c@192.0.2.3>\r\n\r\n',
    ],
    ['a part of a multipart', 'multipart/mixed;boundary=b', multipart(inner)],
    [
      'a multipart within a message within a message',
      'message/sip',
      message('MESSAGE sip:c@example.com SIP/2.0', multipart(inner), 0, 'multipart/mixed;boundary=b'),
    ],
  ])('%s', async (_name, type, body) => {
    const outer = message('NOTIFY sip:b@example.com SIP/2.0', body, 0, type);
    for (const input of [outer, outer + trying]) {
      const collected = await readInput(input);
      expect(texts(collected)).toEqual(input === outer ? [outer] : [outer, trying]);
      expect(collected.problems).toEqual([]);
    }
  });

  test('and the message behind it is found though its Content-Length is off', async () => {
    for (const off of [-30, -8, 3, 40]) {
      const outer = message(
        'NOTIFY sip:b@example.com SIP/2.0',
        multipart(inner),
        off,
        'multipart/mixed;boundary=b',
      );
      expect([off, texts(await readInput(outer + trying))]).toEqual([off, [outer, trying]]);
    }
  });

  test('of another type: whole where Content-Length fits, and the lines are named', async () => {
    const outer = message('MESSAGE sip:b@example.com SIP/2.0', `see:\r\n${trying}${ack}`, 0, 'text/plain');
    const expected = {
      kind: 'message-in-body',
      message:
        'lines 8, 13 begin like messages within the body of another one, which its Content-Length fits: read as a part of that body',
      place: { input: 'in', line: 8 },
      nature: 'format',
    };
    for (const input of [outer, outer + ok]) {
      const collected = await readInput(input);
      expect(texts(collected)).toEqual(input === outer ? [outer] : [outer, ok]);
      expect(collected.problems).toEqual([expected]);
    }
  });
});

describe('a text that goes on behind a plain message is read as a text', () => {
  test('prose between messages', async () => {
    const collected = await readInput(
      `${invite()}\r\nThen the server says:\r\n\r\n${trying}\r\nand that is all\r\n`,
    );
    expect(texts(collected)).toEqual([invite(), trying]);
    expect(told(collected)).toEqual([
      ['text-between', 12, 'format'],
      ['unknown-format', 15, 'format'],
    ]);
    expect(collected.messages[1]?.place).toMatchObject({ line: 15 });
  });

  test('a trace of which the first heading was not copied', async () => {
    const input = `${invite()}\n\n2026/11/23 00:16:35.302109 192.0.2.10:5080 -> 192.0.2.20:5060\n${ack}\n\n`;
    const collected = await readInput(input);
    expect(texts(collected)).toEqual([invite(), ack]);
    expect(collected.messages[1]).toMatchObject({
      source: { ip: '192.0.2.10', port: 5080 },
      destination: { ip: '192.0.2.20', port: 5060 },
    });
  });

  test('but not where nothing begins like a message: it belongs to the message', async () => {
    const input = `${invite()}\r\nno more\r\n`;
    const collected = await readInput(input);
    expect(texts(collected)).toEqual([input]);
    expect(collected.problems).toEqual([]);
  });
});
