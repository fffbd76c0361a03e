import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { project } from '../../suite/project.js';
import { request, sipexec } from '../program.js';
import { publishedSchema } from '../publishedSchema.js';

const id = (flag: string) => execFileSync('id', [flag], { encoding: 'utf8' }).trim();
const user = `user: ${id('-un')} (${id('-u')}:${id('-g')})`;
const umask = process.umask().toString(8).padStart(4, '0');
const daemon = ['--clean-env', '--env', 'PATH=/usr/bin:/bin'];

/** The story on standard error, without the message's variables and warnings, and with the time that it took as T. */
async function story(args: string[], input = request(), cwd?: string): Promise<string> {
  const run = await sipexec([...args, '-v'], input, cwd === undefined ? {} : { cwd });
  return run.stderr.replace(/^(?:SIP_|sipexec: ).*\n/gm, '').replace(/after [\d.]+ ms/, 'after T ms');
}

describe('-v', () => {
  test('tells the story of exec_dset in the order in which it happens', async () => {
    const { folder } = project({});
    const command = String.raw`printf 'sip:$rU@a\n\n  \nsip:b@b\r\n'; echo note >&2 #`;
    const args = ['dset', command, '-s', 'kamailio-6.1', '--dst', '192.0.2.9:5070', ...daemon, 'invite.sip'];
    expect(await story(args, '', folder)).toBe(
      String.raw`server: kamailio-6.1 (--server)
message: 1 of invite.sip, INVITE sip:bob@biloxi.example.com, ${Buffer.byteLength(request())} bytes
source: 192.0.2.1:5066 (the top Via)
destination: 192.0.2.9:5070 (an option)
transport: udp (the top Via)
expanded: $rU is "bob"
expanded: the request URI is "sip:bob@biloxi.example.com"
${user}; folder: ${folder}; umask: ${umask}; shell: /bin/sh
PATH: /usr/bin:/bin
+ printf 'sip:bob@a\n\n  \nsip:b@b\r\n'; echo note >&2 # 'sip:bob@biloxi.example.com'
note
ended: after T ms, exit status 0
output: 23 bytes read of its standard output
line 1: "sip:bob@a": the request URI
line 2: skipped: it is blank
line 3: skipped: it is blank
line 4: "sip:b@b": branch 1
returned: 1 (true): the command printed 2 URIs and exited with status 0
`,
    );
  });

  test('tells of a line that was cut, and of one that found no room', async () => {
    const told = await story(['dset', 'printf "sip:%01020d@x\\n" 1; seq -f sip:%g@x 12 #']);
    expect(told).toMatch(/^line 1: "sip:0{196}…": the request URI, cut at 1023 bytes$/m);
    expect(told).toMatch(/^line 2: "1@x": branch 1, the rest of the line before it$/m);
    expect(told).toMatch(/^line 13: "sip:11@x": not taken: there is no room for it$/m);
    expect(told).toMatch(/^returned: -1 \(false\): the command printed more URIs than the server takes$/m);
  });

  test.each<[string, string[], string[]]>([
    [
      'exec_msg',
      ['msg', 'cat >/dev/null; kill -9 $$$$'],
      [
        'ended: after T ms, killed by SIGKILL',
        `input: ${Buffer.byteLength(request())} bytes written to its standard input`,
        'output: nothing of it is read as URIs or AVPs',
        'returned: -1 (false): the command was killed by SIGKILL',
      ],
    ],
    [
      'exec_avp',
      ['avp', 'echo gold; exit 2'],
      [
        'ended: after T ms, exit status 2',
        'output: 5 bytes read of its standard output',
        'line 1: "gold": AVP 1',
        'returned: -1 (false): the command exited with status 2',
      ],
    ],
    [
      'exec_cmd',
      ['cmd', 'true', '-s', 'kamailio-6.1'],
      [
        'ended: after T ms, exit status 0',
        'output: nothing of it is read as URIs or AVPs',
        'returned: 1 (true): the command exited with status 0',
      ],
    ],
    [
      'exec',
      ['exec', 'cat >/dev/null; exit 3', '--stdin', 'a $rU', '-s', 'opensips-3.6'],
      [
        'ended: after T ms, exit status 3',
        'input: 5 bytes written to its standard input',
        'output: nothing of it is read as URIs or AVPs',
        'returned: 1 (true): exec() is true whatever becomes of its command',
      ],
    ],
  ])('tells how %s ended', async (_name, args, lines) => {
    const told = (await story(args)).trimEnd().split('\n');
    expect(told.slice(told.findIndex((line) => line.startsWith('ended')))).toEqual(lines);
  });

  test('says where the name of the server came from', async () => {
    const config = '#!KAMAILIO\nroute { exec_msg("true"); }\n';
    const { folder } = project({ 'k.cfg': config, '.sipexec.yaml': 'server: opensips-3.6\n' });
    const first = async (args: string[], options: object) =>
      (await sipexec([...args, '-v'], request(), options)).stderr
        .split('\n')
        .find((line) => /^server/.test(line));
    expect(await first(['msg', 'true'], {})).toBe('server: documented (nobody named one)');
    expect(await first(['msg', 'true'], { env: { SIPEXEC_SERVER: 'kamailio-5.6' } })).toBe(
      'server: kamailio-5.6 (SIPEXEC_SERVER)',
    );
    expect(await first(['exec', 'true'], { cwd: folder })).toMatch(
      /^server: opensips-3\.6 \(\S*\.sipexec\.yaml:1\S*\)$/,
    );
    const { folder: other } = project({ 'k.cfg': config });
    expect(await first(['run', 'k.cfg:2'], { cwd: other })).toMatch(/^server: kamailio-\S+ \(k\.cfg: /);
  });

  test('shows what came from a message escaped', async () => {
    const run = await sipexec(['msg', ': $hdr(X) #', '-v'], request({ X: 'a\x1b[2Jb' }));
    expect(run.stderr).toContain('expanded: $hdr(X) is "a\\u001b[2Jb"');
  });

  test('of several at a time, tells each story in one piece', async () => {
    const { folder } = project({ 'two.sip': request() + request() });
    const told = await story(['msg', 'true', '-j', '2', 'two.sip'], '', folder);
    const kinds = told.split('\n').map((line) => line.split(':')[0]);
    const one = kinds.slice(0, kinds.indexOf('returned') + 1);
    expect(kinds).toEqual([...one, ...one, '']);
  });
});

describe('--json -v', () => {
  test('has the story in the record, as the schema says, and nothing of it on standard error', async () => {
    const args = ['dset', 'echo sip:$rU@gw; echo; echo sip:b@gw #', '-s', 'kamailio-6.1', ...daemon];
    const run = await sipexec([...args, '--src', '192.0.2.7', '--json', '-v'], request());
    const record = JSON.parse(run.stdout);
    const validate = publishedSchema('record');
    validate(record);
    expect([validate.errors, run.stderr]).toEqual([null, '']);
    expect(record.story).toEqual({
      serverFrom: '--server',
      source: { ip: '192.0.2.7', port: 5060, from: 'option' },
      destination: { ip: '127.0.0.1', port: 5060, from: 'default' },
      transport: { name: 'udp', from: 'default' },
      expanded: [
        { name: '$rU', value: 'bob' },
        { name: 'the request URI', value: 'sip:bob@biloxi.example.com' },
      ],
      process: {
        user: id('-un'),
        uid: Number(id('-u')),
        gid: Number(id('-g')),
        folder: process.cwd(),
        path: '/usr/bin:/bin',
        umask,
        shell: '/bin/sh',
      },
      outputBytes: 21,
      lines: [
        { text: 'sip:bob@gw', became: 'request-uri', isRemainder: false },
        { text: '', became: 'blank', isRemainder: false },
        { text: 'sip:b@gw', became: 'branch', branch: 1, isRemainder: false },
      ],
      why: 'the command printed 2 URIs and exited with status 0',
    });
  });

  test('a record without -v has none', async () => {
    const run = await sipexec(['msg', 'true', '--json'], request());
    expect(JSON.parse(run.stdout)).not.toHaveProperty('story');
  });
});
