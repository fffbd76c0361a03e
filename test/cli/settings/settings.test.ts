import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { settingOptions } from '../../../src/cli/arguments/optionTable.js';
import { request, sipexec, variables } from '../program.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  mkdirSync(join(folder, 'sub/below'), { recursive: true });
  writeFileSync(join(folder, 'invite.sip'), request());
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const say = (text: string, where = '.') => writeFileSync(join(folder, where, '.sipexec.yaml'), text);
const run = (words: string[], env: Record<string, string> = {}, where = 'sub/below') =>
  sipexec(words, '', { cwd: join(folder, where), env: { ...process.env, ...env } });
const message = '../../invite.sip';

async function server(words: string[] = [], env: Record<string, string> = {}): Promise<unknown> {
  const { stdout, stderr } = await run(['env', '--json', ...words, message], env);
  return stdout === '' ? stderr : JSON.parse(stdout).server;
}

describe('the server is named', () => {
  test('by --server before SIPEXEC_SERVER, by that before the nearest .sipexec.yaml, by that before the default', async () => {
    expect(await server()).toBe('documented');
    say('server: opensips-1.4\n');
    expect(await server()).toBe('opensips-1.4');
    say('server: opensips-2.4\n', 'sub');
    expect(await server()).toBe('opensips-2.4');
    expect(await server([], { SIPEXEC_SERVER: 'kamailio-6.1' })).toBe('kamailio-6.1');
    expect(await server(['--server', 'openser-1.1'], { SIPEXEC_SERVER: 'kamailio-6.1' })).toBe('openser-1.1');
  });

  test('by a file that says more of it: source, environment, timer, each below the command line', async () => {
    say('server: kamailio-5.6\nsrc: 192.0.2.9:5070\nenv: { HELLO: 1, PATH: /bin }\nclean-env: true\n');
    const said = variables(await run(['env', '--format', 'null', message]));
    expect(said).toMatchObject({ SIP_SRCIP: '192.0.2.9', SIP_USER: 'bob' });
    const call = await run(['msg', '--json', 'echo $$HELLO$$HOME', message], { HOME: '/home' });
    expect(JSON.parse(call.stdout).stdout).toBe('1\n');
    const other = variables(await run(['env', '--format', 'null', '--src', '192.0.2.77', message]));
    expect(other.SIP_SRCIP).toBe('192.0.2.77');
  });

  test('by a file that says where it is reached, how long it waits and as whom it runs', async () => {
    say('server: opensips-2.4\ndst: 192.0.2.20:5080\nexec-timer: 0.2\nuser: no-such-user\n');
    const printed = await run(['expand', '$Ri:$Rp', message]);
    expect(printed.stdout).toBe('192.0.2.20:5080\n');
    const other = await run(['msg', 'true', message]);
    expect([other.status, other.stderr]).toEqual([
      125,
      'sipexec: ../../.sipexec.yaml:4:7: there is no user no-such-user on this system\n',
    ]);
    say('server: opensips-2.4\nexec-timer: 0.2\n');
    expect((await run(['msg', 'exec sleep 60', '-q', message])).status).toBe(124);
  });

  test('for no suite, which says itself what holds', async () => {
    // Each of these would make the check fail: only `documented` sets SIP_ORURI, and the others are seen by the command.
    say(
      'server: kamailio-5.6\nsrc: 192.0.2.9\ncwd: /\numask: 077\npath: /nowhere\nuser: no-such-user\nenv: { HELLO: 1 }\n',
    );
    const seen =
      'test -n "$$SIP_ORURI" && test "$$SIP_SRCIP" != 192.0.2.9 && test -z "$$HELLO" && test "$$(umask)" != 0077 && test "$$PWD" != /';
    const suite = `cases:\n  - name: a\n    message: ${message}\n    msg: '${seen}'\n    expect: { returnCode: 1 }\n`;
    writeFileSync(join(folder, 'sub/below/suite.yaml'), suite);
    const tested = await run(['test', 'suite.yaml'], { SIPEXEC_SERVER: 'kamailio-5.6' });
    expect([tested.status, tested.stdout.includes('1 passed')]).toEqual([0, true]);
    expect(tested.stderr).toMatch(
      /^sipexec: warning: suite\.yaml: no server was named, and servers differ here: .*; name yours with 'server:'\n$/,
    );
  });
});

describe('sipexec config', () => {
  test('says what holds and where it comes from', async () => {
    say('server: opensips-2.4\nsetvars: true\nenv:\n  A: 1\n  B: two\n');
    expect((await run(['config'])).stdout).toBe(
      [
        'server: opensips-2.4 (../../.sipexec.yaml:1:9)',
        'setvars: 1 (../../.sipexec.yaml:2:10)',
        'env: A=1 B=two (../../.sipexec.yaml:4:3)',
        '',
      ].join('\n'),
    );
    const other = await run(['config', '--json', '--setvars=0'], { SIPEXEC_SERVER: 'kamailio' });
    expect(
      other.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { version: 1, name: 'server', value: 'kamailio', from: 'SIPEXEC_SERVER' },
      { version: 1, name: 'setvars', value: '0', from: '--setvars' },
      { version: 1, name: 'env', value: ['A=1', 'B=two'], from: '../../.sipexec.yaml:4:3' },
    ]);
  });

  test('says so where nobody named a server', async () => {
    expect((await run(['config'])).stdout).toBe('server: documented (nobody named a server)\n');
  });
});

describe('a .sipexec.yaml that cannot be used', () => {
  const bad: readonly (readonly [string, string])[] = [
    [
      'server: kamailio-5.6\nsrv: 1\n',
      '../../.sipexec.yaml:2:1: unknown key "srv" in ../../.sipexec.yaml; did you mean src?',
    ],
    ['server: "kam\n', '../../.sipexec.yaml:1:9: the quote that opens here is never closed'],
    ['setvars: maybe\n', '../../.sipexec.yaml:1:10: setvars cannot be "maybe": it is one of 0, 1'],
    ['server: [a]\n', '../../.sipexec.yaml:1:9: server must be a text, not a list'],
    ['- a\n', '../../.sipexec.yaml:1:1: ../../.sipexec.yaml must be a map, not a list'],
  ];
  test.each(bad)('%j gets one line, and nothing runs', async (text, line) => {
    say(text);
    for (const words of [['config'], ['msg', 'touch ran', message]]) {
      const { status, stdout, stderr } = await run(words);
      expect([status, stdout, stderr]).toEqual([125, '', `sipexec: ${line}\n`]);
    }
  });

  test('an unknown server is told with the place that names it', async () => {
    say('server: asterisk\n');
    expect((await run(['env', message])).stderr).toMatch(
      /^sipexec: \.\.\/\.\.\/\.sipexec\.yaml:1:9: unknown server 'asterisk'/,
    );
    const named = await run(['env', message], { SIPEXEC_SERVER: 'yate' });
    expect([named.status, named.stderr.slice(0, 46)]).toEqual([
      125,
      "sipexec: SIPEXEC_SERVER: unknown server 'yate'",
    ]);
  });

  test.each([
    ['src: nonsense', '6: src nonsense: expected IP or IP:PORT, an IPv6 address with a port in brackets'],
    ['dst: 1.2.3.4:x', '6: dst 1.2.3.4:x: expected IP or IP:PORT, an IPv6 address with a port in brackets'],
    ['exec-timer: -3', '13: exec-timer -3: expected a number of seconds'],
    ['user: no-such-user', '7: there is no user no-such-user on this system'],
    ['umask: 9', '8: umask 9: expected an octal mode from 0 to 777'],
    ['cwd: /no/such', '6: the working directory /no/such: no such file'],
    ['unit: ./no-such.service', '7: cannot read the unit FOLDER/no-such.service: no such file'],
  ])('the value of %j is told with its place, and nothing runs', async (text, line) => {
    say(`server: kamailio-5.6\n${text}\n`);
    const { status, stdout, stderr } = await run(['msg', 'touch ran', message]);
    expect([status, stdout, stderr]).toEqual([
      125,
      '',
      `sipexec: ../../.sipexec.yaml:2:${line.replace('FOLDER', folder)}\n`,
    ]);
  });

  test('a folder, and a file of 100 MB', async () => {
    const said = async (line: string) => {
      for (const words of [['config'], ['msg', 'touch ran', message], ['env', message]]) {
        const { status, stdout, stderr } = await run(words);
        expect([status, stdout, stderr]).toEqual([125, '', `sipexec: ../../.sipexec.yaml: ${line}\n`]);
      }
      expect(existsSync(join(folder, 'sub/below/ran'))).toBe(false);
    };
    mkdirSync(join(folder, '.sipexec.yaml'));
    await said('not a file');
    rmSync(join(folder, '.sipexec.yaml'), { recursive: true });
    say('');
    truncateSync(join(folder, '.sipexec.yaml'), 100_000_000);
    await said('100000000 bytes; at most 262144 are read');
  });
});

describe('the schema of .sipexec.yaml', () => {
  const schema = JSON.parse(readFileSync('dist/schemas/settings.schema.json', 'utf8'));

  test('names each option that may stand there, and no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(settingOptions.map(({ name }) => name).sort());
  });

  test('takes what the program takes', () => {
    const isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(isValid(parse('server: kamailio-5.6\nsetvars: 1\nenv: { A: 1 }\nx-note: hello\n'))).toBe(true);
    expect(isValid(parse('srv: kamailio-5.6\n'))).toBe(false);
  });
});
