import { describe, expect, test } from 'vitest';
import { expand } from '../../richRequest.js';

describe('From and To', () => {
  test.for([
    ['$fu|$fU|$fd|$ft', 'kamailio-6.1', 'sip:alice@example.com:5080;x=y|alice|example.com|from1'],
    ['$fn', 'kamailio-6.1', '"Alice \\"A\\" Adams"'],
    ['$tu|$tn|$tt', 'opensips-3.6', 'sip:bob@biloxi.example.com|Bob|to1'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});
