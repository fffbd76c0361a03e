import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand } from '../../richRequest.js';

describe('headers', () => {
  test.for([
    ['$(hdr(X-A)[1]) $(hdr(x-a)[-2]) $(hdr(X-A)[*])', 'kamailio-6.1', 'two one one,two'],
    ['$expires(min) $expires(max)', 'kamailio-6.1', '30 60'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});

describe('all values of a header together', () => {
  test.for([
    ['opensips-2.4', 2, 510],
    ['kamailio-5.6', 1, 8191],
  ] as const)('are nothing in %s when they do not fit', ([server, separator, most]) => {
    const values = (bytes: number) => ['X-A: 1', `X-A: ${'2'.repeat(bytes - 1 - separator)}`];
    const length = (bytes: number) =>
      expand('$(hdr(X-A)[*])', server, [...mandatory, ...values(bytes)]).length;
    expect(length(most)).toBe(most);
    expect(length(most + 1)).toBe('<null>'.length);
  });
});
