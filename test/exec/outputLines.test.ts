import { describe, expect, test } from 'vitest';
import { OutputLines } from '../../src/exec/outputLines.js';
import fc from '../fastCheck.js';

function linesOf(output: string, maxLineBytes = 1023, pieceBytes = output.length): string[] {
  const lines = new OutputLines(maxLineBytes);
  const bytes = Buffer.from(output, 'latin1');
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    for (const line of lines.push(bytes.subarray(at, at + pieceBytes)))
      texts.push(line.text.toString('latin1'));
  }
  const last = lines.end();
  if (last !== undefined) texts.push(last.text.toString('latin1'));
  return texts;
}

describe("a command's output as the server reads it (servers.md §4)", () => {
  test.each<[string, string, string[]]>([
    ['one line', 'sip:a@x\n', ['sip:a@x']],
    ['no newline at the end', 'sip:a@x\nsip:b@x', ['sip:a@x', 'sip:b@x']],
    ['trailing blanks, tabs and CR are removed, leading ones kept', ' \tsip:a@x \t\r\n', [' \tsip:a@x']],
    ['empty and blank lines are skipped', '\n \t\r\n\nsip:a@x\n\n', ['sip:a@x']],
    ['a line is cut at a NUL', 'sip:a@x\0rest\nsip:b@x\n', ['sip:a@x', 'sip:b@x']],
    ['a line that begins with NUL is empty', '\0sip:a@x\nsip:b@x\n', ['sip:b@x']],
    ['no output', '', []],
    ['bytes above 0x7F stay', 'sip:\xe9@x\n', ['sip:\xe9@x']],
  ])('%s', (_name, output, expected) => {
    expect(linesOf(output)).toEqual(expected);
  });

  test.each<[string, number, number[]]>([
    ['1,023 bytes are one line', 1023, [1023]],
    ['1,024 bytes are 1,023 and one more', 1024, [1023, 1]],
    ['2,046 bytes are two', 2046, [1023, 1023]],
  ])('%s', (_name, bytes, expected) => {
    expect(linesOf(`${'x'.repeat(bytes)}\n`).map((line) => line.length)).toEqual(expected);
  });

  test('what is left of a long line is marked', () => {
    const lines = new OutputLines(4);
    expect([...lines.push(Buffer.from('abcdef\ngh\n'))].map((line) => line.isRemainder)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a line end right behind a full buffer makes no remainder', () => {
    const lines = new OutputLines(4);
    expect([...lines.push(Buffer.from('abcd\nef\n'))].map((line) => line.isRemainder)).toEqual([
      false,
      false,
    ]);
  });

  test('the pieces in which output arrives make no difference', () => {
    const output = fc
      .array(fc.constantFrom('a', 'b', '\n', '\r', '\0', ' ', '\t'), { maxLength: 60 })
      .map((c) => c.join(''));
    fc.assert(
      fc.property(
        output,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (text, piece, max) => {
          expect(linesOf(text, max, piece)).toEqual(linesOf(text, max));
        },
      ),
    );
  });
});
