import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Md5 } from '../../../src/server/message/md5.js';
import fc from '../../fastCheck.js';

test('MD5 is what node:crypto makes of the same bytes, in whatever pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (pieces) => {
      const ours = new Md5();
      const theirs = createHash('md5');
      for (const piece of pieces) {
        ours.update(piece, 0, piece.length);
        theirs.update(piece);
      }
      expect(ours.hex()).toBe(theirs.digest('hex'));
    }),
  );
});
