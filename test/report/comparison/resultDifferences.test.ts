import { expect, test } from 'vitest';
import type { ExecResult } from '../../../src/exec/execResult.js';
import { resultDifferences } from '../../../src/report/comparison/resultDifferences.js';
import { againstText } from '../../../src/report/text/againstText.js';
import { notRun, ran } from '../results.js';

test.each<[string, ExecResult, ExecResult, string[]]>([
  [
    'what a command prints beside its result, and how long it took, do not count',
    ran(),
    ran({ durationMs: 9, stderr: Buffer.from('why') }),
    [],
  ],
  ['another URI', ran(), ran({ requestUri: Buffer.from('sip:two@example.com') }), ['uris']],
  ['another end', ran(), ran({ exitCode: 2, returnCode: -1 }), ['returnCode', 'ending']],
  ['other AVPs', ran(), ran({ avps: [['1', Buffer.from('gold')]] }), ['avps']],
  ['nothing run', ran(), notRun(), ['outcome', 'returnCode', 'ending']],
])('%s', (_name, before, after, aspects) => {
  expect(resultDifferences(before, after).map(({ aspect }) => aspect)).toEqual(aspects);
});

test('differences are shown as lines that went and lines that came', () => {
  const differences = resultDifferences(
    ran({ branches: [Buffer.from('sip:old@example.com')] }),
    ran({ branches: [Buffer.from('sip:new@example.com')] }),
  );
  expect(againstText(differences).toString()).toBe(
    '  sip:one@example.com\n- sip:old@example.com\n+ sip:new@example.com\n',
  );
});
