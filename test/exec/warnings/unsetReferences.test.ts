import { describe, expect, test } from 'vitest';
import { unsetReferences } from '../../../src/exec/warnings/unsetReferences.js';

const set = new Set(['PATH', 'SIP_USER', 'SIP_RURI']);

function warned(commandLine: string, names = set): string[] {
  return unsetReferences(Buffer.from(commandLine), [], names).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

test('a reference to a variable that is not set is told with the one that was probably meant', () => {
  expect(warned('echo $SIP_USR')).toEqual([
    'unset-variable: $SIP_USR will not be set; did you mean $SIP_USER?',
  ]);
});

const braced = (name: string) => `$\{${name}}`;

test.each([`echo $SIP_USER ${braced('SIP_RURI')}`, 'echo $USER $HOME', 'echo SIP_USR'])(
  '%s needs no word',
  (commandLine) => {
    expect(warned(commandLine)).toEqual([]);
  },
);

test('a reference is told once, however often it stands there', () => {
  expect(warned(`echo $SIP_USR ${braced('SIP_USR')} $SIP_USR`)).toHaveLength(1);
});

test('where no variable of the module is set at all, that is what is told', () => {
  expect(warned('echo $SIP_USER', new Set(['PATH']))).toEqual([
    'unset-variable: $SIP_USER will not be set: the command gets no SIP_* variables at all',
  ]);
});

test('a reference that a message brings is no mistake of the author', () => {
  const commandLine = Buffer.from("echo '$SIP_NONE'");
  expect(unsetReferences(commandLine, [{ start: 6, end: 15 }], set)).toEqual([]);
});

describe('where a reference ends, and what is none', () => {
  const told = (name: string) => [`unset-variable: $${name} will not be set; did you mean $SIP_USER?`];
  test.each<[string, string[]]>([
    ['echo "$SIP_USR"', told('SIP_USR')],
    ['echo $SIP_USR.x', told('SIP_USR')],
    ['echo $SIP_USERx', told('SIP_USERx')],
    ['echo $SIP_USER_1', told('SIP_USER_1')],
    [`echo ${braced('SIP_USR')}x`, told('SIP_USR')],
    [`echo ${braced('SIP_USR%x')} ${braced('SIP_USR#x')}`, told('SIP_USR')],
    // Those with a default know themselves what to do.
    ...['-', ':-', '=', ':=', '?', ':?', '+', ':+'].map(
      (sign) => [`echo ${braced(`SIP_USR${sign}x`)}`, []] as [string, string[]],
    ),
    // A name of the command's own.
    ['echo $MY_SIP_USR $xSIP_USR $sip_usr', []],
  ])('%s', (commandLine, expected) => {
    expect(warned(commandLine)).toEqual(expected);
  });

  test('a variable of exec() of OpenSIPS is one like those of the others', () => {
    expect(warned('echo $OSIPS_EXEC_1', new Set(['PATH', 'OSIPS_EXEC_0']))).toEqual([
      'unset-variable: $OSIPS_EXEC_1 will not be set; did you mean $OSIPS_EXEC_0?',
    ]);
    expect(warned('echo $OSIPS_EXEC_0', new Set(['OSIPS_EXEC_0']))).toEqual([]);
  });

  test('one that resembles none is told without a guess', () => {
    expect(warned('echo $SIP_HF_CALLID_OF_THE_OTHER_LEG')).toEqual([
      'unset-variable: $SIP_HF_CALLID_OF_THE_OTHER_LEG will not be set',
    ]);
  });

  test('names that only hold such a beginning are no variables of the module', () => {
    expect(warned('echo $SIP_USR', new Set(['MY_SIP_USER', 'XOSIPS_EXEC_0']))).toEqual([
      'unset-variable: $SIP_USR will not be set: the command gets no SIP_* variables at all',
    ]);
  });
});

describe('a command that sets the variable itself', () => {
  test.each([
    'SIP_X=1; echo $SIP_X',
    'SIP_X=1 env; echo $SIP_X',
    'a; SIP_X=1; echo $SIP_X',
    'a;SIP_X=1; echo $SIP_X',
    'a&SIP_X=1; echo $SIP_X',
    'a|SIP_X=1; echo $SIP_X',
    '(SIP_X=1; echo $SIP_X)',
    'export SIP_X=1\necho $SIP_X',
  ])('%j needs no word', (commandLine) => {
    expect(warned(commandLine)).toEqual([]);
  });

  test.each(['echo $SIP_X; MY_SIP_X=1', 'echo $SIP_X "SIP_X=1"', 'echo $SIP_X -SIP_X=1'])(
    '%j does not set it',
    (commandLine) => {
      expect(warned(commandLine)).toHaveLength(1);
    },
  );
});

test('a reference is the author’s unless it begins within a value', () => {
  const commandLine = Buffer.from('echo $SIP_A$SIP_B$SIP_C');
  const codes = (start: number, end: number) =>
    unsetReferences(commandLine, [{ start, end }], set).map(({ message }) => message.slice(0, 6));
  expect(codes(11, 17)).toEqual(['$SIP_A', '$SIP_C']);
  expect(codes(11, 18)).toEqual(['$SIP_A']);
  expect(codes(12, 17)).toEqual(['$SIP_A', '$SIP_B', '$SIP_C']);
  expect(
    unsetReferences(
      commandLine,
      [
        { start: 5, end: 11 },
        { start: 17, end: 23 },
      ],
      set,
    ).map(({ message }) => message.slice(0, 6)),
  ).toEqual(['$SIP_B']);
});
