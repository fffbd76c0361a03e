import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ExecRequest } from '../../../src/index.js';
import { request, sipexec } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-kemi-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In KEMI `$rU` is a variable of the shell that nobody sets, and `$SIP_USER` is the command's. */
const command = 'cat >/dev/null; echo "[$rU] [$SIP_USER]"';
const printed = '[] [bob]\n';

describe("a KEMI script's string reaches the shell as it is", () => {
  test('with --kemi', async () => {
    const run = await sipexec(['msg', command, '--kemi', '--server', 'kamailio-5.6', '--json'], request());
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ commandLine: command, stdout: printed });
  });

  test('in a suite, whose failures say --kemi in the call by hand', async () => {
    writeFileSync(join(folder, 'message.sip'), request());
    const suite = (expected: string) =>
      `server: kamailio-5.6\ncases:\n  - name: raw\n    msg: '${command}'\n    kemi: true\n    message: message.sip\n    expect: { stdout: { equals: ${JSON.stringify(expected)} } }\n`;
    writeFileSync(join(folder, 'good.yaml'), suite(printed));
    writeFileSync(join(folder, 'bad.yaml'), suite('other\n'));
    expect(await sipexec(['test', join(folder, 'good.yaml')])).toMatchObject({ status: 0 });
    const bad = await sipexec(['test', '--json', join(folder, 'bad.yaml')]);
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.stdout.split('\n')[0] as string).byHand).toContain(' --kemi');
  });

  test('in the library', async () => {
    const call = new ExecRequest(request(), { server: 'kamailio-5.6' });
    const result = await call.msg(command, { kemi: true });
    expect(result.stdout?.toString()).toBe(printed);
  });

  test.each(['kamailio-4.4', 'openser-1.1', 'opensips-2.4'])('%s has no KEMI', async (server) => {
    const run = await sipexec(['msg', command, '--kemi', '--server', server], request());
    expect(run).toMatchObject({
      status: 125,
      stdout: '',
      stderr: `sipexec: ${server} has no KEMI, which came with Kamailio 5.0\n`,
    });
  });
});
