import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openReader } from '../../../src/capture/openReader.js';
import { readInput, texts } from '../collectInput.js';

const options = 'OPTIONS sip:a@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n';
const message = 'MESSAGE sip:b@example.com SIP/2.0\r\nCall-ID: 2\r\nContent-Length: 4\r\n\r\nabcd';
const reply = 'SIP/2.0 200 OK\r\nCall-ID: 3\r\nl: 0\r\n\r\n';

describe('plain SIP', () => {
  test.each<[string, string, string[]]>([
    ['one message', options, [options]],
    [
      'one message cut before its empty line',
      'OPTIONS sip:a SIP/2.0\r\nTo: x',
      ['OPTIONS sip:a SIP/2.0\r\nTo: x'],
    ],
    ['several, one directly behind the other', options + message + reply, [options, message, reply]],
    ['line ends between are skipped', `${options}\r\n\r\n${message}\n${reply}`, [options, message, reply]],
    ['line ends behind the last of several are skipped', `${options}${message}\r\n\n`, [options, message]],
    ['leading line ends belong to the first', `\r\n\r\n${options}${reply}`, [`\r\n\r\n${options}`, reply]],
    ['line ends behind a single message belong to it', `${options}\r\n\n`, [`${options}\r\n\n`]],
    ['a Content-Length too small', message.replace('4', '2'), [message.replace('4', '2')]],
    ['a Content-Length too large', message.replace('4', '40'), [message.replace('4', '40')]],
    [
      'no Content-Length, no body',
      'ACK sip:a SIP/2.0\r\n\r\n'.repeat(2),
      Array(2).fill('ACK sip:a SIP/2.0\r\n\r\n'),
    ],
    [
      'a body that Content-Length does not announce',
      'ACK sip:a SIP/2.0\r\n\r\nbody\r\n',
      ['ACK sip:a SIP/2.0\r\n\r\nbody\r\n'],
    ],
    [
      'a body that Content-Length does not announce, with a first line that has no headers',
      'ACK sip:a SIP/2.0\r\n\r\nbody\r\nACK sip:a SIP/2.0\r\n\r\n',
      ['ACK sip:a SIP/2.0\r\n\r\nbody\r\nACK sip:a SIP/2.0\r\n\r\n'],
    ],
    [
      'bare line feeds',
      options.replaceAll('\r', '') + reply.replaceAll('\r', ''),
      [options.replaceAll('\r', ''), reply.replaceAll('\r', '')],
    ],
    [
      'a message within a body',
      `${message.replace('4', '46').replace('abcd', 'OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\nxy')}${reply}`,
      [
        message.replace('4', '46').replace('abcd', 'OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\nxy'),
        reply,
      ],
    ],
  ])('%s', async (_name, input, expected) => {
    expect(texts(await readInput(input))).toEqual(expected);
    expect(texts(await readInput(input, { pieceBytes: 1 }))).toEqual(expected);
  });

  test('a Content-Length that counted CRLF is believed after an editor saved bare line feeds', async () => {
    const saved = 'INFO sip:a SIP/2.0\nContent-Length: 10\n\nab\ncd\nef\n';
    const wire = saved.replace('10', '12');
    expect(texts(await readInput(wire + reply))).toEqual([wire, reply]);
  });

  test('with the format `message` everything is one message', async () => {
    const collected = await readInput(options + message, { format: 'message' });
    expect(texts(collected)).toEqual([options + message]);
    expect(collected.format).toBe('message');
  });

  test('each message has its place in the input', async () => {
    const collected = await readInput(`\r\n${options}\r\n${message}${reply}`);
    expect(collected.messages.map((one) => one.place)).toEqual([
      { input: 'in', line: 1, offsetBytes: 0 },
      { input: 'in', line: 7, offsetBytes: 2 + options.length + 2 },
      { input: 'in', line: 11, offsetBytes: 2 + options.length + 2 + message.length },
    ]);
  });

  test('on a live pipe a message is handed over when the next one begins', () => {
    const seen: string[] = [];
    const reader = openReader(
      { message: (one) => seen.push(one.bytes.toString()), problem: () => {} },
      { inputName: 'pipe' },
    );
    reader.push(Buffer.from(options));
    expect(seen).toEqual([]);
    reader.push(Buffer.from('SIP/2.0 200 OK\r\n'));
    expect(seen).toEqual([options]);
  });
});

describe('other input', () => {
  test.each([
    ['binary junk', Buffer.from([0, 1, 2, 3, 255, 254])],
    ['a line that is no SIP', Buffer.from('hello\n')],
    [
      'a first line that no server knows, with headers',
      Buffer.from('INVITE sip:b@example.com SIP/2\nVia: x\n\n'),
    ],
    ['one byte', Buffer.from('x')],
    ['line ends alone', Buffer.from('\r\n\r\n')],
  ])('%s is handed over as one message, for a precise error', async (_name, input) => {
    const collected = await readInput(input);
    expect(collected.messages.map((one) => one.bytes)).toEqual([input]);
    expect(collected.format).toBe('message');
    expect(collected.problems).toEqual([]);
  });

  test('what has a control character in its first 512 bytes is no text, in whatever pieces it comes', async () => {
    const input = Buffer.from(`one line\nand another${'\n'.repeat(400)}\u0015 and more\n`.repeat(2));
    for (const pieceBytes of [1, 9, 100, 511, input.length]) {
      const { messages, problems } = await readInput(input, { pieceBytes });
      expect([pieceBytes, messages.map(({ bytes }) => bytes.length), problems]).toEqual([
        pieceBytes,
        [input.length],
        [],
      ]);
    }
  });

  test('a text without messages is refused: which formats are known, and which lines begin like messages', async () => {
    const prose =
      'The phone sends\n\nINVITE sip:b@example.com SIP/2.0\n\nand gets\n\nSIP/2.0 404 Not Found\n\nback.\n';
    const known =
      'not a SIP message, nor a text of a known format (tcpdump, sngrep, ngrep, sipp, kamailio, asterisk and 25 more: sipexec list --help names them)';
    const refused = async (text: string) => {
      const { messages, problems } = await readInput(text);
      return [messages.length, problems];
    };
    const problem = (found: string) => ({
      kind: 'unknown-text',
      message: `${known}; ${found}`,
      place: { input: 'in' },
    });
    expect(await refused(prose)).toEqual([0, [problem('lines 3, 7 begin messages, without headers behind')]]);
    expect(await refused('hello\nworld\n')).toEqual([0, [problem('no line begins a SIP message')]]);
    expect(await refused(prose.repeat(20))).toEqual([
      0,
      [
        problem(
          'lines 3, 7, 12, 16, 21, 25, 30, 34, 39, 43, 48, 52 and 28 more begin messages, without headers behind',
        ),
      ],
    ]);
  });

  test('an empty input is a problem', async () => {
    const collected = await readInput('');
    expect(collected.messages).toEqual([]);
    expect(collected.problems.map((problem) => problem.kind)).toEqual(['empty-input']);
  });

  test('junk without end is not held in memory', async () => {
    const collected = await readInput(Buffer.alloc(40 * 1024 * 1024, 'junk'));
    expect(collected.messages).toEqual([]);
    expect(collected.problems.map((problem) => problem.kind)).toEqual(['too-large']);
  });
});

describe('gzip', () => {
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ 0xff;
    return copy;
  };

  test.each([1, 7, 65_536])('is inflated, members one after another, in pieces of %d', async (pieceBytes) => {
    const input = Buffer.concat([gzipSync(options), gzipSync(message)]);
    expect(texts(await readInput(input, { pieceBytes }))).toEqual([options, message]);
  });

  test('that ends too early is reported, and what came out is read', async () => {
    const whole = gzipSync(options + message);
    const collected = await readInput(whole.subarray(0, whole.length - 9));
    expect(texts(collected)).toEqual([options, message]);
    expect(collected.problems.map((problem) => problem.kind)).toEqual(['truncated-gzip']);
  });

  test.each([
    ['a check sum that is wrong', (whole: Buffer) => flipped(whole, whole.length - 6)],
    ['bytes behind the last member', (whole: Buffer) => Buffer.concat([whole, Buffer.from('junk')])],
    ['a member after it that is none', (whole: Buffer) => Buffer.concat([whole, flipped(whole, 2)])],
  ])(
    'with %s is reported, and what came out before is read, in pieces of any size',
    async (_name, damage) => {
      const damaged = damage(gzipSync(options + message));
      for (const pieceBytes of [1, 100, 65_536]) {
        const collected = await readInput(damaged, { pieceBytes });
        expect([pieceBytes, texts(collected)]).toEqual([pieceBytes, [options, message]]);
        expect(collected.problems.map((problem) => problem.kind)).toEqual(['damaged-gzip']);
      }
    },
  );

  test('with damage far into it is read up to there', async () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      options.replace('Call-ID: ', `Call-ID: ${index * 7919}-`),
    );
    const whole = gzipSync(many.join(''));
    const collected = await readInput(Buffer.concat([whole, Buffer.from('junk')]));
    expect(texts(collected)).toEqual(many);
  });
});
