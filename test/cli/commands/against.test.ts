import { describe, expect, test } from 'vitest';
import { threeRequests } from '../../suite/project.js';
import { request, sipexec } from '../program.js';
import { publishedSchema } from '../publishedSchema.js';

describe('--against runs two commands on every request', () => {
  test('and reports only the requests whose result differs', async () => {
    const run = await sipexec(
      ['dset', 'test $rU = two && echo sip:new@x; echo sip:$rU@x #', '--against', 'echo sip:$rU@x #'],
      threeRequests(),
    );
    expect([run.status, run.stdout, run.stderr]).toEqual([
      1,
      '# message 3 (standard input): INVITE sip:two@example.com, Call-ID two\n+ sip:new@x\n  sip:two@x\n',
      'sipexec: 3 requests compared: 2 the same, 1 different; 2 replies skipped\n',
    ]);
  });

  test('says nothing of one request that they treat alike, whatever else they print', async () => {
    const run = await sipexec(
      ['dset', 'echo a >&2; echo sip:a@x #', '--against', 'sleep 0.01; echo sip:a@x; #'],
      request(),
    );
    expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
  });

  test.each<[string, string[], string]>([
    [
      'the URI set',
      ['dset', 'echo sip:b@x #', '--against', 'echo sip:a@x; echo sip:b@x #'],
      '- sip:a@x\n  sip:b@x\n',
    ],
    [
      'no URI at all',
      ['dset', 'exit 1', '--against', 'echo sip:a@x #'],
      '- sip:a@x\n+ sip:bob@biloxi.example.com\n- return code 1\n+ return code -1\n- exit status 0\n+ exit status 1\n',
    ],
    ['the AVPs', ['avp', 'echo 1', '--against', 'echo 2'], '- 2\n+ 1\n'],
    [
      'how they end',
      ['msg', 'exit 3', '--against', 'kill -9 $$$$'],
      '- killed by SIGKILL\n+ exit status 3\n',
    ],
    [
      'the timer',
      ['msg', 'sleep 60', '--against', 'false', '--exec-timer', '0.1'],
      '- exit status 1\n+ timed out\n',
    ],
    [
      'the status of exec_cmd',
      ['cmd', 'true', '--against', 'exit 2', '--server', 'kamailio'],
      '- return code -1\n+ return code 1\n- exit status 2\n+ exit status 0\n',
    ],
  ])('a difference of %s', async (_name, args, lines) => {
    const run = await sipexec(args, request());
    const heading =
      '# message 1 (standard input): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710\n';
    expect([run.status, run.stdout]).toEqual([1, heading + lines]);
  });

  test('--json: the record of the new command, with that of the other in it', async () => {
    const message = request({ 'X-A': '\xe9' });
    const run = await sipexec(
      ['dset', 'printf "sip:\\351\\n" #', '--against', 'exit 2 #', '--json'],
      message,
    );
    const record = JSON.parse(run.stdoutBytes.toString('utf8'));
    expect(run.status).toBe(1);
    expect(record).toMatchObject({
      message: { index: 1, method: 'INVITE' },
      requestUri: 'sip:\xe9',
      returnCode: 1,
      against: { differences: ['uris', 'returnCode', 'ending'], exitCode: 2, returnCode: -1, branches: [] },
    });
    expect(record.latin1).toContain('requestUri');
    expect(record.latin1).toContain('against.environment.SIP_HF_X_A');
    const validate = publishedSchema('record');
    validate(record);
    expect(validate.errors).toBe(null);
  });

  test('several at a time, in order', async () => {
    const run = await sipexec(
      ['dset', 'echo sip:$rU@x #', '--against', 'echo sip:old@x #', '--jobs', '3'],
      threeRequests(),
    );
    expect(run.stdout.match(/^\+ .*/gm)).toEqual(['+ sip:one@x', '+ sip:two@x', '+ sip:three@x']);
  });

  test.each<[string, string[], string]>([
    [
      'a pseudo-variable that the other command misspells',
      ['echo', '--against', 'echo $tx'],
      'unknown pseudo-variable $tx',
    ],
    ['no request', ['echo', '--against', 'x', '--method', 'REFER'], 'nothing to run'],
  ])('%s', async (_name, args, line) => {
    const run = await sipexec(['dset', ...args], request());
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain(line);
  });
});
