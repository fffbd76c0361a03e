import { describe, expect, test } from 'vitest';
import { newestOf } from '../../../src/server/series.js';
import { sipexec } from '../program.js';

const message = [
  'INVITE sip:b@example.com SIP/2.0',
  'Via: SIP/2.0/UDP h.example.com;branch=z9hG4bK1',
  'From: <sip:a@example.com>;tag=1',
  'To: <sip:b@example.com>',
  'Call-ID: 1@x',
  'CSeq: 1 INVITE',
  'Content-Length: 0',
  '\r\n',
].join('\r\n');

/**
 * Every released series, and what it is: measured, or taken for a measured one. Who adds a server adds it here, and in no other test.
 */
const series: Readonly<Record<string, 'measured' | `as ${string}`>> = {
  'ser-0.9': 'as openser-1.1',
  'openser-1.0': 'as openser-1.1',
  'openser-1.1': 'measured',
  'openser-1.2': 'as opensips-1.4',
  'openser-1.3': 'as opensips-1.4',
  'opensips-1.4': 'measured',
  'opensips-1.5': 'as opensips-1.4',
  'opensips-1.6': 'as opensips-1.4',
  'opensips-1.7': 'as opensips-1.11',
  'opensips-1.8': 'as opensips-1.11',
  'opensips-1.9': 'as opensips-1.11',
  'opensips-1.10': 'as opensips-1.11',
  'opensips-1.11': 'measured',
  'opensips-2.1': 'as opensips-2.4',
  'opensips-2.2': 'as opensips-2.4',
  'opensips-2.3': 'as opensips-2.4',
  'opensips-2.4': 'measured',
  'opensips-3.0': 'as opensips-3.2',
  'opensips-3.1': 'as opensips-3.2',
  'opensips-3.2': 'measured',
  'opensips-3.3': 'as opensips-3.4',
  'opensips-3.4': 'measured',
  'opensips-3.5': 'measured',
  'opensips-3.6': 'measured',
  'opensips-4.0': 'as opensips-4.1',
  'opensips-4.1': 'measured',
  'kamailio-4.4': 'measured',
  'kamailio-5.0': 'as kamailio-5.6',
  'kamailio-5.1': 'as kamailio-5.6',
  'kamailio-5.2': 'as kamailio-5.6',
  'kamailio-5.3': 'as kamailio-5.6',
  'kamailio-5.4': 'as kamailio-5.6',
  'kamailio-5.5': 'as kamailio-5.6',
  'kamailio-5.6': 'measured',
  'kamailio-5.7': 'as kamailio-5.8',
  'kamailio-5.8': 'measured',
  'kamailio-6.0': 'measured',
  'kamailio-6.1': 'measured',
  'kamailio-6.2-dev': 'measured',
};
const allIds = Object.keys(series);

describe('every released series', () => {
  const notMeasured = allIds.filter((id) => series[id] !== 'measured');
  const said = notMeasured.map((id) => `sipexec: ${id}: not measured; ${series[id]}\n`).join('');

  test('stands in the list, with what it is taken for', async () => {
    const { stdout } = await sipexec(['--server', 'list']);
    const listed = stdout.split('\n').flatMap((line) => {
      const [, id, what] = /^(\S+) +(.*)$/.exec(line) ?? [];
      return id === undefined || id === 'documented'
        ? []
        : [[id, /^not measured; (as .*)$/.exec(what ?? '')?.[1] ?? 'measured']];
    });
    expect(listed).toEqual(Object.entries(series));
  });

  test.each([
    ['by its id', allIds],
    ['by a release', allIds.map((id) => (id.endsWith('-dev') ? id.replace('-dev', '.0-dev3') : `${id}.1`))],
  ])('is known %s, and says what it is taken for', async (_how, names) => {
    const words = ['compare', '--servers', names.join(',')];
    const [text, json] = await Promise.all([sipexec(words, message), sipexec([...words, '--json'], message)]);
    expect([text.status, text.stderr]).toEqual([0, said]);
    expect(Object.keys(JSON.parse(json.stdout).servers)).toEqual(allIds);
  });

  test.each(['ser-0.10', 'openser-1.4', 'opensips-2.5', 'kamailio-5.9', 'kamailio-5', 'kamailio-5.8.x'])(
    'is none by another name: %s',
    async (name) => {
      const run = await sipexec(['dset', 'touch ran', '--server', name], message);
      expect(run).toMatchObject({ status: 125, stdout: '' });
      expect(run.stderr).toMatch(new RegExp(`^sipexec: unknown server '${name}'; [^\n]*\n$`));
    },
  );

  test('is told once, whichever releases of it are compared', async () => {
    const run = await sipexec(
      ['compare', '--servers', 'kamailio-5.7.1,kamailio-5.7.2,kamailio-6.0'],
      message,
    );
    expect(run.stderr).toBe('sipexec: kamailio-5.7: not measured; as kamailio-5.8\n');
  });
});

describe('--server show', () => {
  test('prints every rule of a server with its section', async () => {
    const run = await sipexec(['--server', 'show', 'openser-1.1']);
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain(
      [
        'openser-1.1: OpenSER 1.1.0',
        'functions: exec_dset, exec_msg (docs/servers.md §0)',
        '',
        'Before the script (reception)',
        '  skippedBeforeFirstLine: line-ends (§10)',
        "      What is skipped before the first line, and stays in the command's input: line ends",
      ]
        .join('\n')
        .replaceAll('§', '\xc2\xa7'),
    );
    expect(run.stdout).toContain('\n      How many URIs exec_dset takes: 12\n');
  });

  test.each([
    ['as one word', ['--server=show', 'kamailio']],
    ['as a short option', ['-s', 'show', 'kamailio']],
    ['with --json before it', ['--json', '--server', 'show', 'kamailio']],
  ])('takes a family for its newest server, %s', async (_, words) => {
    const run = await sipexec(words);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain(newestOf('kamailio').id);
  });

  test('says of a server that was not measured which one it is taken for', async () => {
    const run = await sipexec(['--server', 'show', 'kamailio-5.7']);
    expect(run.stdout.split('\n', 1)).toEqual(['kamailio-5.7: not measured; as Kamailio 5.8.8']);
  });

  test.each([
    ['no id', [], 'sipexec: --server show wants the id of a server; --server list shows all\n'],
    ['an unknown id', ['kamailo-6.1'], "sipexec: unknown server 'kamailo-6.1'; did you mean kamailio-6.1?\n"],
  ])('with %s is a mistake', async (_, ids, message) => {
    const run = await sipexec(['--server', 'show', ...ids]);
    expect({ ...run, stdoutBytes: undefined }).toEqual({
      status: 125,
      stdout: '',
      stderr: message,
      stdoutBytes: undefined,
    });
  });
});

describe('a server that was not measured', () => {
  const note = 'kamailio-5.7: not measured; as kamailio-5.8';

  test.each([
    ['env', ['env']],
    ['dset', ['dset', 'echo sip:x@y']],
    ['expand', ['expand', '$ru']],
    ['compare', ['compare', '--servers', 'kamailio-5.7,kamailio-6.0']],
  ])('is named once by %s, however many messages there are', async (_, words) => {
    const server = words[0] === 'compare' ? [] : ['--server', 'kamailio-5.7'];
    const run = await sipexec([...words, ...server], message + message);
    expect(run.stderr.split('\n').filter((line) => line.includes('not measured'))).toEqual([
      `sipexec: ${note}`,
    ]);
    expect(run.stdout).not.toContain('not measured');
  });

  test('is a warning of each record, and no note, with --json', async () => {
    const run = await sipexec(['dset', 'echo sip:x@y', '--server', 'kamailio-5.7', '--json'], message);
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toMatchObject({
      server: 'kamailio-5.7',
      warnings: expect.arrayContaining([{ code: 'server-not-measured', message: note }]),
    });
  });

  test('does not speak with --quiet', async () => {
    const run = await sipexec(['env', '--server', 'kamailio-5.7', '--quiet'], message);
    expect(run.stderr).toBe('');
  });

  test('stands in the list with the one that it is taken for', async () => {
    const run = await sipexec(['--server', 'list']);
    expect(run.stdout).toContain('\nkamailio-5.7     not measured; as kamailio-5.8\n');
    expect(run.stdout).toContain(
      '\nkamailio-5.8     Kamailio 5.8.8 (exec_dset, exec_msg, exec_avp, exec_cmd)\n',
    );
  });
});

test('a point release is its series', async () => {
  const run = await sipexec(['expand', '$version(num)', '--server', 'kamailio-5.8.4'], message);
  expect(run).toMatchObject({ status: 0, stdout: '5.8.4\n', stderr: '' });
});

test('an unknown version is answered by those that there are', async () => {
  const run = await sipexec(['env', '--server', 'openser-3.9'], message);
  expect(run).toMatchObject({
    status: 125,
    stderr: "sipexec: unknown server 'openser-3.9'; openser has 1.0 to 1.3\n",
  });
});
