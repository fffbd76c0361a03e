import { describe, expect, test } from 'vitest';
import {
  HeaderNameError,
  NeedlessArgumentError,
  NestedReferencesError,
  parseFormat,
  UnknownPseudoVariableError,
} from '../../../src/server/pseudoVariables/format.js';
import { serversWith } from '../../../src/server/serverRanges.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory } from '../requests.js';
import { print } from './richRequest.js';

const parse = (text: string, server: string) => parseFormat(Buffer.from(text, 'latin1'), findServer(server));
const withName = (...names: readonly string[]) =>
  serversWith(({ pseudoVariables }) => names.some((name) => pseudoVariables.names.includes(name)));

/** What a string prints, or why the server would not start with it. */
function printedOrWhy(text: string, server: string, lines: readonly string[] = []): string {
  try {
    return print(text, server, { headers: [...mandatory, ...lines] });
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a reference that keeps the server from starting', () => {
  test.for([
    [
      '$ru.x',
      'kamailio-6.1',
      'unknown pseudo-variable $ru.x: a name runs as far as its letters, digits, _ and . go; write $(ru).x',
    ],
    [
      '$ru.x.y',
      'kamailio-6.1',
      'unknown pseudo-variable $ru.x.y: a name runs as far as its letters, digits, _ and . go; write $(ru).x.y',
    ],
    ['$rux.y', 'opensips-2.4', 'unknown pseudo-variable $rux.y; for a variable of the shell write $$rux.y'],
    ['$(ru.x)', 'kamailio-6.1', 'unknown pseudo-variable $(ru.x); for what the shell is to run write $$('],
    ['$(ru.x)', 'opensips-2.4', '$(ru is not followed by a closing parenthesis'],
    ['$(date)', 'kamailio-6.1', 'unknown pseudo-variable $(date); for what the shell is to run write $$('],
    ['$hflx(A)', 'kamailio-5.6', 'unknown pseudo-variable $hflx; did you mean $hfl?'],
    ['$a', 'openser-1.1', 'unknown pseudo-variable $a; for a variable of the shell write $$a'],
    ['$rr_', 'openser-1.1', 'unknown pseudo-variable $rr_; did you mean $rr?'],
    [
      '$hfl(A)',
      'opensips-2.4',
      `unknown pseudo-variable $hfl: opensips-2.4 does not have it, but --server ${withName('hfl()')}`,
    ],
    [
      '$(hfl(A))',
      'documented',
      `unknown pseudo-variable $(hfl): documented does not have it, but --server ${withName('hfl()')}`,
    ],
    ['$(ru{s.len}', 'kamailio-6.1', '$(ru is not followed by a closing parenthesis'],
    ['$(ru{s.len}', 'opensips-2.4', '$(ru is not followed by a closing parenthesis'],
    ['$(ru{s.len}x)', 'kamailio-6.1', '$(ru is not followed by a closing parenthesis'],
    ['$(ru{s.len)', 'kamailio-6.1', '{s.len}: s.len takes no arguments'],
    ['$(hdr(X)[0]x)', 'kamailio-6.1', '$(hdr(X) is not followed by a closing parenthesis'],
    ['$(hdr(X)[a])', 'kamailio-6.1', '$(hdr(X) is not followed by a closing parenthesis'],
    ['$avp', 'kamailio-6.1', '$avp needs an argument, as in $avp(…)'],
    ['$(avp', 'kamailio-6.1', '$avp needs an argument, as in $avp(…)'],
    ['$hdr(X', 'kamailio-6.1', '$hdr( has no closing parenthesis'],
    ['$(ru(1))', 'documented', '$(ru is not followed by a closing parenthesis'],
    [
      '$(ru{s.leng})',
      'openser-1.1',
      'openser-1.1 knows no transformations, as in $(ru{…}): they came with later servers',
    ],
    [
      '$(ru{})',
      'openser-1.1',
      'openser-1.1 knows no transformations, as in $(ru{…}): they came with later servers',
    ],
  ] as const)('%s on %s says why', ([text, server, why]) => {
    expect(printedOrWhy(text, server)).toBe(why);
  });

  test.for([
    ['openser-1.1', ['', 'a b', 'a\tb'], ['a!b', '$rU', 'X-A']],
    ['opensips-1.4', [''], ['a b', 'a\tb', 'a!b', '$rU', 'X-A']],
    ['opensips-1.11', ['', 'a b', 'a\tb'], ['a!b', '$rU', 'X-A']],
    ['kamailio-6.1', ['', 'a b', 'a\tb', 'a!b', 'X(1)', 'X[1]', 'a:'], ['$rU', 'X-A', 'x.y_z+1~2']],
    ['documented', ['', 'a b', 'a\tb'], ['a!b', 'X(1)', '$rU', 'X-A']],
  ] as const)('%s: $hdr() of a header name that it takes for none', ([server, refused, taken]) => {
    for (const name of refused) {
      const text = `at $hdr(${name})`;
      expect(() => parse(text, server)).toThrow(HeaderNameError);
      expect(() => parse(text, server)).toThrow(
        expect.objectContaining({
          message: `$hdr(${name}): not a header name`,
          argument: name,
          offsetBytes: 3,
          place: { offsetBytes: 3 },
        }),
      );
    }
    for (const name of taken) expect(printedOrWhy(`$hdr(${name})`, server)).toBe('<null>');
  });

  test('parentheses behind a name that takes nothing in them: text in OpenSER and the manual', () => {
    for (const server of ['openser-1.1', 'documented'])
      expect(printedOrWhy('$ci(1)', server)).toBe('call-1@example.com(1)');
    for (const server of ['opensips-1.4', 'opensips-2.4', 'kamailio-4.4', 'kamailio-6.1']) {
      expect(() => parse('at $ci(1)', server)).toThrow(NeedlessArgumentError);
      expect(() => parse('at $ci(1)', server)).toThrow(
        expect.objectContaining({
          message: '$ci takes nothing in parentheses',
          variableName: 'ci',
          place: { offsetBytes: 3 },
        }),
      );
    }
  });

  test('stands where it says', () => {
    expect(() => parse('a $rU $nope', 'kamailio-6.1')).toThrow(UnknownPseudoVariableError);
    expect(() => parse('a $rU $nope', 'kamailio-6.1')).toThrow(
      expect.objectContaining({ variableName: 'nope', offsetBytes: 6, place: { offsetBytes: 6 } }),
    );
  });

  test('a transformation that is wrong stands where its brace does', () => {
    for (const text of ['ab $(rU{s.lenn})', 'ab $(rU{s.len,1})'])
      expect(() => parse(text, 'kamailio-6.1')).toThrow(
        expect.objectContaining({ place: { offsetBytes: 7 } }),
      );
  });

  test('references may stand 64 deep within the arguments of transformations, not one deeper', () => {
    const nested = (depth: number): string => (depth === 0 ? '$rU' : `$(rU{s.rm,${nested(depth - 1)}})`);
    expect(print(nested(64), 'kamailio-6.1')).toMatch(/^(?:bob)?$/);
    for (const depth of [65, 200]) {
      expect(() => parse(nested(depth), 'kamailio-6.1')).toThrow(NestedReferencesError);
      expect(() => parse(nested(depth), 'kamailio-6.1')).toThrow(
        "pseudo-variables stand more than 64 deep within each other's transformations",
      );
    }
  });

  test('within the replacement of an expression, too deep is said as such', () => {
    const nested = (depth: number): string => (depth === 0 ? '$rU' : `$(rU{s.rm,${nested(depth - 1)}})`);
    const text = `$(rU{re.subst,/b/${nested(64)}/})`;
    expect(() => parse(text, 'kamailio-6.1')).toThrow(NestedReferencesError);
  });
});

describe('a reference', () => {
  test.for([
    ['$to.user', 'openser-1.1', 'sip:bob@example.com.user'],
    ['$to.user', 'opensips-2.4', 'sip:bob@example.com.user'],
    ['$to.user', 'kamailio-6.1', 'bob'],
    ['$ci.x', 'opensips-2.4', 'call-1@example.com.x'],
    ['$(ci)x', 'kamailio-6.1', 'call-1@example.comx'],
    ['$(ci[0])', 'kamailio-6.1', 'call-1@example.com'],
    ['$(rU{s.len}{s.len})', 'kamailio-6.1', '1'],
    ['$(rU{s.len} {s.len})', 'opensips-2.4', '1'],
    ['$$ci$ci$$', 'kamailio-6.1', '$cicall-1@example.com$'],
    [')$(rU{s.len})(', 'kamailio-6.1', ')3('],
    ['($(rU{s.len}))', 'kamailio-6.1', '(3)'],
    ['$(rU{s.rm,$(rU)})|$(rU{s.rm,$(rU{s.rm,o})})', 'kamailio-6.1', '|bob'],
    ['$(rU{s.select,0,(})', 'opensips-2.4', 'bob'],
    ['', 'kamailio-6.1', ''],
    ['plain', 'kamailio-6.1', 'plain'],
  ] as const)('%s on %s is %s', ([text, server, printed]) => {
    expect(printedOrWhy(text, server)).toBe(printed);
  });

  test.for([
    ['$hdr(X[0])|$hdr(X[1])|$hdr(X[2])|$hdr(X[3])', 'a|a|b|<null>'],
    ['$hdr(X[-1])|$hdr(X[-2])|$hdr(X[-3])|$hdr(X[*])', 'b|a|<null>|a,b'],
    ['$hdr(X[1]y)|$hdr(X[])|$hdr(X[+1])', '<null>|<null>|<null>'],
  ] as const)(
    '%s of two headers on openser-1.1: an index in the argument counts from 1',
    ([text, printed]) => {
      expect(printedOrWhy(text, 'openser-1.1', ['X: a', 'X: b'])).toBe(printed);
    },
  );

  test('says where it stands and what it came from', () => {
    const { parts } = parse('a $(hdr(X-A)[-2]{s.len}) b', 'kamailio-6.1');
    expect(parts).toMatchObject([
      Buffer.from('a '),
      { text: '$(hdr(X-A)[-2]{s.len})', name: 'hdr', argument: 'X-A', index: -2, offsetBytes: 2 },
      Buffer.from(' b'),
    ]);
    expect(parse('$(hdr(X-A)[*])', 'kamailio-6.1').parts).toMatchObject([
      { index: 'all', isOnlyForServer: false },
    ]);
    expect(parse('$rU', 'kamailio-6.1').parts).toMatchObject([{ argument: '', steps: [] }]);
  });
});
