import { describe, expect, it } from 'vitest';
import { lintFile, NotTextError } from '../../src/lint/lintFile.js';
import fc from '../fastCheck.js';

const pieces = [
  '$SIP_USER', '$SIP_ORURI', '${SIP_USER:-', '${', '}', '$(', ')', '((', '))', '`', '"', "'", '\\', '\n', ' ', ';', ';;', '&&',
  '|', '<', '<<E\n', '<<-"E"\n', 'E\n', '>', '[[', ']]', '[', 'case', ' in ', 'esac', 'for', 'do', 'if', '{', 'eval ', 'sh -c ',
  'export ', 'X=', 'x', '#', '(', '\xe9', '#!/bin/bash\n', '#!KAMAILIO\n', 'exec_msg("', '")', '$$', '$', '$hdr(X)',
  'modparam("exec","setvars",0)', '#!/usr/bin/python3\n', 'os.environ["SIP_ORURI"]',
]; // biome-ignore format: a list
const bytes = fc.oneof(
  fc
    .array(fc.constantFrom(...pieces), { maxLength: 60 })
    .map((parts) => Buffer.from(parts.join(''), 'latin1')),
  fc.uint8Array({ min: 1, maxLength: 300 }).map((array) => Buffer.from(array)),
);

describe('any bytes for a script or configuration', () => {
  it('are judged without an error, and every place is within the file', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom('a.sh', 'a.cfg', 'a.py', 'a'), (content, name) => {
        for (const { place } of lintFile(name, content)) {
          const before = content.subarray(0, place.offsetBytes).toString('latin1').split('\n');
          expect(place.offsetBytes).toBeLessThanOrEqual(content.length);
          expect([place.line, place.column]).toEqual([before.length, (before.at(-1) as string).length + 1]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('with a NUL are no text', () => {
    expect(() => lintFile('a', Buffer.from('\x7fELF\0'))).toThrow(NotTextError);
  });

  it.each([
    '$(',
    '$((',
    '`',
    '${a:-',
    '"$(',
    '(',
    '((',
    '{ ',
    'case a in b) ',
    '<(',
    '[[ ',
    'x=$SIP_USER y=$x ',
  ])('are judged however deep %j is nested', (piece) => {
    expect(() => lintFile('a.sh', Buffer.from(piece.repeat(50_000)))).not.toThrow();
  });
});
