import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type * as library from '../src/index.js';
import {
  type CapturedMessage,
  type CommandOptions,
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

describe("the daemon's surroundings in the library", () => {
  const daemonEnvironment = { PATH: '/usr/bin:/bin', OWN: 'mine' };

  /** What a command prints within some surroundings. */
  async function printed(command: string, options: CommandOptions): Promise<string | undefined> {
    const all = { daemonEnvironment, ...options };
    const result = await new ExecRequest(request(), { server: 'kamailio-5.6' }).msg(
      `cat >/dev/null; ${command}`,
      all,
    );
    expect(result).toMatchObject({ outcome: 'ran', exitCode: 0 });
    return result.stdout?.toString();
  }

  function folder(): string {
    const made = realpathSync(mkdtempSync(join(tmpdir(), 'sipexec-library-')));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  }

  test('workingDirectory is where commands run', async () => {
    const made = folder();
    expect(await printed('pwd', { workingDirectory: made })).toBe(`${made}\n`);
  });

  test('path is the PATH, in place of that of daemonEnvironment', async () => {
    expect(await printed('echo $$PATH $$OWN', { path: '/bin:/opt/x' })).toBe('/bin:/opt/x mine\n');
  });

  test('umask is octal', async () => {
    expect(await printed('umask', { umask: '027' })).toBe('0027\n');
  });

  test('unit says all of these, and what stands beside it counts more', async () => {
    const made = folder();
    const unit = join(made, 'sip.service');
    writeFileSync(unit, `[Service]\nWorkingDirectory=${made}\nUMask=0077\nEnvironment=A=unit B=unit\n`);
    const show = 'pwd; umask; echo "$$A $$B $$OWN"';
    expect(await printed(show, { unit, daemonEnvironment: {} })).toBe(`${made}\n0077\nunit unit \n`);
    const beside = { workingDirectory: '/', umask: '022', daemonEnvironment: { B: 'said', OWN: 'said' } };
    expect(await printed(show, { unit, ...beside })).toBe('/\n0022\nunit said said\n');
  });

  test('user may be the one who runs it', async () => {
    const [user, uid] = ['-un', '-u'].map((option) =>
      execFileSync('id', [option], { encoding: 'utf8' }).trim(),
    );
    expect(await printed('id -u', { user: user as string })).toBe(`${uid}\n`);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'user becomes another one for root (skipped where not root runs the tests)',
    async () => {
      const [uid, gid] = ['-u', '-g'].map((option) =>
        execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }).trim(),
      );
      const options = { user: 'nobody', workingDirectory: '/' };
      expect(await printed('id -u; id -g; id -G', options)).toBe(`${uid}\n${gid}\n${gid}\n`);
    },
  );

  test.each<[CommandOptions, string]>([
    [{ user: 'no-such-user' }, 'there is no user no-such-user on this system'],
    [{ umask: '9' }, 'umask 9: expected an octal mode from 0 to 777'],
    [{ workingDirectory: '/no/such' }, 'the working directory /no/such: no such file'],
    [{ unit: '/no/such.service' }, 'cannot read the unit /no/such.service: no such file'],
  ])('%j is an error, and nothing runs', async (options, message) => {
    const made = folder();
    const call = new ExecRequest(request()).msg(`touch ${made}/ran`, { daemonEnvironment, ...options });
    await expect(call).rejects.toThrow(message);
    expect(execFileSync('ls', [made], { encoding: 'utf8' })).toBe('');
  });
});
