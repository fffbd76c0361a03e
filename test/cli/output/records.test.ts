import { readdirSync, readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';
import { publishedSchema } from '../publishedSchema.js';

const validateRecord = publishedSchema('record');
const validateConfig = publishedSchema('config');

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
    ['config', ['config']],
    ['--server list', ['--server', 'list']],
    ['--server show', ['--server', 'show', 'documented', 'openser', 'opensips-2.4', 'kamailio-5.6']],
  ])('%s', async (_name, args) => {
    await checkRecords(args, '', validateConfig);
  });
});

describe('the schemas', () => {
  test.each(readdirSync('dist/schemas'))('%s has a name that needs no domain', (file) => {
    const schema = JSON.parse(readFileSync(`dist/schemas/${file}`, 'utf8'));
    expect(schema.$id).toBe(`urn:sipexec:schema:${file.replace('.schema.json', '')}`);
  });

  // Who reads records of a later sipexec with them gets along; what people write is checked for slips.
  test.each(['record', 'check', 'config', 'verify'])('that of %s allows new keys', (name) => {
    expect(readFileSync(`dist/schemas/${name}.schema.json`, 'utf8')).not.toContain(
      '"additionalProperties": false',
    );
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
