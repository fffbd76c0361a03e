import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ExecRequest } from '../../../src/library.js';
import type { ServerProfile } from '../../../src/server/profile.js';
import { serverRanges } from '../../../src/server/serverRanges.js';
import { findServer, serverIds } from '../../../src/server/servers.js';
import { request, sipexec } from '../../cli/program.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unnamed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const script = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
};
const run = (words: string[], message = request()) => sipexec(words, message, { cwd: folder });

/** What standard error says of a server that nobody named. */
async function said(words: string[], message?: string): Promise<string[]> {
  const { stderr } = await run(words, message);
  return stderr.split('\n').filter((line) => line.endsWith('[server-not-named]'));
}

const line = (what: string) =>
  `sipexec: warning: no server was named, and servers differ here: ${what}; name yours with --server [server-not-named]`;
/** The released servers of which something holds, as a line names them. */
const released = (has: (profile: ServerProfile) => boolean) =>
  serverRanges(serverIds.filter((id) => id !== 'documented' && !id.endsWith('-dev') && has(findServer(id))));
const isKamailio = ({ family }: ServerProfile) => family === 'kamailio';
const old = released((profile) => /^open(?:ser-1\.1|sips-1\.4)$/.test(profile.id) || isKamailio(profile));

describe('where nobody named a server and released ones would do otherwise, one line says what', () => {
  test('a script reads a variable that none of them sets', async () => {
    script('route.sh', '#!/bin/sh\necho "sip:x@y;was=$SIP_ORURI"\n');
    expect(await said(['dset', './route.sh #'])).toEqual([
      line(`SIP_ORURI, which ./route.sh reads, is not set by ${old}`),
    ]);
  });

  test('the command reads headers of one name, which are joined in another order', async () => {
    const message = request({ 'X-A': '1\r\nX-A: 2\r\nX-A: 3' });
    expect(await said(['msg', 'test "$$SIP_HF_X_A"'], message)).toEqual([
      line(`SIP_HF_X_A, which the command reads, is "1,3,2" by ${old}, not "1,2,3"`),
    ]);
  });

  test('some set no variables unless they are told to', async () => {
    expect(await said(['msg', 'test "$$SIP_USER"'])).toEqual([
      line('no SIP_* variable is set by opensips-1.11, opensips-2.4 unless the setvars parameter is 1'),
    ]);
    expect(await said(['msg', '--setvars=1', 'test "$$SIP_USER"'])).toEqual([]);
  });

  test('the URI is appended otherwise', async () => {
    const [quotes] = await said(['dset', 'echo', '--ruri', "sip:a'b@x"]);
    expect(quotes).toContain(
      `the ' in the URI ends the quotes that opensips-1.4 to opensips-2.4, ${released(isKamailio)} appends it in`,
    );
    const [bare] = await said(['dset', 'echo', '--ruri', 'sip:b@x;transport=tcp']);
    expect(bare).toContain('the URI is appended without quotes by openser-1.1');
    expect(await said(['dset', 'echo sip:x@y #', '--ruri', 'sip:b@x;transport=tcp'])).toEqual([]);
  });

  test('the string becomes another command line', async () => {
    expect(await said(['msg', 'echo $rP'])).toEqual([
      line('the command line of opensips-1.11, opensips-2.4 has "udp", not "UDP", from byte 5 on'),
    ]);
  });

  test('the message reaches no script', async () => {
    const [dropped] = await said(['msg', 'true'], request({ To: undefined }));
    expect(dropped).toContain(
      `this message never reaches the script of ${released((profile) => isKamailio(profile) && profile.id !== 'kamailio-4.4')}`,
    );
  });
});

describe('not a word is said', () => {
  test.each([
    ['where all do the same', ['dset', 'echo sip:$rU@gw #']],
    ['of a variable that the script can do without', ['msg', 'echo "$${SIP_ORURI:-none}"']],
    ['of a variable that the command sets itself', ['msg', 'SIP_ORURI=1; echo "$$SIP_ORURI"']],
    ['of a server that is named', ['msg', 'echo "$$SIP_ORURI"', '--server', 'documented']],
    ['with --quiet', ['msg', 'echo "$$SIP_ORURI"', '-q']],
  ])('%s', async (_, words) => {
    expect(await said(words)).toEqual([]);
  });
});

test('it is said once for many messages, and stands in a record', async () => {
  const many = request() + request({ 'Call-ID': 'two' });
  expect(await said(['msg', 'echo "$$SIP_ORURI"'], many)).toHaveLength(1);
  const record = JSON.parse((await run(['msg', 'echo "$$SIP_ORURI"', '--json'])).stdout);
  expect(record.warnings.map(({ code }: { code: string }) => code)).toContain('server-not-named');
});

test('env says which of its variables no server sets', async () => {
  expect(await said(['env'])).toEqual([
    'sipexec: warning: no server was named, and no released server sets SIP_ORURI; name yours with --server [server-not-named]',
  ]);
  expect(await said(['env', '--server', 'kamailio-5.6'])).toEqual([]);
});

test('the library says it', async () => {
  const codes = async (server?: string) =>
    (
      await new ExecRequest(request(), server === undefined ? {} : { server }).msg('echo "$$SIP_ORURI"')
    ).warnings.map(({ code }) => code);
  expect(await codes()).toContain('server-not-named');
  expect(await codes('kamailio-5.6')).not.toContain('server-not-named');
});

test('a suite without a server says it beside its checks, once', async () => {
  const cases = ['a', 'b'].map(
    (name) =>
      `  - name: ${name}\n    message: m.sip\n    msg: 'test -n "$$SIP_ORURI"'\n    expect: { returnCode: 1, warnings: none }\n`,
  );
  writeFileSync(join(folder, 'm.sip'), request(), 'latin1');
  writeFileSync(join(folder, 'suite.yaml'), `cases:\n${cases.join('')}`);
  const tested = await run(['test', 'suite.yaml']);
  expect([tested.status, tested.stdout.includes('2 passed')]).toEqual([0, true]);
  expect(tested.stderr).toBe(
    `sipexec: warning: suite.yaml: no server was named, and servers differ here: SIP_ORURI, which the command reads, is not set by ${old}; name yours with 'server:'\n`,
  );
  writeFileSync(join(folder, 'suite.yaml'), `server: documented\ncases:\n${cases.join('')}`);
  expect((await run(['test', 'suite.yaml'])).stderr).toBe('');
});
