import { expect, test } from 'vitest';
import type { Ran } from '../../../src/exec/execResult.js';
import { execText, notRunText } from '../../../src/report/text/execText.js';
import { notRun, ran } from '../results.js';

const noUri = { code: 'no-uri', message: 'the command printed no URI' };

test.each<[string, Partial<Ran>, { result: string[]; remarks: string[] }]>([
  [
    'exec_dset shows the URI set, the new request URI first',
    { branches: [Buffer.from('sip:two@example.com')] },
    { result: ['sip:one@example.com', 'sip:two@example.com'], remarks: [] },
  ],
  [
    'exec_dset without a URI shows none',
    { warnings: [noUri], returnCode: -1 },
    { result: [], remarks: ['exit status 0: exec_dset returns false'] },
  ],
  [
    'exec_avp shows the values',
    { function: 'exec_avp', avps: [['1', Buffer.from('gold')]] },
    { result: ['gold'], remarks: [] },
  ],
  [
    'exec_msg shows how the command ended',
    { function: 'exec_msg', exitCode: 3 },
    { result: ['exit status 3'], remarks: [] },
  ],
  [
    'a signal has its name',
    { function: 'exec_msg', signal: 'SIGTERM' },
    { result: ['killed by SIGTERM'], remarks: [] },
  ],
  [
    'the timer is told in seconds',
    { function: 'exec_cmd', timedOut: true, execTimerMs: 2500 },
    { result: ['timed out after 2.5 s'], remarks: [] },
  ],
])('%s', (_name, changes, expected) => {
  const { result, remarks } = execText(ran(changes));
  expect({ result: result.map(String), remarks }).toEqual(expected);
});

test('a call that runs nothing is told with its reason', () => {
  expect(notRunText(notRun())).toBe('exec_dset fails and runs nothing: headers do not parse');
  expect(notRunText(notRun({ outcome: 'dropped', reason: 'no Via header' }))).toBe(
    'documented drops the message before the script: no Via header',
  );
});
