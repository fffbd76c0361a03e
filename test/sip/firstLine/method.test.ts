import { describe, expect, test } from 'vitest';
import { isMethod } from '../../../src/sip/firstLine/method.js';
import type { MethodRules } from '../../../src/sip/firstLine/methodRules.js';

const checked: MethodRules = { check: 'to-comma', otherBytes: '-.', inviteAndInfo: 'by-all-letters' };

function accepts(method: string, rules: MethodRules): boolean {
  const bytes = Buffer.from(method, 'latin1');
  return isMethod(bytes, 0, bytes.length, rules);
}

describe('a method', () => {
  test.for([
    ['INVITE', true, true, true],
    ['X-Y.1', true, true, true],
    ['X(Y', true, false, false],
    ['X,(Y', true, true, true],
    ['X\0(Y', true, false, true],
    ['(Y', true, false, false],
  ] as const)(
    '%j is taken by a server that checks nothing, to a comma, or to a comma or NUL: %s %s %s',
    ([method, ...expected]) => {
      const checks = ['none', 'to-comma', 'to-comma-or-nul'] as const;
      expect(checks.map((check) => accepts(method, { ...checked, check }))).toEqual(expected);
    },
  );

  test.for([
    ['I(VITE', false, true],
    ['i(fo', false, true],
    ['I(FX', false, false],
    ['(NFO', false, false],
  ] as const)(
    '%j is INVITE or INFO by all letters (%s), or without a look at the second (%s)',
    ([method, ...expected]) => {
      const ways = ['by-all-letters', 'but-for-second-letter'] as const;
      expect(ways.map((inviteAndInfo) => accepts(method, { ...checked, inviteAndInfo }))).toEqual(expected);
    },
  );
});
