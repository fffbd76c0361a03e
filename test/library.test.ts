import { describe, expect, test } from 'vitest';
import type * as library from '../src/index.js';
import {
  type CapturedMessage,
  ExecRequest,
  NotRunnableError,
  NotSipError,
  UnknownPseudoVariableError,
} from '../src/index.js';
import { request } from './cli/program.js';

describe('the library', () => {
  test('gives the environment of a request', () => {
    const { variables, entries } = new ExecRequest(request(), {
      source: { ip: '203.0.113.9', port: 5062 },
    }).environment();
    expect(variables).toMatchObject({
      SIP_RURI: 'sip:bob@biloxi.example.com',
      SIP_USER: 'bob',
      SIP_SRCIP: '203.0.113.9',
    });
    expect(entries[0]?.name).toBe('SIP_DID');
  });

  test('takes the source from the top Via where nobody says it, as the program does', () => {
    const { variables } = new ExecRequest(
      request({ Via: 'SIP/2.0/UDP 192.0.2.77:5090;branch=z9hG4bK1' }),
    ).environment();
    expect(variables?.SIP_SRCIP).toBe('192.0.2.77');
  });

  test('takes the source of a captured message from its capture', () => {
    const captured: CapturedMessage = {
      bytes: Buffer.from(request({ Via: 'SIP/2.0/UDP 192.0.2.77:5090;branch=z9hG4bK1' })),
      source: { ip: '198.51.100.9', port: 5068 },
    };
    expect(new ExecRequest(captured).environment().variables?.SIP_SRCIP).toBe('198.51.100.9');
  });

  test('runs exec_dset and gives the URI set', async () => {
    const result = await new ExecRequest(request()).dset('echo sip:$fU@x; echo sip:two@x; echo why >&2 #');
    expect(result).toMatchObject({ outcome: 'ran', returnCode: 1, exitCode: 0, timedOut: false });
    expect([result.requestUri, ...result.branches].map(String)).toEqual(['sip:alice@x', 'sip:two@x']);
    expect(result.outcome === 'ran' && result.stderr?.toString()).toBe('why\n');
  });

  test('runs exec_msg as another server, with its environment and its timer', async () => {
    const as = new ExecRequest(request(), { server: 'kamailio-6.1', requestUri: 'sip:carol@x' });
    const result = await as.msg('cat >/dev/null; printf %s "$$SIP_RURI $$PLACE"; sleep 60', {
      daemonEnvironment: { PLACE: 'here', PATH: process.env.PATH },
      execTimerSeconds: 0.3,
    });
    expect(result).toMatchObject({ server: 'kamailio-6.1', returnCode: -1, timedOut: true });
    expect(result.outcome === 'ran' && result.stdout?.toString()).toBe('sip:carol@x here');
  });

  test('an abort signal ends the command', async () => {
    const abort = new AbortController();
    const running = new ExecRequest(request()).msg('sleep 60', {
      signal: abort.signal,
      daemonEnvironment: process.env,
    });
    abort.abort();
    expect(await running).toMatchObject({ returnCode: -1, interruptedBy: 'SIGTERM' });
  });

  test.each<[string, () => unknown, new (...args: never[]) => Error]>([
    ['junk', () => new ExecRequest('this is no SIP message at all'), NotSipError],
    [
      'a reply',
      () => new ExecRequest(request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK')),
      NotRunnableError,
    ],
    ['a message that the server drops', () => new ExecRequest(request({ Via: undefined })), NotRunnableError],
  ])('%s is an error of its own kind', (_name, make, kind) => {
    expect(make).toThrow(kind);
  });

  test('an unknown pseudo-variable is an error before anything runs', async () => {
    await expect(new ExecRequest(request()).dset('echo $ruX')).rejects.toThrow(UnknownPseudoVariableError);
  });

  test('what a command came to can be asked for without asking first whether one ran', async () => {
    const result = await new ExecRequest(request()).msg('echo out; exit 3');
    expect([result.exitCode, result.timedOut, result.stdout?.toString()]).toEqual([3, false, 'out\n']);
  });

  test('the built library names its errors', async () => {
    const built = (await import(new URL('../dist/index.js', import.meta.url).href)) as typeof library;
    expect(() => new built.ExecRequest('this is no SIP message at all')).toThrow(
      expect.objectContaining({ name: 'NotSipError' }),
    );
  });
});
