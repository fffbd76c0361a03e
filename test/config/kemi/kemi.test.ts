import { describe, expect, it } from 'vitest';
import { callLines, problemLines, scanText } from '../scanText.js';

/** The calls of a script in this language. */
const calls = (name: string, text: string) => callLines(scanText(text, { name }));

describe('a KEMI script', () => {
  it.each([
    ['a.lua', 'KSR.exec.exec_msg("a")', 'a KEMI script in Lua'],
    ['a.py', 'KSR.exec.exec_msg("a")', 'a KEMI script in Python'],
    ['a.js', 'KSR.exec.exec_msg("a");', 'a KEMI script in JavaScript'],
    ['a.rb', 'KSR::EXEC.exec_msg("a")', 'a KEMI script in Ruby'],
    ['a.nut', 'KSR.exec.exec_msg("a");', 'a KEMI script in Squirrel'],
    ['-', 'def f(self, msg):\n  KSR.exec.exec_msg("a")', 'a KEMI script in Python'],
    ['-', 'local x\nKSR.exec.exec_msg("a")', 'a KEMI script in Lua'],
    ['-', 'def f\n  KSR::EXEC.exec_msg("a")\nend', 'a KEMI script in Ruby'],
    ['-', 'function f() {\n  KSR.exec.exec_msg("a");\n}', 'a KEMI script in JavaScript'],
  ])('%s: %j is of family kamailio', (name, text, reason) => {
    const config = scanText(text, { name });
    expect([config.family, config.familyReason, config.calls.map(({ strings }) => strings)]).toEqual([
      'kamailio',
      reason,
      ['raw'],
    ]);
  });

  it('is not taken for one where a native configuration only mentions KSR', () => {
    const config = scanText('#!KAMAILIO\n# KSR.exec\nrequest_route { exec_msg("a"); }');
    expect(config.calls.map(({ strings }) => strings)).toEqual(['expanded']);
  });

  it.each([
    [
      'a.lua',
      '--[[ x\nKSR.exec.exec_msg("no") ]]\nfunction f()\n x.exec_dset [==[a]]b]==]\n KSR.a()\nend',
      '4:2 exec_dset(string:a]]b) in function[f]',
    ],
    ['a.lua', 'KSR.exec.exec_cmd("a\\65\\"" .. \'b\')', '1:1 exec_cmd(string:aA"b)'],
    [
      'a.js',
      'var f = function() { KSR.exec.exec_msg(`a "b"\n$rU`); }',
      '1:22 exec_msg(string:a "b"\n$rU) in function[f]',
    ],
    [
      'a.js',
      'KSR.exec.exec_msg("a" + KSR.pv.get("$rU"))',
      '1:1 exec_msg(expression:"a" + KSR.pv.get("$rU"))',
    ],
    ['a.js', 'KSR.exec.exec_msg(`a $' + '{f("}")} b`)', '1:1 exec_msg(expression:`a $' + '{f("}")} b`)'],
    ['a.py', "KSR.exec.exec_msg('''a\n'b' ''' r'\\n')", "1:1 exec_msg(string:a\n'b' \\n)"],
    ['a.py', "KSR.exec.exec_msg(f'{{a}} {x}')", "1:1 exec_msg(expression:f'{{a}} {x}')"],
    ['a.py', "KSR.exec.exec_msg('a %s' % x)", "1:1 exec_msg(expression:'a %s' % x)"],
    ['a.rb', 'KSR::EXEC.exec_msg <<~E if x\n    a\n      b\n  E\n', '1:1 exec_msg(string:a\n  b\n)'],
    ['a.rb', 'KSR::EXEC.exec_msg("a #{b} c")', '1:1 exec_msg(expression:"a #{b} c")'],
    ['a.rb', 'KSR::EXEC.exec_msg("a #$b c")', '1:1 exec_msg(expression:"a #$b c")'],
    ['a.rb', 'KSR::EXEC.exec_msg("a #@b c")', '1:1 exec_msg(expression:"a #@b c")'],
    ['a.rb', 'KSR::EXEC.exec_msg(\'a #$b\' "# ")', '1:1 exec_msg(string:a #$b# )'],
    ['a.nut', 'KSR.exec.exec_msg(@"a ""b"" \\n")', '1:1 exec_msg(string:a "b" \\n)'],
  ])('in %s has its strings read by the language: %j', (name, text, expected) => {
    expect(calls(name, text)).toEqual([expected]);
  });

  it.each([
    ['a.lua', 'KSR.exec.exec_msg("a\nKSR.exec.exec_msg("b")'],
    ['a.js', 'KSR.x; /* KSR.exec.exec_msg("a")'],
    ['a.rb', 'KSR::X; a = <<E\nKSR::EXEC.exec_msg("a")'],
  ])('in %s that is not closed says where: %j', (name, text) => {
    expect(problemLines(scanText(text, { name }))[0]).toMatch(/^unclosed-string /);
  });

  it('of many unclosed strings and expressions is read in one pass', () => {
    const text = `KSR.x; ${'`${"'.repeat(50_000)}`;
    expect(scanText(text, { name: 'a.js' }).calls).toEqual([]);
  });
});
