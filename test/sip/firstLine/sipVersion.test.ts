import { expect, test } from 'vitest';
import { isSipVersion } from '../../../src/sip/firstLine/sipVersion.js';

test.each([
  ['SIP/2.0', true],
  ['sip/2.0', true],
  ['sIp/0.9', true],
  ['SIP/9.0', true],
  ['SIP/2.0 ', true],
  ['SIP/2.', false],
  ['SIP/a.0', false],
  ['SIP/2.a', false],
  ['SIP/:.0', false],
  ['SIP//.0', false],
  ['SIP/2:0', false],
  ['SIP.2.0', false],
  ['SIX/2.0', false],
  ['SAP/2.0', false],
  ['TIP/2.0', false],
  ['', false],
])('%j begins with a version of SIP: %s', (text, expected) => {
  const bytes = Buffer.from(`  ${text}`);
  expect(isSipVersion(bytes, 2, bytes.length)).toBe(expected);
});

test('what stands behind the end does not count', () => {
  const bytes = Buffer.from('SIP/2.0');
  expect([isSipVersion(bytes, 0, 7), isSipVersion(bytes, 0, 6)]).toEqual([true, false]);
});
