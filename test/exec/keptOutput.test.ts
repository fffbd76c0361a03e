import { expect, test } from 'vitest';
import { KeptOutput } from '../../src/exec/keptOutput.js';

test('keeps the first mebibyte of each output, and warns of the one that had more', () => {
  const kept = new KeptOutput();
  kept.stdout.take(Buffer.alloc(1_048_570, 'a'));
  kept.stdout.take(Buffer.from('bbbbbbbb'));
  kept.stdout.take(Buffer.from('c'));
  kept.stderr.take(Buffer.alloc(1_048_576, 'd'));
  expect([kept.stdout.bytes.length, kept.stdout.bytes.toString('latin1', 1_048_568)]).toEqual([
    1_048_576,
    'aabbbbbb',
  ]);
  expect(kept.stderr.bytes.length).toBe(1_048_576);
  expect(kept.warnings).toEqual([
    { code: 'output-cut', message: 'only the first 1048576 bytes of stdout are kept in the report' },
  ]);
});
