import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('parts of the message', () => {
  test.for([
    ['$cs $cT $cl $ua', 'opensips-2.4', '42 application/sdp 5 ua/1.0'],
    ['$rb', 'kamailio-5.6', 'v=0\r\n'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});
