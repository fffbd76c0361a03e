import { describe, expect, it } from 'vitest';
import { scanConfig } from '../../src/config/scanConfig.js';
import type { ConfigPlace } from '../../src/config/scannedConfig.js';
import fc from '../fastCheck.js';

const pieces = [
  '#!define A ', 'A', 'B', '#!define B ', '#!ifdef A\n', '#!ifndef A\n', '#!ifexp A == 1\n', '#!else\n', '#!endif\n',
  '#!subst "/a(b*)/c\\1/g"\n', '#!substdef "!S!$ru!g"\n', '"', "'", '\\', '\n', ' ', '(', ')', '{', '}', '[', ']', ',', ';',
  '$', '$var(x)', '/*', '*/', '//', '#', '!!', 'exec_msg', 'exec_dset(', 'exec("a")', 'modparam("exec", "setvars", 0)',
  'route[A] {', 'include_file "self.cfg"\n', 'import_file "x"', 'loadmodule "exec.so"', '\\x4', '\0', '\xe9',
]; // biome-ignore format: a list
const text = fc.oneof(
  fc
    .array(fc.constantFrom(...pieces), { maxLength: 60 })
    .map((parts) => Buffer.from(parts.join(''), 'latin1')),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

describe('any bytes for a configuration', () => {
  it('are read without an error, and every place is within its file', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('kamailio', 'opensips', 'openser', undefined), (bytes, family) => {
        const config = scanConfig('self.cfg', bytes, {
          readFile: () => bytes,
          ...(family === undefined ? {} : { family }),
        });
        const places: ConfigPlace[] = [
          ...config.calls.flatMap((call) => [
            call.place,
            call.end,
            ...call.arguments.flatMap(({ place, value, placeOfByte }) => [
              place,
              ...Array.from(value, (_, i) => placeOfByte(i)),
            ]),
          ]),
          ...config.parameters.map(({ place }) => place),
          ...config.problems.map(({ place }) => place),
        ];
        for (const { line, column, offsetBytes } of places) {
          const before = bytes.subarray(0, offsetBytes).toString('latin1').split('\n');
          expect(offsetBytes).toBeLessThanOrEqual(bytes.length);
          expect([line, column]).toEqual([before.length, (before.at(-1) as string).length + 1]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
