import { describe, expect, test } from 'vitest';
import type { CapturedMessage } from '../../../src/capture/capturedMessage.js';
import { type InputFormat, openReader } from '../../../src/capture/openReader.js';
import { type TextFormat, textReader } from '../../../src/capture/text/textReader.js';
import { readInput } from '../collectInput.js';
import { fixtureText, fixtureTexts } from './fixtureTexts.js';

/** A small generator of numbers (Numerical Recipes' constants), so that a run can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function summary(message: CapturedMessage): string {
  const { bytes, ...rest } = message;
  return JSON.stringify([rest, bytes.toString('latin1')]);
}

describe('however a text is cut into pieces, its messages are the same', () => {
  test.each(fixtureTexts())('%s', async (name) => {
    const text = fixtureText(name);
    const whole = await readInput(text);
    expect(whole.messages.length).toBeGreaterThan(0);
    for (const pieceBytes of text.length < 20_000 ? [1, 2, 3, 61, 1000] : [7, 1000]) {
      const cut = await readInput(text, { pieceBytes });
      expect(cut.messages.map(summary)).toEqual(whole.messages.map(summary));
      expect(cut.problems).toEqual(whole.problems);
    }
  });

  test('at each byte of a small text', () => {
    const text = fixtureText('tcpdump-A.txt').subarray(0, 2500);
    const read = (cutAt: number) => {
      const messages: string[] = [];
      const reader = textReader(
        'tcpdump',
        { message: (one) => messages.push(summary(one)), problem: () => {} },
        'in',
      );
      reader.push(text.subarray(0, cutAt));
      reader.push(text.subarray(cutAt));
      reader.end();
      return messages;
    };
    const whole = read(0);
    for (let cutAt = 1; cutAt < text.length; cutAt++) expect(read(cutAt)).toEqual(whole);
  });
});

describe('no damage to a text makes a reader throw', () => {
  // A longer look: MUTATIONS=10000 npx vitest run test/capture/text/textProperties.test.ts
  const mutations = Number(process.env.MUTATIONS ?? 300);

  test.each(fixtureTexts())(`%s, ${mutations} times`, async (name) => {
    const text = fixtureText(name).subarray(0, 16_000);
    const format = (await readInput(text)).format as TextFormat;
    const next = numbers(name.length * 7919);
    let messages = 0;
    for (let round = 0; round < mutations; round++) {
      const damaged = damage(text, next);
      const reader = textReader(
        format,
        {
          message: (message) => {
            messages += 1;
            expect(message.bytes.length).toBeGreaterThan(0);
            expect(message.bytes.length).toBeLessThan(4 * damaged.length + 1000);
          },
          problem: (problem) => expect(problem.message).not.toBe(''),
        },
        'in',
      );
      reader.push(damaged.subarray(0, damaged.length / 2));
      if (round % 4 === 0) reader.idle();
      reader.push(damaged.subarray(damaged.length / 2));
      reader.end();
    }
    expect(messages).toBeGreaterThan(mutations);
  });
});

/** One to four of: a byte changed, a part cut out, a line dropped, a part repeated, a number made large. */
function damage(text: Buffer, next: (below: number) => number): Buffer {
  let damaged = Buffer.from(text);
  for (let count = 1 + next(4); count > 0; count--) {
    const at = next(damaged.length);
    const end = Math.min(damaged.length, at + 1 + next(400));
    switch (next(5)) {
      case 0:
        damaged[at] = next(256);
        break;
      case 1:
        damaged = Buffer.concat([damaged.subarray(0, at), damaged.subarray(end)]);
        break;
      case 2: {
        const line = damaged.indexOf(0x0a, at);
        const lineEnd = line < 0 ? -1 : damaged.indexOf(0x0a, line + 1);
        if (lineEnd > 0) damaged = Buffer.concat([damaged.subarray(0, line), damaged.subarray(lineEnd)]);
        break;
      }
      case 3:
        damaged = Buffer.concat([damaged.subarray(0, end), damaged.subarray(at)]);
        break;
      default:
        damaged = Buffer.from(damaged.toString('latin1').replace(/\d\d+(?=[^\d]*$)/, '999999999'), 'latin1');
    }
    if (damaged.length === 0) return Buffer.from('\n');
  }
  return damaged;
}

describe('a text of any size is read in bounded memory', () => {
  test.each<[InputFormat, string]>([
    ['ngrep', 'U 192.0.2.10:5060 -> 192.0.2.20:5060\nINVITE sip:b@example.com SIP/2.0.\n'],
    ['tcpdump', '00:16:35.302109 IP 192.0.2.10.5060 > 192.0.2.20.5060: SIP: x\n'],
    [
      'sngrep',
      '2026/11/23 00:16:35.302109 192.0.2.10:5060 -> 192.0.2.20:5060\nINVITE sip:b@example.com SIP/2.0\r\n',
    ],
  ])('%s without end of a message', async (format, head) => {
    const reader = openReader({ message: () => {}, problem: () => {} }, { inputName: 'in', format });
    await reader.push(Buffer.from(head));
    const junk = Buffer.from(`${'x'.repeat(99)}\n`.repeat(10_000));
    const before = process.memoryUsage().rss;
    for (let megabytes = 0; megabytes < 200; megabytes++) await reader.push(junk);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    await reader.end();
  });
});

describe('lines made to keep a reader busy cost no more than their length', () => {
  const runs = [
    ' ',
    '\n',
    '.',
    '..a',
    '-',
    'a:',
    ' > ',
    ';/',
    '0 ',
    '\x1b[',
    ' -> ',
    ', ',
    'SIP/2.0 ',
    '\n\r\n',
    'a..b: ',
    'aaaaaa',
    '::',
    '(label ',
    'options [<',
  ];
  const begins: [TextFormat, string][] = [
    ['tcpdump', '00:16:35.302109 IP 1.1.1.1.5060 > 1.1.1.2.5060: SIP: INVITE sip:b SIP/2.0\nE'],
    ['tcpdump', '00:16:35.302109 IP 1.1.1.1.5060 > 1.1.1.2.5060: Flags [P.], options ['],
    ['tcpdump', '00:16:35.302109 IP 1.1.1.1.5060 > 1.1.1.2.5060: SIP: INVITE sip:b SIP/2.0\n\t0x0000:  '],
    ['tcpdump', '00:16:35.302109 IP 1.1.1.1 > 1.1.1.2: RT6 s > '],
    ['ngrep', 'U 192.0.2.10:5060 -> 192.0.2.20:5060 #1\nINVITE sip:b SIP/2.0.\n'],
    ['ngrep', 'U 192.0.2.10:5060 -> 192.0.2.20:5060 #1\n  INVITE sip:b SIP/2.0..'],
    [
      'sipp',
      `${'-'.repeat(47)} 2026-11-23 00:14:05.208339\nUDP message sent (5110000 bytes):\n\nINVITE sip:b SIP/2.0\n`,
    ],
    ['kamailio', `${'~'.repeat(20)}\nINVITE sip:b SIP/2.0\n`],
    ['freeswitch', 'recv 325 bytes from udp/[192.0.2.20]:5060'],
    ['asterisk', '<--- Received SIP request (348 bytes) from '],
    ['homer', 'proto:'],
    ['baresip', 'UDP 192.0.2.10:5090 -> 192.0.2.20:5060\n'],
  ];

  // A reader whose time grew with the square would take minutes here, and the test's own limit would end it.
  test.each(begins)('%s %j', (format, begin) => {
    for (const run of runs) {
      const reader = textReader(format, { message: () => {}, problem: () => {} }, 'in');
      reader.push(Buffer.from(`${begin}${run.repeat(100_000)}x\n`, 'latin1'));
      reader.idle();
      reader.end();
    }
  });
});

describe('a live text', () => {
  test.each<[string, TextFormat, string, string, string]>([
    ['tcpdump -A', 'tcpdump', 'tcpdump-A.txt', '22:13:20.040222', '22:13:20.060333'],
    ['tcpdump -vvv -A', 'tcpdump', 'tcpdump-vvvA.txt', '22:13:20.040222', '22:13:20.060333'],
    [
      'ngrep -W byline',
      'ngrep',
      'ngrep-byline-q.txt',
      'U 192.0.2.20',
      'U 192.0.2.10:5080 -> 192.0.2.20:5060 #3',
    ],
  ])(
    '%s: a message is handed over when the text falls silent, and once',
    (_name, format, file, second, third) => {
      const text = fixtureText(file);
      const seen: string[] = [];
      const reader = textReader(
        format,
        { message: (message) => seen.push(message.bytes.toString('latin1', 0, 7)), problem: () => {} },
        'in',
      );
      reader.push(text.subarray(0, text.indexOf(second)));
      reader.idle();
      reader.idle();
      expect(seen).toEqual(['OPTIONS']);
      reader.push(text.subarray(text.indexOf(second), text.indexOf(third)));
      reader.end();
      expect(seen).toEqual(['OPTIONS', 'SIP/2.0']);
    },
  );

  test('tcpdump -X: a packet is read with its last byte', () => {
    const text = fixtureText('tcpdump-X.txt');
    const seen: string[] = [];
    const reader = textReader(
      'tcpdump',
      { message: (message) => seen.push(message.bytes.toString('latin1', 0, 7)), problem: () => {} },
      'in',
    );
    const second = text.indexOf('22:13:20.040222');
    reader.push(text.subarray(0, second));
    expect(seen).toEqual(['OPTIONS']);
  });
});
