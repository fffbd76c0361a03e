import { describe, expect, test } from 'vitest';
import { readInput, texts } from '../collectInput.js';

const message = 'OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n';
const second = Date.UTC(2026, 10, 22, 23, 16, 35) / 1000;

describe('the time beside a message in JSON', () => {
  test.each([
    ['a text with its zone', '2026-11-23T00:16:35.302109+01:00', 302_109_000],
    ['seconds', 1_795_389_395.302109, 302_109_000],
    ['thousandths', 1_795_389_395_302, 302_000_000],
    ['billionths, as Loki has them', '1795389395302109000', 302_109_000],
  ])('%s', async (_name, timestamp, nanoseconds) => {
    const { messages } = await readInput(JSON.stringify({ timestamp, msg: message }));
    expect(messages.map(({ time }) => time)).toEqual([{ seconds: second, nanoseconds }]);
  });

  test('a text without a zone tells none', async () => {
    const { messages } = await readInput(JSON.stringify({ time: '2026-11-23 00:16:35', msg: message }));
    expect(messages.map(({ time }) => time)).toEqual([undefined]);
  });
});

describe('JSON that is not whole', () => {
  const whole = JSON.stringify({ data: [{ raw: message }, { raw: message }, { raw: message }] });

  test('is read line by line, and a remark says so', async () => {
    const { messages, problems } = await readInput(whole.slice(0, -5));
    expect(messages).toHaveLength(3);
    expect(problems.filter(({ kind }) => kind === 'damaged-json')).toMatchObject([
      { message: 'the JSON is cut or damaged: its lines were read as a text', nature: 'format' },
    ]);
  });

  test('without a message in it is an error', async () => {
    const { messages, problems } = await readInput('{"data": [{"raw": "INVI\n');
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'damaged-json', nature: 'damage' }]);
  });

  test('without SIP is whole, and there is nothing to say', async () => {
    const { messages, problems, format } = await readInput('{"level":"info"}\n{"level":"warn"}\n');
    expect([messages, problems, format]).toEqual([[], [], 'json']);
  });

  test('a line of another kind before the last object: both messages', async () => {
    const line = JSON.stringify({ msg: message });
    const collected = await readInput(`${line}\nsomething else\n${line}\n`);
    expect(texts(collected)).toEqual([message, message]);
  });
});
