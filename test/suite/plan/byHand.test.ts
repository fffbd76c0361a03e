import { expect, test } from 'vitest';
import { byHand } from '../../../src/suite/plan/byHand.js';
import { readSuites } from '../../../src/suite/read/readSuites.js';

function words(yaml: string, index?: number): string {
  const text = `cases:\n  - name: one\n    message: a.sip\n    dset: ./route.sh $$rU\n${yaml}`;
  const suiteCase = readSuites(['suite.yaml'], () => Buffer.from(text))[0]?.cases[0];
  if (suiteCase === undefined) throw new Error('no case');
  return byHand(suiteCase, 'kamailio-5.6', suiteCase.messages[0] as never, index);
}

test.each([
  ['', 'sipexec dset \'./route.sh $$rU\' --server kamailio-5.6 --clean-env --env PATH="$PATH" a.sip'],
  [
    "    setvars: 1\n    src: 192.0.2.1:5070\n    exec_timer: 0.5\n    avp: { a: it's }\n    inherit: true\n",
    "sipexec dset './route.sh $$rU' --server kamailio-5.6 --src 192.0.2.1:5070 --setvars=1 --exec-timer 0.5 --avp 'a=it'\\''s' a.sip",
  ],
])('%j is run by hand with the options of the command line', (yaml, expected) => {
  expect(words(yaml)).toBe(expected);
});

test('one message of several is named by its number', () => {
  expect(words('    inherit: true\n', 3)).toBe(
    "sipexec dset './route.sh $$rU' --server kamailio-5.6 -n 3 a.sip",
  );
});
