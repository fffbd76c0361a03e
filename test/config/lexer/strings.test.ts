import { describe, expect, it } from 'vitest';
import { problemLines, scanText } from '../scanText.js';

function stringOf(written: string): string | undefined {
  return scanText(`route { exec_msg(${written}); }`).calls[0]?.arguments[0]?.value.toString('latin1');
}

// As Kamailio 5.6.3 was seen to read them.
describe('strings', () => {
  it.each([
    ['named escapes', String.raw`"\n\r\a\t\"\\"`, '\n\r\x07\t"\\'],
    ['hexadecimal escapes', String.raw`"\x41\x4G\xZ"`, 'A\x04G\\xZ'],
    ['octal escapes of two and three digits', String.raw`"\101\08\9"`, 'A\\08\\9'],
    ['a back-reference, which stays', String.raw`"\1"`, '\\1'],
    ['an escaped dollar, which keeps its backslash', String.raw`"\$SIP_USER"`, '\\$SIP_USER'],
    ['unknown escapes, which stay', String.raw`"\q\e"`, '\\q\\e'],
    ['a NUL, which ends the string', String.raw`"a\000b"`, 'a'],
    ['a NUL, which ends what is joined to it, too', String.raw`"a\x00b" "c"`, 'a'],
    ['a line that is continued', '"co\\\nnt"', 'cont'],
    ['a line end in the string', '"a\nb"', 'a\nb'],
    ['strings side by side', '"a" "b"\n\t"c"', 'abc'],
    ['single quotes, which know no escapes', `'a\\n"b"'`, 'a\\n"b"'],
    ['bytes that are no UTF-8', '"caf\xe9"', 'caf\xe9'],
    ['comment signs in a string', '"a # b // c /* d"', 'a # b // c /* d'],
    ['an empty string', '""', ''],
  ])('reads %s', (_what, written, expected) => {
    expect(stringOf(written)).toBe(expected);
  });

  it.each([
    ['a string', 'route { exec_msg("a); }', 'unclosed-string test.cfg:1:18'],
    ['a single-quoted string', "route {\n exec_msg('a); }", 'unclosed-string test.cfg:2:11'],
    ['a comment', 'route {\n}\n/* a /* b */', 'unclosed-comment test.cfg:3:1'],
    ['a variable', 'route { $(var(a) }', 'unclosed-variable test.cfg:1:9'],
  ])('reports %s that never ends, at its beginning', (_what, text, expected) => {
    expect(problemLines(scanText(text))).toContain(expected);
  });

  it('reports strings side by side where the server does not join them, and joins them all the same', () => {
    const text = 'route {\n exec_msg("a"\n  "b"); }';
    expect(problemLines(scanText(text, { family: 'kamailio' }))).toEqual([]);
    const config = scanText(text, { family: 'opensips' });
    expect(problemLines(config)).toEqual(['strings-not-joined test.cfg:3:3']);
    expect(config.calls[0]?.arguments[0]).toMatchObject({ kind: 'string', value: Buffer.from('ab') });
    expect(config.calls[0]?.arguments[0]?.placeOfByte(1)).toMatchObject({ line: 3, column: 4 });
  });

  it('takes // for a comment only where the server does', () => {
    const text = 'route { // exec_msg("a");\n }';
    expect(scanText(text, { family: 'kamailio' }).calls).toHaveLength(0);
    expect(scanText(text, { family: 'opensips' }).calls).toHaveLength(1);
  });
});
