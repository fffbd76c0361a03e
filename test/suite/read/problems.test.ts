import { describe, expect, test } from 'vitest';
import { versionList } from '../../../src/server/series.js';
import { project, suiteOf, threeRequests } from '../project.js';

/** What sipexec says of a suite that is no good, and its exit status. */
async function complaint(
  suite: string | Buffer,
  files: Record<string, string | Buffer> = {},
): Promise<[number | undefined, string]> {
  const run = await project({ 'suite.yaml': suite, 'three.sip': threeRequests(), ...files }).test(
    'suite.yaml',
  );
  expect(run.stdout).toBe('');
  return [run.status, run.stderr];
}

test('a suite without end is read no further', async () => {
  const run = await project({}).test('/dev/zero');
  expect([run.status, run.stdout, run.stderr]).toEqual([
    125,
    '',
    'sipexec: cannot read /dev/zero: it has more than 64 MiB\n',
  ]);
});

const call = "dset: 'true #'\nexpect: { returnCode: 1 }";

describe('an unusable suite: status 125, nothing runs, and each problem has its place', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', 'suite.yaml:1:1: the suite is empty'],
    ['comments alone', '# nothing\n', 'suite.yaml:1:1: the suite is empty'],
    ['no cases', 'server: kamailio\n', 'suite.yaml:1:1: the suite has no cases: nothing would run'],
    ['an empty list of cases', 'cases: []\n', 'suite.yaml:1:8: the suite has no cases: nothing would run'],
    ['cases that are no list', 'cases: 3\n', 'suite.yaml:1:8: cases must be a list, not "3"'],
    ['a text instead of a map', 'hello\n', 'suite.yaml:1:1: a suite must be a map, not "hello"'],
    ['no YAML', 'cases: [\n', 'suite.yaml:2:1: not valid YAML: Flow sequence in block collection'],
    [
      'a key twice',
      'server: kamailio\nserver: opensips\n',
      'suite.yaml:2:1: not valid YAML: Map keys must be unique',
    ],
    [
      'an unknown key',
      `servr: kamailio\n${suiteOf(call)}`,
      'suite.yaml:1:1: unknown key "servr" in a suite; did you mean server?',
    ],
    [
      'an unknown key of a case',
      suiteOf(`${call}\nexpct: 1`),
      'suite.yaml:6:5: unknown key "expct" in a case; did you mean expect?',
    ],
    [
      'an unknown expectation',
      suiteOf('dset: a\nexpect: { uri: x }'),
      'unknown key "uri" in expect; did you mean uris?',
    ],
    [
      'an unknown server',
      suiteOf(call, 'server: kamailio-99.0'),
      `suite.yaml:1:9: unknown server 'kamailio-99.0'; kamailio has ${versionList('kamailio')}`,
    ],
    [
      'a server without the function',
      suiteOf(call, 'server: [kamailio, opensips-3.6]'),
      'suite.yaml:1:20: opensips-3.6 has no exec_dset()',
    ],
    [
      'a case without a name',
      'cases:\n  - dset: a\n    message: invite.sip\n',
      'suite.yaml:2:5: a case needs a name',
    ],
    [
      'two cases of one name',
      `${suiteOf(call)}${suiteOf(call).replace('cases:\n', '')}`,
      'suite.yaml:6:5: a second case named "a case"; the first is at suite.yaml:2:5',
    ],
    [
      'no function',
      suiteOf('expect: { returnCode: 1 }'),
      'suite.yaml:2:5: a case needs a function with its command: dset, msg, avp, cmd, exec',
    ],
    ['two functions', suiteOf(`${call}\nmsg: cat`), 'a case calls one function, and here is a second'],
    ['an empty command', suiteOf("dset: ''"), 'dset is empty'],
    ['a command of the wrong type', suiteOf('dset: [a]'), 'suite.yaml:4:11: dset must be a text, not a list'],
    ['no expectation', suiteOf('dset: a'), '"a case" expects nothing: it could never fail'],
    [
      'no message',
      'cases:\n  - { name: a, dset: b, expect: { returnCode: 1 } }\n',
      'suite.yaml:2:5: a case needs a message',
    ],
    [
      'a missing message',
      suiteOf(`message: no.sip\n${call}`),
      'suite.yaml:3:14: cannot read no.sip: no such file',
    ],
    [
      'a message that is a directory',
      suiteOf(`message: .\n${call}`),
      'suite.yaml:3:14: cannot read .: it is a directory',
    ],
    [
      'a reply as the message',
      suiteOf(`message: "SIP/2.0 200 OK\\n\\n"\n${call}`),
      'suite.yaml:3:14: the message is no request',
    ],
    [
      'a selector that matches nothing',
      suiteOf(`message: { file: three.sip, method: REFER }\n${call}`),
      'suite.yaml:3:14: the selector matches no request of three.sip',
    ],
    [
      'a selector that matches a reply only',
      suiteOf(`message: { file: three.sip, n: 2 }\n${call}`),
      'suite.yaml:3:14: the selector matches no request of three.sip',
    ],
    [
      'a selector that is none',
      suiteOf(`message: { file: three.sip, n: many }\n${call}`),
      'suite.yaml:3:36: n many: not a message number',
    ],
    [
      'an unknown selector',
      suiteOf(`message: { file: three.sip, methd: BYE }\n${call}`),
      'unknown key "methd" in message; did you mean method?',
    ],
    [
      'a selector without a file',
      suiteOf(`message: { method: BYE, n: 2 }\n${call}`),
      'suite.yaml:3:32: n selects of a file, and the message has none',
    ],
    [
      'a field of a request beside a file',
      suiteOf(`message: { file: three.sip, cseq: 2 }\n${call}`),
      'suite.yaml:3:39: cseq is for a message that is made of fields; this one comes from a file',
    ],
    [
      'a field that would break the request',
      suiteOf(`message: { from: nobody }\n${call}`),
      'suite.yaml:3:22: from: "nobody" is neither a URI nor a name and a URI in angle brackets',
    ],
    [
      'a method beside the method that is said already',
      suiteOf(`message: { cancel: invite.sip, method: BYE }\n${call}`),
      'suite.yaml:3:44: cancel says the method already; leave method out',
    ],
    [
      'the CANCEL of what is missing',
      suiteOf(`message: { cancel: no.sip }\n${call}`),
      'suite.yaml:3:14: cannot read no.sip: no such file',
    ],
    [
      'an unknown pseudo-variable',
      suiteOf('dset: echo $tx\nexpect: { returnCode: 1 }'),
      'suite.yaml:4:11: unknown pseudo-variable $tx',
    ],
    [
      'an address that is none',
      suiteOf(`${call}\nsrc: 192.0.2`),
      'suite.yaml:6:10: src 192.0.2: expected IP or IP:PORT',
    ],
    [
      'an unknown transport',
      suiteOf(`${call}\ntransport: tcpp`),
      'transport cannot be "tcpp": it is one of udp, tcp, tls, sctp, ws, wss; did you mean tcp?',
    ],
    [
      'setvars that is no switch',
      suiteOf(`${call}\nsetvars: 2`),
      'suite.yaml:6:14: setvars is 1 or 0, or true or false',
    ],
    [
      'a timer that is no number',
      suiteOf(`${call}\nexec_timer: soon`),
      'exec_timer must be a number, not "soon"',
    ],
    [
      'a return code that is none',
      suiteOf('dset: a\nexpect: { returnCode: 0 }'),
      'returnCode is 1 (true) or -1 (false)',
    ],
    [
      'an exit status that is none',
      suiteOf('dset: a\nexpect: { exitStatus: 300 }'),
      'exitStatus is a whole number from 0 to 255',
    ],
    [
      'a signal that is none',
      suiteOf('dset: a\nexpect: { exitStatus: SIGNO }'),
      'exitStatus is a number or the name of a signal',
    ],
    [
      'a pattern that is none',
      suiteOf("dset: a\nexpect: { stdout: { matches: '(' } }"),
      'not a regular expression',
    ],
    [
      'an expectation of the wrong function',
      suiteOf('msg: cat\nexpect: { uris: [] }'),
      'uris: only dset makes a URI set',
    ],
    [
      'the output of exec_cmd',
      suiteOf('cmd: echo\nserver: kamailio\nexpect: { stdout: a }'),
      'stdout: nobody reads what cmd prints',
    ],
    [
      'expectations of a run that is not to be',
      suiteOf('dset: a\nexpect: { outcome: refused, uris: [] }'),
      'uris: never looked at, since nothing is to run',
    ],
    [
      'an empty contains',
      suiteOf('dset: a\nexpect: { uris: { contains: [] } }'),
      'contains of uris is an empty list: it checks nothing',
    ],
    ['an empty env', suiteOf('dset: a\nexpect: { env: {} }'), 'env is empty: it checks nothing'],
    [
      'a copy that is missing',
      suiteOf(`${call}\nisolate: [no.sh]`),
      'suite.yaml:6:15: isolate: no such file: no.sh',
    ],
    [
      'a copy from elsewhere',
      suiteOf(`${call}\nisolate: [../x]`),
      "isolate: ../x is not beneath the suite's folder",
    ],
    [
      'an alias of nothing',
      suiteOf(`message: *none\n${call}`),
      'message must be a text, not the unknown alias *none',
    ],
    ['two documents', `${suiteOf(call)}---\na: 1\n`, 'a second YAML document begins here'],
    [
      'ten thousand levels',
      `cases: ${'['.repeat(9_999)}\n`,
      'suite.yaml:1:107: lists and maps stand more than 100 deep within each other',
    ],
    [
      'an input for what reads the message',
      suiteOf(`msg: cat\nstdin: x\nexpect: { returnCode: 1 }`),
      'suite.yaml:5:12: stdin: msg is not given one; only exec is',
    ],
    [
      'a suite that includes itself',
      `include: suite.yaml\n${suiteOf(call)}`,
      'suite.yaml:1:10: the suite includes itself: suite.yaml',
    ],
    [
      'an included suite that is missing',
      `include: [no.yaml]\n${suiteOf(call)}`,
      'suite.yaml:1:11: cannot read no.yaml: no such file',
    ],
  ])('%s', async (_name, suite, line) => {
    const [status, stderr] = await complaint(suite);
    expect(status).toBe(125);
    expect(stderr).toContain(line);
    expect(stderr).toMatch(/^(sipexec: suite\.yaml:\d+:\d+: .*\n)+$/);
  });

  test('two suites that include each other', async () => {
    const other = `include: suite.yaml\n${suiteOf(call)}`;
    const [status, stderr] = await complaint(`include: other.yaml\n${suiteOf(call)}`, {
      'other.yaml': other,
    });
    expect([status, stderr]).toEqual([
      125,
      'sipexec: other.yaml:1:10: the suite includes itself: suite.yaml\n',
    ]);
  });

  test('the problems of a file are told at once, in the order of their lines, each once', async () => {
    const cases = ['a', 'b'].map((name) => `  - { name: ${name}, message: invite.sip, timeout: x${name} }\n`);
    const [, stderr] = await complaint(
      `defaults: { dset: echo, route: none, bail: 1 }\ncases:\n${cases.join('')}`,
    );
    expect(stderr.split('\n').map((line) => line.replace(/^sipexec: suite\.yaml:/, ''))).toEqual([
      '1:32: route cannot be "none": it is one of request, failure, branch, onreply, onsend, local, event, startup, timer, error',
      '1:38: unknown key "bail" in defaults',
      '3:46: timeout must be a number, not "xa"',
      '4:46: timeout must be a number, not "xb"',
      '',
    ]);
  });

  test('a file that is no UTF-8', async () => {
    const [status, stderr] = await complaint(Buffer.from('cases: \xe9\n', 'latin1'));
    expect([status, stderr]).toEqual([125, 'sipexec: cannot read suite.yaml: it is not UTF-8 text\n']);
  });

  test('a suite that is missing', async () => {
    const run = await project({}).test('nowhere.yaml');
    expect([run.status, run.stderr]).toEqual([125, 'sipexec: cannot read nowhere.yaml: no such file\n']);
  });

  test('a damaged capture', async () => {
    const header = `\xd4\xc3\xb2\xa1\x02\0\x04\0${'\0'.repeat(8)}\xff\xff\0\0\x01\0\0\0\x01\0\0\0`;
    const [status, stderr] = await complaint(suiteOf(`message: cut.pcap\n${call}`), {
      'cut.pcap': Buffer.from(header, 'latin1'),
    });
    expect(status).toBe(125);
    expect(stderr).toContain('suite.yaml:3:14: cut.pcap: ');
  });
});

describe('a suite in which nothing ran is not a pass', () => {
  test.each<[string, string[], string]>([
    ['a filter that matches nothing', ['--filter', 'other'], 'nothing ran: no check matches --filter other'],
    ['a shard beyond the checks', ['--shard', '2/2'], 'nothing ran: shard 2/2 is empty, there are 1 checks'],
  ])('%s', async (_name, options, line) => {
    const run = await project({ 'suite.yaml': suiteOf(call) }).test('suite.yaml', ...options);
    expect([run.status, run.stderr]).toEqual([125, `sipexec: ${line}\n`]);
  });

  test('every case skipped', async () => {
    const run = await project({ 'suite.yaml': suiteOf(`${call}\nskip: later`) }).test('suite.yaml');
    expect([run.status, run.stderr]).toEqual([125, 'sipexec: nothing ran: every check is skipped\n']);
    expect(run.stdout).toContain('a case (skipped: later)');
  });
});

describe('a command line that is no good', () => {
  test.each<[string[], string]>([
    [['--reporter', 'tapp'], 'did you mean tap?'],
    [['--reporter', 'tap', '--reporter', 'json'], '--reporter tap wants standard output for itself'],
    [['--reporter', 'junit='], "the file's name is missing"],
    [['--shard', '3/2'], '--shard 3/2: expected i/n'],
    [['--repeat', '0'], '--repeat 0: expected a whole number from 1'],
    [['--jobs', 'x'], '--jobs x: expected'],
    [['--server', 'kamailio'], '--server goes with --init'],
    [['--update', '--watch'], '--update and --watch exclude each other'],
    [['--init', 'new.yaml'], '--init new.yaml needs a call behind it'],
  ])('%j', async (options, message) => {
    const run = await project({ 'suite.yaml': suiteOf(call) }).test('suite.yaml', ...options);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain(message);
  });
});
