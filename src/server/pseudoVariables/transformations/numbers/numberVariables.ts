import type { TransformationDialect } from '../../../rules/transformations.js';

const numbers: Readonly<Record<TransformationDialect, ReadonlySet<string>>> = {
  kamailio: new Set(
    (
      'mi ml mt op pp rp sp Rp RAp Tb Ts TS rmid rUl tUl fUl mf bf sf rc retcode rs dp var hdrc msg(len) ' +
      'via0(port) via1(port) viaZ(port) nh(p) expires(min) expires(max)'
    ).split(' '),
  ),
  opensips: new Set('cl mi ml op pp rp sp dp Rp Ts TS rc retcode ru_q var'.split(' ')),
};

/** Whether the server has this pseudo-variable's value as a number. Digits in other values are text. */
export function isNumberVariable(name: string, argument: string, dialect: TransformationDialect): boolean {
  const names = numbers[dialect];
  return names.has(name) || names.has(`${name}(${argument})`);
}
