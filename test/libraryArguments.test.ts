import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type * as library from '../src/index.js';
import { request } from './cli/program.js';

/** The library as it is published, as JavaScript sees it: nothing keeps a caller from any argument. */
const built = (await import(new URL('../dist/index.js', import.meta.url).href)) as typeof library;
// biome-ignore lint/suspicious/noExplicitAny: what has the wrong type is what this is about
type Anything = any;

function expectArgumentError(error: unknown, message: string): void {
  expect(error).toBeInstanceOf(built.SipexecError);
  expect(error).toMatchObject({ name: 'ArgumentError', message });
}

describe('a message, and what is said of the server, must be what its type says', () => {
  test.each<[Anything, Anything, string]>([
    [undefined, {}, 'message: expected bytes, a text or a message of a capture, and not undefined'],
    [
      Promise.resolve(''),
      {},
      'message: expected bytes, a text or a message of a capture, and not a promise (await it)',
    ],
    [{ bytes: 'x' }, {}, 'message: expected bytes, a text or a message of a capture, and not this object'],
    [request(), null, 'options: expected an object, and not null'],
    [request(), { server: 5.6 }, 'server: expected a text, and not 5.6'],
    [request(), { requestURI: 'sip:a@x' }, 'unknown option requestURI; did you mean requestUri?'],
    [request(), { requestUri: ['sip:a@x'] }, 'requestUri: expected a text or bytes, and not a list'],
    [request(), { setvars: 0 }, 'setvars: expected true or false, and not 0'],
    [
      request(),
      { transport: 'UDP' },
      'transport: expected one of udp, tcp, tls, sctp, ws, wss, and not "UDP"',
    ],
    [
      request(),
      { source: { ip: '192.0.2.1:5060' } },
      'source: expected { ip, port }, an IP address and a number from 0 to 65535, or one of them, and not this object',
    ],
    [
      request(),
      { destination: { port: '5060' } },
      'destination: expected { ip, port }, an IP address and a number from 0 to 65535, or one of them, and not this object',
    ],
    [
      request(),
      { avps: { a: [1] } },
      'avps: expected an object of texts or lists of texts, and not this object',
    ],
    [request(), { vars: ['a=b'] }, 'vars: expected an object of texts, and not a list'],
  ])('%s %j', (message, options, said) => {
    let thrown: unknown;
    try {
      new built.ExecRequest(message, options);
    } catch (error) {
      thrown = error;
    }
    expectArgumentError(thrown, said);
  });
});

describe('so must what is said of a command, or nothing runs', () => {
  test.each<[Anything, string]>([
    [{ runInjected: 'no' }, 'runInjected: expected true or false, and not "no"'],
    [{ execTimerSeconds: Number.NaN }, 'execTimerSeconds: expected a number of seconds from 0, and not NaN'],
    [{ execTimerSeconds: '2' }, 'execTimerSeconds: expected a number of seconds from 0, and not "2"'],
    [{ execTimerSeconds: -1 }, 'execTimerSeconds: expected a number of seconds from 0, and not -1'],
    [{ timeout: 2 }, 'unknown option timeout'],
    [{ workingDirectory: 5 }, 'workingDirectory: expected a text without NUL, and not 5'],
    [{ path: ['/bin'] }, 'path: expected a text without NUL, and not a list'],
    [{ shell: '/bin/sh\0' }, 'shell: expected a text without NUL, and not "/bin/sh\\u0000"'],
    [{ user: 0 }, 'user: expected a text, and not 0'],
    [
      { daemonEnvironment: { A: 1 } },
      'daemonEnvironment: expected an object of texts without NUL, their names without NUL and "=", and not this object',
    ],
    [{ signal: {} }, 'signal: expected an AbortSignal, and not this object'],
  ])('%j', async (options, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'sipexec-library-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const call = new built.ExecRequest(request()).msg(`: > '${folder}/ran'`, options);
    expectArgumentError(await call.catch((error: unknown) => error), said);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('and the command and the function themselves', async () => {
    const called = new built.ExecRequest(request());
    const wrong = called.msg(['true'] as Anything).catch((error: unknown) => error);
    expectArgumentError(await wrong, 'command: expected a text, and not a list');
    const none = called.call(Symbol('x') as Anything, 'true').catch((error: unknown) => error);
    expectArgumentError(await none, 'function: expected a text, and not a symbol');
  });
});

test('one object may hold the options of a request and of its command, and what is undefined is not given', async () => {
  const options: Anything = {
    server: 'kamailio-5.6',
    execTimerSeconds: 0,
    signal: undefined,
    daemonEnvironment: process.env,
  };
  expect(await new built.ExecRequest(request(), options).msg('exit 3', options)).toMatchObject({
    exitCode: 3,
  });
});

describe('a reader of inputs', () => {
  test('takes bytes that are no Buffer, as streams of the web hand them over', async () => {
    const messages: library.CapturedMessage[] = [];
    const sink = { message: (message: library.CapturedMessage) => messages.push(message), problem: () => {} };
    const reader = built.openReader(sink, { inputName: 'web' });
    await reader.push(new TextEncoder().encode(request()));
    await reader.end();
    expect(messages.map(({ bytes }) => bytes.toString())).toEqual([request()]);
    const { bytes } = messages[0] as library.CapturedMessage;
    expect(
      new built.ExecRequest({ bytes: new Uint8Array(bytes) as Buffer }).environment().variables,
    ).toMatchObject({
      SIP_USER: 'bob',
    });
  });

  test.each<[() => unknown, string]>([
    [
      () => built.openReader({} as Anything, { inputName: 'x' }),
      'sink: expected an object with the functions message and problem, and not this object',
    ],
    [
      () => built.openReader({ message() {}, problem() {} }, { inputName: 'x' }).push('INVITE' as Anything),
      'chunk: expected bytes, and not "INVITE"',
    ],
    [() => built.findServer(5.6 as Anything), 'name: expected a text, and not 5.6'],
  ])('%s', (call, said) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expectArgumentError(thrown, said);
  });
});
