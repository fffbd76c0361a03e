import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('colours of a terminal', () => {
  test.for([
    ['$C(Rb)$C(xx)', 'kamailio-6.1', '\x1b[1;31;44m\x1b[0;39;49m'],
    ['$C(Rb)$C(xg)', 'opensips-2.4', '\x1b[0;31;44m\x1b[0;39;42m'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test('colours that no terminal has are refused', () => {
    expect(() => expand('$C(zz)', 'kamailio-6.1')).toThrow(
      '$C(zz): two of the letters xsrgybpcw name the colours',
    );
  });
});
