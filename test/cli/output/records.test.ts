import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
const [validateRecord, validateConfig] = ['record', 'config'].map((name) => {
  const url = new URL(`../../../dist/schemas/${name}.schema.json`, import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(url, 'utf8')));
}) as [ValidateFunction, ValidateFunction];

describe('every record is what the published schema says', () => {
  test.each<[string, string[], string]>([
    ['dset', ['dset', 'echo sip:a@x; echo sip:b@x #'], request()],
    ['dset that fails', ['dset', 'kill -9 $$$$ #'], request()],
    ['msg with raw bytes', ['msg', 'cat; cat /dev/null >&2'], request({ 'X-A': '\xe9' })],
    ['avp', ['avp', 'echo one; echo two'], request()],
    ['cmd', ['cmd', 'true', '--server', 'kamailio'], request()],
    ['refused', ['dset', 'true', '--server', 'openser-1.1'], request({ To: '<sip:x' })],
    ['dropped', ['dset', 'true'], request({ Via: undefined })],
    ['env', ['env', '--pv', 'ru,ct'], request()],
    ['list', ['list'], request() + request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK')],
    ['compare', ['compare'], request()],
    ['expand', ['expand', '$ru from $fu'], request()],
    ['exec', ['exec', 'true', '--server', 'opensips-3.6', '--avp', 'env=x'], request()],
  ])('%s', async (_name, args, message) => {
    await checkRecords(args, message, validateRecord);
  });

  test.each<[string, string[]]>([
    ['scan', ['scan', 'fixtures/kamailio.cfg']],
    ['lint', ['lint', 'fixtures/route.sh']],
    ['--server list', ['--server', 'list']],
    ['--server show', ['--server', 'show', 'documented', 'openser', 'opensips-2.4', 'kamailio-5.6']],
  ])('%s', async (_name, args) => {
    await checkRecords(args, '', validateConfig);
  });
});

async function checkRecords(args: string[], message: string, validate: ValidateFunction): Promise<void> {
  const run = await sipexec([...args, '--json'], message);
  const lines = run.stdoutBytes.toString('utf8').split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    validate(JSON.parse(line));
    expect(validate.errors ?? [], line).toEqual([]);
  }
}
