import { expect, test } from 'vitest';
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
