import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

describe('sipexec expand', () => {
  test('prints a string as the server would, and runs nothing', async () => {
    const run = await sipexec(['expand', '$rm $ru; $$(touch x)'], request());
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^INVITE sip:\S+; \$\(touch x\)\n$/);
  });

  test('knows the environment that the daemon would have', async () => {
    const run = await sipexec(
      ['expand', '$env(PATH)|$env(NOBODY_SETS_IT)', '--server', 'kamailio'],
      request(),
    );
    expect(run.stdout).toBe(`${process.env.PATH}|<null>\n`);
  });

  test('says of which variable only a running server knows the value', async () => {
    const text = 'only a running server knows its value';
    const plain = await sipexec(['expand', '$sel(method)', '--server', 'kamailio'], request());
    expect([plain.status, plain.stdout]).toEqual([0, '<null>\n']);
    expect(plain.stderr).toContain(text);
    const json = await sipexec(['expand', '$sel(method)', '--server', 'kamailio', '--json'], request());
    expect(JSON.parse(json.stdout).warnings).toEqual([
      { code: 'uncertain-value', message: `$sel(method) may print something else on the server: ${text}` },
    ]);
  });
});

describe('documented has no traps', () => {
  const twoVias = request({ Via: 'SIP/2.0/UDP one.example.com\r\nVia: SIP/2.0/UDP two.example.com' });
  const expanded = (text: string, server: string) =>
    sipexec(['expand', text, '--server', server], twoVias).then(({ stdout }) => stdout);

  test.each(['documented', 'kamailio-5.6', 'kamailio-6.1', 'opensips-2.4', 'opensips-3.6'])(
    '$(hdr(Via)[n]) counts from 0 by %s, as every server that has it',
    async (server) => {
      expect(await expanded('$(hdr(Via)[0])|$(hdr(Via)[1])|$(hdr(Via)[2])', server)).toBe(
        'SIP/2.0/UDP one.example.com|SIP/2.0/UDP two.example.com|<null>\n',
      );
    },
  );

  test.each(['documented', 'openser-1.1'])('$hdr(Via[n]) counts from 1 by %s', async (server) => {
    expect(await expanded('$hdr(Via[1])|$hdr(Via[2])', server)).toBe(
      'SIP/2.0/UDP one.example.com|SIP/2.0/UDP two.example.com\n',
    );
  });

  test('openser-1.1 says how it writes what stands behind the parentheses elsewhere', async () => {
    const run = await sipexec(['expand', 'a $(hdr(Via)[0])', '--server', 'openser-1.1'], twoVias);
    expect(run).toMatchObject({
      status: 125,
      stdout: '',
      stderr:
        'sipexec: byte 3 of the string: openser-1.1 knows no index behind a variable, as in $(hdr(Via)[0]): it has it in the parentheses and counts headers from 1; write $hdr(Via[1])\n',
    });
  });

  test.each([
    '$proto',
    '$pr',
    '$(rU{s.len})',
    '$(ru{uri.host})',
    '$(fu{nameaddr.uri})',
    '$(hdr(Via){param.value,branch})',
    '$(rb{line.at,0})',
    '$(rU{s.sha256})',
  ])('%s is refused with the servers that have it, and each of these does', async (text) => {
    const run = await sipexec(['expand', text, '--server', 'documented'], twoVias);
    expect(run).toMatchObject({ status: 125, stdout: '' });
    expect(run.stderr).toMatch(/^sipexec: byte 1 of the string: [^\n]* --server [^\n]*\n$/);
    const [, listed = ''] = / --server (.*)\n$/.exec(run.stderr) ?? [];
    const named = listed.split(/, | to /);
    expect(named.length).toBeGreaterThan(0);
    for (const server of named)
      expect((await sipexec(['expand', text, '--server', server], twoVias)).stderr).not.toContain('unknown');
  });
});
