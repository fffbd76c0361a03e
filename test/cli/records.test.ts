import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { request, sipexec } from './program.js';

const schema = JSON.parse(
  readFileSync(new URL('../../dist/schemas/record.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(schema);

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
  ])('%s', async (_name, args, message) => {
    const run = await sipexec([...args, '--json'], message);
    const lines = run.stdoutBytes.toString('utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const record = JSON.parse(line);
      validate(record);
      expect(validate.errors ?? [], JSON.stringify(record)).toEqual([]);
    }
  });
});
