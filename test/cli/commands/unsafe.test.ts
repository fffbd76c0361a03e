import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ExecRequest } from '../../../src/index.js';
import { request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-unsafe-'));
const made = join(folder, 'P');
beforeEach(() => rmSync(made, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** Its URI ends the quotes in which Kamailio appends it, and makes a file. */
const hostile = request({}, { uri: "sip:a';touch$" + "{IFS}P;'@x" });
const asServer = ['--server', 'kamailio-6.1'];

describe('a message that would run as shell', () => {
  test('runs nothing, and is told with what would have run', async () => {
    const run = await sipexec(['dset', 'true', ...asServer], hostile, { cwd: folder });
    expect(run.stdout).toBe('');
    expect(run.stderr.split('\n')[0]).toBe(
      'sipexec: standard input:1: unsafe, and not run: the shell would run what came with the message: ' +
        '"touch$' +
        '{IFS}P"; \' (0x27) at byte 6 of the request URI begins it; --run-injected runs it all the same',
    );
    expect(run.status).toBe(125);
    expect(existsSync(made)).toBe(false);
  });

  test('runs with --run-injected, as on the server', async () => {
    const run = await sipexec(['dset', 'true', ...asServer, '--run-injected'], hostile, { cwd: folder });
    expect(run.stderr).toContain('[quote-breakout]');
    expect(existsSync(made)).toBe(true);
  });

  test('has a record', async () => {
    const run = await sipexec(['dset', 'true', ...asServer, '--json'], hostile, { cwd: folder });
    expect(JSON.parse(run.stdout)).toMatchObject({
      outcome: 'unsafe',
      injected: { code: 'touch$' + '{IFS}P', value: 'the request URI', byte: 6 },
      commandLine: "true 'sip:a';touch$" + "{IFS}P;'@x'",
    });
    expect(existsSync(made)).toBe(false);
  });

  test('is counted among others, and makes the status 125', async () => {
    const run = await sipexec(['dset', 'echo sip:a@b #', ...asServer, '-q'], request() + hostile, {
      cwd: folder,
    });
    expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('sip:a@b\n')]);
    const bare = await sipexec(['dset', 'echo sip:a@b', ...asServer], request() + hostile, { cwd: folder });
    expect(bare.stderr).toContain('sipexec: 1 request run: 1 true, 0 false; 1 unsafe, and not run\n');
    expect(bare.status).toBe(125);
  });

  test('runs neither command of --against', async () => {
    const run = await sipexec(['dset', 'true', '--against', 'false', ...asServer], hostile, { cwd: folder });
    expect(run.stderr.match(/unsafe, and not run/g)).toHaveLength(2);
    expect([run.status, existsSync(made)]).toEqual([125, false]);
  });

  test('fails in a suite, and can be expected there', async () => {
    const suite = (more: string) => {
      const text = JSON.stringify(hostile);
      writeFileSync(
        join(folder, 'suite.yaml'),
        `server: kamailio-6.1\ncases:\n  - name: hostile\n    message: ${text}\n    dset: 'true'\n${more}`,
      );
      return sipexec(['test', 'suite.yaml'], '', { cwd: folder });
    };
    const failed = await suite('    expect: { exitStatus: 0 }\n');
    expect([failed.status, existsSync(made)]).toEqual([1, false]);
    expect(failed.stdout).toContain('unsafe');
    expect((await suite('    expect: { outcome: unsafe, reason: { contains: touch } }\n')).status).toBe(0);
    expect(existsSync(made)).toBe(false);
    const ran = await suite('    runInjected: true\n    expect: { exitStatus: 127 }\n');
    expect(ran.stdout).toContain('1 passed');
    expect(existsSync(made)).toBe(true);
  });

  test('is an outcome of the library, too', async () => {
    const own = new ExecRequest(Buffer.from(hostile, 'latin1'), { server: 'kamailio-6.1' });
    const options = { workingDirectory: folder, daemonEnvironment: { PATH: process.env.PATH } };
    const result = await own.dset('true', options);
    expect(result).toMatchObject({ outcome: 'unsafe', returnCode: -1, injected: { byte: 6 } });
    expect(existsSync(made)).toBe(false);
    await own.dset('true', { ...options, runInjected: true });
    expect(existsSync(made)).toBe(true);
  });
});
