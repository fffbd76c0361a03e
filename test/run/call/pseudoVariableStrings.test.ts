import { describe, expect, test } from 'vitest';
import { parseCommandString, parseWanted } from '../../../src/run/call/pseudoVariableStrings.js';
import { findServer } from '../../../src/server/servers.js';

const kamailio = findServer('kamailio-5.6');
const namesOf = (list: string) => parseWanted(list, kamailio).map(({ name }) => name);

describe('the names of --pv', () => {
  test.each([
    ['ru', ['ru']],
    ['ru,fU,rm', ['ru', 'fU', 'rm']],
    [' ru , $fU ', ['ru', 'fU']],
    ['', []],
    [',,ru,,', ['ru']],
  ])('are parted by commas: %j', (list, names) => {
    expect(namesOf(list)).toEqual(names);
  });

  test.each([
    ['hdr(Via),ru', ['hdr(Via)', 'ru']],
    ['(hdr(Via)[1]),ru', ['(hdr(Via)[1])', 'ru']],
    ['(ru{uri.param,x}),fU', ['(ru{uri.param,x})', 'fU']],
    ['(ru{s.select,1,:}),(ru{s.substr,0,3})', ['(ru{s.select,1,:})', '(ru{s.substr,0,3})']],
  ])('keep a comma within brackets: %j', (list, names) => {
    expect(namesOf(list)).toEqual(names);
  });

  test('that the server does not know are refused, with the nearest that it knows', () => {
    expect(() => namesOf('ru,fUU')).toThrow(/fUU/);
  });
});

describe('a command string', () => {
  test('with $SIP_ is refused with the way to reach the environment, under either kind of name', () => {
    for (const name of ['SIP_RURI', 'OSIPS_EXEC_X']) {
      expect(() => parseCommandString(Buffer.from(`route.sh $${name}`), kamailio)).toThrow(
        `$${name} in the command string is taken for a pseudo-variable, which no server knows; write $$${name} for the command's environment variable`,
      );
    }
  });

  test('with another unknown name keeps the error that says where it stands', () => {
    const parse = () => parseCommandString(Buffer.from('route.sh $nosuch'), kamailio);
    expect(parse).toThrow(expect.objectContaining({ variableName: 'nosuch', offsetBytes: 9 }));
  });
});
