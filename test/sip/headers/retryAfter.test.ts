import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../../src/sip/headers/retryAfter.js';
import { isMalformed } from '../../../src/sip/span.js';

test.each([
  ['5\r\nX', 'next 3'],
  ['5;duration=1\r\nX', 'next 14'],
  ['5(busy)\r\nX', 'next 9'],
  ['5 \r\n x\r\nX', 'next 8'],
  ['5\nX', 'next 2'],
  ['5\r\n', 'next 3'],
  ['5', 'Retry-After is not a number at 1'],
  ['x\r\n', 'Retry-After is not a number at 0'],
  ['\r\n', 'Retry-After is not a number at 0'],
  ['1234567890\r\nX', 'next 12'],
  ['12345678901\r\nX', 'Retry-After is not a number at 11'],
  ['5x\r\n', 'Retry-After is not a number at 1'],
  ['5 \r\n', 'next 4'],
  ['5 \n y', 'header without a line end at 5'],
])('a Retry-After as every server reads it: %j: %j', (text, expected) => {
  const bytes = Buffer.from(text, 'latin1');
  const found = parseRetryAfter(bytes, 0, bytes.length);
  expect(isMalformed(found) ? `${found.malformed} at ${found.at}` : `next ${found.next}`).toBe(expected);
});
