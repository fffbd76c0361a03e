import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('where the packet came from', () => {
  test.for([['$si:$sp', 'opensips-3.6', '192.0.2.10:5062']] as const)(
    '%s on %s',
    ([text, server, expanded]) => {
      expect(expand(text, server)).toBe(expanded);
    },
  );
});
