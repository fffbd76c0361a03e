const numbers = new Set(
  (
    'mi ml mt op pp rp sp Rp RAp Tb Ts TS rmid rUl tUl fUl mf bf sf rc retcode rs dp var hdrc msg(len) ' +
    'via0(port) via1(port) viaZ(port) nh(p) expires(min) expires(max)'
  ).split(' '),
);

/** Whether digits are a number where they are this pseudo-variable's value; elsewhere they are text. */
export function isNumberVariable(name: string, argument: string): boolean {
  return numbers.has(name) || numbers.has(`${name}(${argument})`);
}
