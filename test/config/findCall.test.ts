import { describe, expect, it } from 'vitest';
import { CallNotFoundError, findCall, parseCallTarget } from '../../src/config/findCall.js';
import { scanText } from './scanText.js';

const config = scanText(
  [
    'route {', // 1
    '  exec_msg("one");', // 2
    '  exec_dset(', // 3
    '    "two"', // 4
    '  ); exec_msg("three");', // 5
    '  if (exec_msg("four") && exec_msg("five")) exit;', // 6
    '  include_file "a.cfg"', // 7
    '}',
  ].join('\n'),
  { files: { 'a.cfg': '\n\n\n\n\n\n\nexec_msg("included");' } },
);

describe('a call chosen by its line', () => {
  it.each([
    ['its line', 2, undefined, 'one'],
    ['a line within it', 4, undefined, 'two'],
    ['the line in which it begins, where another ends', 5, undefined, 'three'],
    ['a column within it, where another begins in the line', 5, 1, 'two'],
    ['its column', 6, 7, 'four'],
    ['any column within it', 6, 40, 'five'],
  ])('is found by %s', (_by, line, column, expected) => {
    const call = findCall(config, { line, ...(column === undefined ? {} : { column }) });
    expect(call.arguments[0]?.value.toString()).toBe(expected);
  });

  it.each([
    [
      'several stand there',
      { line: 6 },
      'several exec calls stand here; name the column: test.cfg:6:7, test.cfg:6:27',
    ],
    ['none stands there', { line: 1 }, 'no exec call stands here; the nearest is exec_msg() in line 2'],
    [
      'none stands at the column',
      { line: 6, column: 1 },
      'no exec call stands at column 1; the nearest is exec_msg() in line 6',
    ],
    [
      'it stands in an included file',
      { line: 8 },
      'no exec call stands here; the nearest is exec_msg() in line 6',
    ],
  ])('is not found where %s', (_where, target, message) => {
    const fail = () => findCall(config, target);
    expect(fail).toThrow(CallNotFoundError);
    expect(fail).toThrow(
      expect.objectContaining({ message, place: { input: 'test.cfg', line: target.line } }),
    );
  });

  it('is not found in a configuration without calls', () => {
    expect(() => findCall(scanText('route { }'), { line: 1 })).toThrow('nor anywhere in this configuration');
  });

  it.each([
    ['kamailio.cfg:245', { file: 'kamailio.cfg', line: 245 }],
    ['a:b.cfg:2:17', { file: 'a:b.cfg', line: 2, column: 17 }],
    ['kamailio.cfg', undefined],
    ['kamailio.cfg:', undefined],
    [':5', undefined],
  ])('is named as %j', (text, expected) => {
    expect(parseCallTarget(text)).toEqual(expected);
  });
});
