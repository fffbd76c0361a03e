import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { request, sipexec } from '../../cli/program.js';

async function run(files: Record<string, string>, words: string[], message = request()) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { stderr } = await sipexec(words, message, { cwd: folder });
  return stderr.split('\n').filter((line) => / warning: (?:message \d+: )?\S+:\d+:\d+: /.test(line));
}

const curl = '#!/bin/sh\ncurl -s "http://x/?id=$SIP_HF_CALL_ID" >/dev/null; echo sip:a@b\n';

test('what lint finds in the script that is run belongs to the warnings of the run', async () => {
  const found = await run({ 'curl.sh': curl }, ['dset', 'sh ./curl.sh #', '--server', 'kamailio-5.6']);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^sipexec: warning: \.\/curl\.sh:2:23: kamailio-5\.6 .*SIP_HF_CALLID.* \[unset-variable\]$/,
  );
});

test('it is said once for many messages', async () => {
  const many = request() + request({ 'Call-ID': 'two' });
  expect(await run({ 'curl.sh': curl }, ['dset', 'sh ./curl.sh #'], many)).toHaveLength(1);
});

test('scripts of other languages are read, data and programs are not', async () => {
  const files = {
    'a.py': 'import os\nprint(os.environ["SIP_HF_CALL_ID"])\n',
    'b.txt': 'nothing of $SIP_X\0',
  };
  const found = await run(files, ['msg', 'cat ./b.txt ./a.py >/dev/null', '--server', 'kamailio-5.6']);
  expect(found.map((line) => line.split(':').slice(2, 4).join(':'))).toEqual([' ./a.py:2']);
});

test('a name that came from the message is no script of the author', async () => {
  const found = await run(
    { 'curl.sh': curl },
    ['msg', "echo '$rU' >/dev/null"],
    request({}, { uri: 'sip:./curl.sh@x' }),
  );
  expect(found).toEqual([]);
});
