import { describe, expect, it } from 'vitest';
import { newestOf } from '../../../src/server/series.js';
import { callLines, problemLines, scanText } from '../scanText.js';

/** The value of the first argument of the first call behind some directives. */
function valueBehind(directives: string, written: string): string | undefined {
  const config = scanText(`#!KAMAILIO\n${directives}\nroute { exec_msg(${written}); }`, {
    environment: (name) => ({ HOME: '/h' })[name],
  });
  return config.calls[0]?.arguments[0]?.value.toString('latin1');
}

// The outcomes of everything but #!ifexp and #!defexp were seen at Kamailio 5.6.3.
describe('Kamailio’s preprocessor', () => {
  it.each([
    ['a define', '#!define CMD "echo"', 'CMD', 'echo'],
    ['its short name and other beginning', '!!def CMD "echo"', 'CMD', 'echo'],
    ['a define that goes on in the next line', '#!define CMD "a" \\\n "b"', 'CMD', 'ab'],
    ['a define within a define', '#!define A "a"\n#!define B A', 'B', 'a'],
    ['a define beside a string', '#!define E\n#!define Q "q"', 'E Q "x"', 'qx'],
    [
      'a comment behind a define, which takes the rest of the line',
      '#!define CMD "echo" # say\n',
      'CMD , "no"\n',
      'echo',
    ],
    ['no define in a string', '#!define CMD x', '"CMD"', 'CMD'],
    ['#!trydef, which the first define beats', '#!define A "1"\n#!trydef A "2"', 'A', '1'],
    ['#!redefine', '#!define A "1"\n#!redefine A "2"', 'A', '2'],
    ['#!subst with groups', '#!subst "/one(x+)/two\\1/"', '"onexx onex"', 'twoxx onex'],
    ['#!subst everywhere', '#!subst "/a/b/g"', '"aaa"', 'bbb'],
    ['#!subst over joined strings', '#!subst "/AB/ok/"', '"A" "B"', 'ok'],
    ['#!subst in any letter case and single quotes', '#!subst "!a.c!x!i"', "'ABC'", 'x'],
    ['#!subst, whose dot is no line end', '#!subst "/B./x/g"', '"B\\nB\\rBa"', 'B\nxx'],
    ['#!subst with the flag s, whose dot is', '#!subst "/B./x/gs"', '"B\\nBa"', 'xx'],
    ['#!subst with sets', '#!subst "/[[:digit:]]+[^]x[:space:]]/_/g"', '"12a 3] 4x 5"', '_ 3] 4x 5'],
    ['#!substdef in a string', '#!substdef "!DIR!/opt!g"', '"DIR/a DIR/b"', '/opt/a /opt/b'],
    ['#!substdef as a word', '#!substdef "!N!7!g"', 'N', '7'],
    ['#!substdefs, which adds quotes', '#!substdefs "!Q!text!g"', 'Q', 'text'],
    ['#!defenv', '#!defenv HOME', 'HOME', '/h'],
    ['#!defenvs under another name, with quotes', '#!defenvs MY=HOME', 'MY', '/h'],
    ['#!defexp', '#!defexp SUM (1+2)*2', 'SUM', '6'],
    [
      '#!defexps with other defines',
      '#!define IP 127.0.0.1\n#!defexps U "sip:" + IP + ":5060"',
      'U',
      'sip:127.0.0.1:5060',
    ],
  ])('knows %s', (_what, directives, written, expected) => {
    expect(valueBehind(directives, written)).toBe(expected);
  });

  it.each([
    ['#!ifdef of what is defined', '#!define A\n#!ifdef A', 'yes'],
    ['#!ifdef of what is not', '#!ifdef A', 'no'],
    ['#!ifndef', '#!ifndef A', 'yes'],
    ['a loaded module', 'loadmodule "/x/exec.so"\n#!ifdef MOD_exec', 'yes'],
    ['the version', `#!ifdef KAMAILIO_${newestOf('kamailio').version.replace('.', '_')}`, 'yes'],
    ['#!ifexp of numbers', '#!ifexp KAMAILIO_VERSION >= 6000000 && !NOPE', 'yes'],
    ['#!ifexp of texts', '#!define A "x"\n#!ifexp A == "y" || A == "z"', 'no'],
    ['text behind the name', '#!ifdef A # A', 'no'],
    [
      'quotes and comments that never end in what is hidden',
      '#!ifdef A\n don\'t /* "\n#!ifdef B\n#!else\n#!endif',
      'no',
    ],
  ])('decides %s', (_what, before, expected) => {
    const config = scanText(
      `#!KAMAILIO\nroute {\n${before}\n exec_msg("yes");\n#!else\n exec_msg("no");\n#!endif\n}`,
    );
    const seen = config.calls.filter(({ disabled }) => !disabled);
    expect(seen.map((call) => call.arguments[0]?.value.toString())).toEqual([expected]);
    expect(problemLines(config)).toEqual([]);
  });

  it('lists the calls that a condition hides, in their block, and keeps count of the braces', () => {
    const text = `route[A] {
#!ifdef NOPE
  if (x) { exec_msg("a"); exec_msg(
#!else
  if (y) {
#!endif
  exec_msg("b"); } }
route[B] { exec_msg("c"); }`;
    expect(callLines(scanText(text))).toEqual([
      '3:12 exec_msg(string:a) in route[A], disabled',
      '7:3 exec_msg(string:b) in route[A]',
      '8:12 exec_msg(string:c) in route[B]',
    ]);
  });

  it('defines nothing and loads nothing in what a condition hides', () => {
    const text =
      '#!ifdef NOPE\n#!define A "x"\nloadmodule "exec.so"\n#!endif\n#!ifdef A\n exec_msg("a");\n#!endif\n#!ifdef MOD_exec\n exec_msg("b");\n#!endif';
    expect(callLines(scanText(text))).toEqual([
      '6:2 exec_msg(string:a), disabled',
      '9:2 exec_msg(string:b), disabled',
    ]);
  });

  it('survives any number of branches', () => {
    expect(problemLines(scanText(`#!ifdef A\n${'#!else\nexec_msg("a");\n'.repeat(20_000)}#!endif`))).toEqual(
      [],
    );
  });

  it('takes defines that are given', () => {
    const text = '#!ifdef WITH_X\nexec_msg(X);\n#!endif';
    expect(
      callLines(
        scanText(text, {
          defines: new Map([
            ['WITH_X', ''],
            ['X', '"y"'],
          ]),
        }),
      ),
    ).toEqual(['2:1 exec_msg(string:y)']);
  });

  it('places a call that a define brings at the define’s use', () => {
    expect(callLines(scanText('#!define RUN exec_msg("a")\nroute {\n  RUN;\n}'))).toEqual([
      '3:3 exec_msg(string:a) in route',
    ]);
  });

  it.each([
    ['a name that is defined twice', '#!define A 1\n#!define A 2', 'defined-twice test.cfg:3:1'],
    ['a define of itself', '#!define A A\nA', 'define-loop test.cfg:3:1'],
    ['a condition that nothing closes', '#!ifdef A\n', 'unclosed-condition test.cfg:2:1'],
    ['an #!else out of place', '#!else\n', 'stray-condition test.cfg:2:1'],
    [
      'text that makes a comment of #!endif',
      '#!ifndef A\n#!endif # A\n#!endif\n',
      'directive-with-text test.cfg:3:1',
    ],
    ['an expression that cannot be read', '#!ifexp A == ==\n#!endif\n', 'unreadable-expression test.cfg:2:1'],
    ['a substitution without its separators', '#!subst "/a/b"\n', 'unreadable-directive test.cfg:2:1'],
    ['a substitution with a bad expression', '#!subst "/(/b/"\n', 'unreadable-directive test.cfg:2:1'],
    ['an environment variable that is not set', '#!defenv NOPE\n', 'environment-not-set test.cfg:2:1'],
  ])('reports %s', (_what, text, expected) => {
    expect(problemLines(scanText(`#!KAMAILIO\n${text}`))).toEqual([expected]);
  });

  it('ends where defines would grow without measure', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `#!define A${i + 1} A${i} A${i}`).join('\n');
    const config = scanText(`#!define A0 x\n${doubling}\nA40`);
    expect(new Set(config.problems.map(({ code }) => code))).toEqual(new Set(['define-too-large']));
  });

  it('is no concern of OpenSIPS, where such lines are comments', () => {
    const text = '#!OPENSIPS\n#!ifdef NOPE\nroute { exec("a"); }\n#!endif';
    expect(callLines(scanText(text))).toEqual(['3:9 exec(string:a) in route']);
  });
});
