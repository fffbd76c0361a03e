import { describe, expect, test } from 'vitest';
import { scanConfig } from '../../../src/config/scanConfig.js';

/** The command of the last call of a route, and what is said of it. */
function command(route: string, header = '#!KAMAILIO') {
  const text = `${header}\nloadmodule "exec.so"\nroute {\n${route}\n}\n`;
  const [argument] = scanConfig('k.cfg', Buffer.from(text)).calls.at(-1)?.arguments ?? [];
  return {
    kind: argument?.kind,
    value: argument?.value.toString(),
    ...(argument?.notFollowed === undefined ? {} : { notFollowed: argument.notFollowed }),
  };
}

describe('a command that is put together', () => {
  test.each([
    ['$var(c) = "/x/a.sh " + $rU; exec_msg($var(c));', '/x/a.sh $(rU)'],
    ['$var(c) = "/x/a.sh $rU"; exec_msg($var(c));', '/x/a.sh $rU'],
    ['$var(c) = "/x/$rU" + "b"; exec_msg($var(c));', '/x/$(rU)b'],
    ['$var(c) = "/x/$$" + "b"; exec_msg($var(c));', '/x/$$b'],
    ['$var(c) = $hdr(X); exec_msg($var(c));', '$(hdr(X))'],
    ['$var(c) = $rU + "@" + $rd; exec_msg("/x $var(c)");', '/x $(rU)@$(rd)'],
    ['$var(c) = "/x " + $Ts + 1; exec_msg($var(c));', '/x $(Ts)1'],
    ['$var(c) = "a"; $var(c) = "b"; exec_msg($var(c));', 'b'],
    ['$avp(c) = "/x "; $avp(c) = $avp(c) + 5; exec_msg($avp(c));', '/x 5'],
    ['$avp(s:c) = "/x"; exec_msg("$avp(c)");', '/x'],
    ['$var(u) = $rU; exec_msg("/x $var(u) $(var(u))$var(other)");', '/x $(rU) $(rU)$var(other)'],
    ['$var(u) = $rU; exec_msg("/x $$var(u)");', '/x $$var(u)'],
    ['exec_msg("/x " + $rU + " y");', '/x $(rU) y'],
    ['$var(c) = "a"; if ($rU) { $var(c) = "b"; exec_msg($var(c)); }', 'b'],
    ['$var(c) = "a"; if ($rU) { exec_msg($var(c)); }', 'a'],
    ['if ($rU == "x" && $var(c) == "y") { } $var(c) = "a"; exec_msg($var(c));', 'a'],
  ])('%s', (route, value) => {
    expect(command(route)).toEqual({ kind: 'string', value });
  });

  test.each([
    ['$var(c) = "/x"; $var(c) .= " a"; exec($var(c));', '/x a'],
    ['$var(c) = "/x"; $var(c) += " " + $rU; exec($var(c));', '/x $(rU)'],
    ['$var(c) .= "a"; exec($var(c));', '$(var(c))a'],
    ['$var(c) = "/x"; async(exec($var(c)), resume);', '/x'],
  ])('of OpenSIPS: %s', (route, value) => {
    expect(command(route, '#!OPENSIPS')).toEqual({ kind: 'string', value });
  });

  test.each([
    ['exec_msg($var(c));', '$var(c)', 'nothing in this route assigns $var(c) before'],
    [
      'if ($rU) { $var(c) = "a"; } exec_msg($var(c));',
      '$var(c)',
      'it is assigned under a condition in line 4',
    ],
    ['if ($rU)\n$var(c) = "a";\nexec_msg($var(c));', '$var(c)', 'it is assigned under a condition in line 5'],
    [
      'if ($rU) { $var(c) = "a"; } else { $var(c) = "b"; }\nexec_msg($var(c));',
      '$var(c)',
      'it is assigned under a condition in line 4',
    ],
    [
      '$var(c) = $rU * 2; exec_msg($var(c));',
      '$var(c)',
      'line 4 puts it together from more than strings and variables',
    ],
    [
      '$var(c) = $(rU{s.len}) + 1; exec_msg($var(c));',
      '$var(c)',
      'line 4 puts it together from more than strings and variables',
    ],
    [
      '$var(n) = $Ts; $var(c) = $var(n) + " x"; exec_msg($var(c));',
      '$var(c)',
      'line 4 puts it together from more than strings and variables',
    ],
    [
      'switch ($rm) { case "A": $var(d) = 1; $var(c) = "a"; break; case "B": exec_msg($var(c)); }',
      '$var(c)',
      'it is assigned under a condition in line 4',
    ],
    [
      '$var(c) = f("a"); exec_msg($var(c));',
      '$var(c)',
      'line 4 puts it together from more than strings and variables',
    ],
  ])('what cannot be followed is told: %s', (route, value, notFollowed) => {
    expect(command(route)).toEqual({ kind: 'pseudo-variable', value, notFollowed });
  });

  test.each([
    ['exec_msg("$var(c)");', '$var(c)', 'nothing in this route assigns $var(c) before'],
    ['exec_msg("$(avp(s:c)) $rU");', '$(avp(s:c)) $rU', 'nothing in this route assigns $(avp(s:c)) before'],
    ['exec_msg("$var(c);x");', '$var(c);x', 'nothing in this route assigns $var(c) before'],
    [
      'if ($rU) { $var(c) = "a"; } exec_msg("$var(c) $rU");',
      '$var(c) $rU',
      'it is assigned under a condition in line 4',
    ],
    [
      '$var(b) = "-l"; exec_msg("$var(c) $var(b)");',
      '$var(c) -l',
      'nothing in this route assigns $var(c) before',
    ],
  ])('a string whose program is not known is told: %s', (route, value, notFollowed) => {
    expect(command(route)).toEqual({ kind: 'string', value, notFollowed });
  });

  test.each([
    'exec_msg("/x $var(c)");',
    'exec_msg("$var(c)/a.sh");',
    'exec_msg("C=$var(c) /x");',
    'exec_msg("$rU");',
    '$var(c) = "/x"; exec_msg("$var(c) a");',
  ])('a string whose program stands there is looked at: %s', (route) => {
    expect(command(route).notFollowed).toBeUndefined();
  });

  test.each([
    ['$var(c) = "a"; route(B); exec_msg($var(c));', 'a route that is called in line 4 may assign it'],
    ['$var(c) = "a"; route("B"); $var(c) = "b"; exec_msg($var(c));', undefined],
    ['$var(d) = "a"; route(B); exec_msg($var(d));', undefined],
  ])('a route that is called may assign what it assigns, and nothing else: %s', (route, notFollowed) => {
    const text = `#!KAMAILIO\nloadmodule "exec.so"\nroute {\n${route}\n}\nroute[B] { $var(c) = "b"; }\n`;
    const [argument] = scanConfig('k.cfg', Buffer.from(text)).calls[0]?.arguments ?? [];
    expect(argument?.notFollowed).toBe(notFollowed);
  });

  test('another route begins with nothing known', () => {
    const text = '#!KAMAILIO\nroute[A] { $var(c) = "a"; }\nroute[B] { exec_msg($var(c)); }\n';
    expect(scanConfig('k.cfg', Buffer.from(text)).calls[0]?.arguments[0]?.notFollowed).toBe(
      'nothing in this route assigns $var(c) before',
    );
  });

  test('places of its bytes are those where they were written', () => {
    const text = '#!KAMAILIO\nroute {\n$var(c) = "/x $rU";\nexec_msg($var(c));\n}\n';
    const [argument] = scanConfig('k.cfg', Buffer.from(text)).calls[0]?.arguments ?? [];
    expect(argument?.placeOfByte(3)).toMatchObject({ line: 3, column: 15 });
    expect(argument).toMatchObject({ written: Buffer.from('$var(c)'), place: { line: 4, column: 10 } });
  });

  test('a value that doubles itself ends being followed', () => {
    const doubling = '$var(c) = $var(c) + $var(c);\n'.repeat(200);
    expect(command(`$var(c) = "a";\n${doubling}exec_msg($var(c));`).notFollowed).toMatch(
      /more than 64 parts/,
    );
  });
});

describe('exec() of the core', () => {
  const scanned = (name: string, text: string) => {
    const { family, calls, problems } = scanConfig(name, Buffer.from(text));
    return { family, calls: calls.length, codes: problems.map(({ code }) => code) };
  };

  test.each([
    ['ser.cfg', 'route { exec("/x"); }\n', 'openser'],
    ['etc/openser.cfg', 'route { exec("/x"); }\n', 'openser'],
    ['a.cfg', 'loadmodule "/usr/lib/ser/modules/sl.so"\nroute { exec("/x"); }\n', 'openser'],
    ['a.cfg', '#!KAMAILIO\nrequest_route { exec("/x"); }\n', 'kamailio'],
  ])('is none of the module in %s', (name, text, family) => {
    expect(scanned(name, text)).toEqual({ family, calls: 0, codes: ['core-exec'] });
  });

  test.each(['opensips.cfg', 'a.cfg'])("is the module's in OpenSIPS (%s)", (name) => {
    expect(scanned(name, 'route { exec("/x"); }\n')).toEqual({ family: 'opensips', calls: 1, codes: [] });
  });
});

describe('sources of m4', () => {
  test.each([
    'define(`SCRIPT\',`/opt/x.sh\')dnl\nroute{\n exec_msg("SCRIPT");\n}\n',
    "ifelse(ENABLE_TCP, `yes', `listen=tcp:1.2.3.4')\nroute { }\n",
    "divert(-1)\n# it's `quoted'\ndivert\nroute { }\n",
  ])('are told to be: %j', (text) => {
    expect(scanConfig('a.cfg', Buffer.from(text)).problems.map(({ code }) => code)).toContain('m4-source');
  });

  test('what only looks like it is none', () => {
    const text =
      '#!KAMAILIO\n#!define SCRIPT "/x"\ninclude_file "a.cfg"\nroute { exec_msg("echo `date`"); }\n';
    expect(scanConfig('a.cfg', Buffer.from(text)).problems.map(({ code }) => code)).not.toContain(
      'm4-source',
    );
  });
});
