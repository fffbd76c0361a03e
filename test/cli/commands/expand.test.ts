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
