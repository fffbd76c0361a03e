import { describe, expect, it } from 'vitest';
import { callLines, problemLines, scanText } from '../scanText.js';

describe('calls of the exec module', () => {
  it.each([
    ['a call', 'request_route { exec_msg("a"); }', ['1:17 exec_msg(string:a) in request_route']],
    ['a call without arguments', 'route { exec_msg(); }', ['1:9 exec_msg() in route']],
    [
      'pseudo-variables, numbers, words and nothing as arguments',
      'route[A] { exec("a", , $var(o), -1, word) }',
      ['1:12 exec(string:a, empty:, pseudo-variable:$var(o), number:-1, word:word) in route[A]'],
    ],
    [
      'a transformation with brackets, braces and quotes',
      'route { exec_msg($(hdr(X){re.subst,/(a)"#/\'/g})); }',
      ['1:9 exec_msg(pseudo-variable:$(hdr(X){re.subst,/(a)"#/\'/g})) in route'],
    ],
    ['an expression', 'route { exec_cmd("a" + $var(b)); }', ['1:9 exec_cmd(string:a$(var(b))) in route']],
    [
      'calls in conditions',
      'failure_route[X]\n{ if (!exec_dset("a") || exec_avp(\'b\', "$avp(c);$avp(d)")) drop; }',
      [
        '2:8 exec_dset(string:a) in failure_route[X]',
        '2:26 exec_avp(string:b, string:$avp(c);$avp(d)) in failure_route[X]',
      ],
    ],
    [
      'an asynchronous call',
      'route { async(exec("a", , $var(o)), resume); }',
      ['1:15 exec(string:a, empty:, pseudo-variable:$var(o)) in route'],
    ],
    [
      'a call over several lines',
      'route {\n  exec_msg(\n    "a"\n  )\n;}',
      ['2:3 exec_msg(string:a) in route'],
    ],
    ['blanks before the parenthesis', 'route { exec_msg ( "a" ) ; }', ['1:9 exec_msg(string:a) in route']],
    ['a call outside of any block', 'exec_msg("a");', ['1:1 exec_msg(string:a)']],
  ])('finds %s', (_what, text, expected) => {
    const config = scanText(text);
    expect(callLines(config)).toEqual(expected);
    expect(problemLines(config)).toEqual([]);
  });

  it.each([
    ['in a line comment', 'route { # exec_msg("a");\n }'],
    ['in a slash comment', 'route { // exec_msg("a");\n }'],
    ['in a comment of several lines', 'route { /* exec_msg("a");\n exec_msg("b"); */ }'],
    ['in a comment within a comment', 'route { /* a /* b */ exec_msg("a"); */ }'],
    ['in a string', 'route { xlog("exec_msg(\\"a\\")"); log(\'exec_msg("a")\'); }'],
    ['as the name of a route', 'route[exec_msg] { route(exec_msg); }'],
    ['as part of a longer name', 'route { my_exec_msg("a"); exec_msg2("b"); }'],
    ['within a variable', 'route { $avp(exec_msg) = 1; $(var(exec_msg("a"))); }'],
    ['in other letters', 'route { EXEC_MSG("a"); }'],
  ])('does not take for a call what stands %s', (_where, text) => {
    expect(callLines(scanText(text))).toEqual([]);
  });

  it('takes exec() for the module’s function in OpenSIPS and for the core’s in Kamailio', () => {
    expect(callLines(scanText('#!OPENSIPS\nroute { exec("a"); }'))).toHaveLength(1);
    expect(callLines(scanText('#!KAMAILIO\nroute { exec("a"); }'))).toEqual([]);
  });

  it('names the block that a call stands in, through nested braces', () => {
    const text = [
      'request_route { if (a) { b; } exec_msg("1"); }',
      'route[RELAY] { exec_msg("2"); }',
      'event_route[tm:local-request] { exec_msg("3"); }',
      'timer_route[clean, 60] { exec_msg("4"); }',
      'onreply_route["QUOTED"] { exec_msg("5"); }',
      'route[7] { exec_msg("6"); }',
    ].join('\n');
    expect(scanText(text).calls.map(({ block }) => [block?.kind, block?.name, block?.place.line])).toEqual([
      ['request_route', undefined, 1],
      ['route', 'RELAY', 2],
      ['event_route', 'tm:local-request', 3],
      ['timer_route', 'clean, 60', 4],
      ['onreply_route', 'QUOTED', 5],
      ['route', '7', 6],
    ]);
  });

  it('tells where a call ends and where each byte of its argument was written', () => {
    const [call] = scanText('route {\n  exec_msg("a\\tb\\\n  c"\n   "d");\n}').calls;
    const argument = call?.arguments[0];
    expect(argument?.value.toString()).toBe('a\tb  cd');
    expect(call?.end).toEqual({ file: 'test.cfg', line: 4, column: 8, offsetBytes: 38 });
    const places = [...'a\tb  cd'].map((_, i) => argument?.placeOfByte(i));
    expect(places.map((place) => `${place?.line}:${place?.column}`)).toEqual([
      '2:13', '2:14', '2:16', '3:1', '3:2', '3:3', '4:5',
    ]); // biome-ignore format: one line a string
  });

  it('reports a call whose parenthesis nothing closes, and finds the next one', () => {
    const config = scanText('route { exec_msg("a"; exec_msg("b"); }');
    expect(callLines(config)).toEqual(['1:23 exec_msg(string:b) in route']);
    expect(problemLines(config)).toEqual(['unclosed-call test.cfg:1:9']);
  });
});
