import { describe, expect, it } from 'vitest';
import { findServer } from '../../../src/server/servers.js';
import { findings, messages } from '../findings.js';

/** Findings of one call in a Kamailio configuration, by column within the line. */
function ofCall(call: string, header = '#!KAMAILIO'): string[] {
  return findings(`${header}\nroute {\n${call};\n}`);
}

describe('commands in a configuration', () => {
  it.each([
    ['an unquoted pseudo-variable', 'exec_msg("x $ru")', ['unquoted-variable 3:13']],
    ['one with brackets and a transformation', 'exec_msg("x $(fU{s.tolower})")', ['unquoted-variable 3:13']],
    ['one in double quotes', 'exec_msg("x \\"$ru\\"")', ['double-quoted-variable 3:15']],
    ['one in the second string', 'exec_msg("x "\n "$ru")', ['unquoted-variable 4:3']],
    ['one in single-quoted configuration text', "exec_msg('x $hdr(X-A) y')", ['unquoted-variable 3:13']],
    ['an environment variable with one dollar', 'exec_msg("x $SIP_USER")', ['single-dollar 3:13']],
    ['one with a backslash', 'exec_msg("x \\$SIP_USER")', ['single-dollar 3:14']],
    ['an argument of the shell', 'exec_msg("x $1")', ['single-dollar 3:13']],
    ['a command substitution', 'exec_msg("x $(date +%s)")', ['single-dollar 3:13']],
    ['braces', `exec_msg("x \${SIP_USER}")`, ['single-dollar 3:13']],
    ['a name that the command itself sets', 'exec_msg("Q=1; x \\"$Q\\"")', ['single-dollar 3:20']],
    ['a command that is one value of the message', 'exec_msg("$hdr(X)")', ['unquoted-variable 3:11']],
    ['a lone dollar', 'exec_msg("x $")', ['single-dollar 3:13']],
    ['an unquoted environment variable', 'exec_msg("x $$SIP_USER")', ['unquoted-variable 3:13']],
    ['a variable that is not set', 'exec_msg("x \\"$$SIP_ORURI\\"")', ['unset-variable 3:15']],
    ['variables in exec_cmd()', 'exec_cmd("x \\"$$SIP_USER\\"")', ['no-variables 3:15']],
    ['a value in single quotes', `exec_msg("logger '$rU'")`, ['quoted-variable 3:19']],
    ['one among other text', `exec_msg("logger 'to $rU now'")`, ['quoted-variable 3:22']],
    ['one in backquotes', 'exec_msg("x `y $rU`")', ['unquoted-variable 3:16']],
    [
      'a value without single quotes in none',
      `exec_msg("x $(ct{re.subst,/'//g})")`,
      ['unquoted-variable 3:13'],
    ],
    ['one in $$()', 'exec_msg("x $$(y $rU)")', ['unquoted-variable 3:18']],
    ['one in a here-document', 'exec_msg("cat <<E\\n$rU\\nE")', ['quoted-variable 3:20']],
    ['one that eval runs', `exec_msg("eval 'x=$rU'")`, ['eval-variable 3:19']],
    ['one that a shell runs', `exec_msg("sh -c 'x $rU'")`, ['nested-shell 3:20']],
    ['one that is computed with', 'exec_msg("x $$(($rU + 1))")', ['unquoted-variable 3:17']],
    ['a method, which Kamailio does not look at', `exec_msg("x '$rm'")`, ['quoted-variable 3:14']],
    ['a script variable without quotes', 'exec_msg("x $var(a)")', ['unquoted-variable 3:13']],
    [
      'a name that runs on into what follows it',
      'exec_msg("x > /tmp/$rU.txt")',
      ['unknown-pseudo-variable 3:20'],
    ],
    ['a name that no server knows', 'exec_msg("x \\"$EMAIL\\"")', ['unknown-pseudo-variable 3:15']],
    [
      'a name of another server',
      'exec_msg("x $Ru")',
      ['setvars-off 3:1', 'unknown-pseudo-variable 3:13'],
      'opensips-2.4',
    ],
    ['a variable without its argument', 'exec_msg("x $hdr")', ['unknown-pseudo-variable 3:13']],
    [
      'a transformation that does not exist',
      'exec_msg("x $(rU{s.shout})")',
      ['unknown-pseudo-variable 3:13'],
    ],
    ['the URI that exec_dset appends', 'exec_dset("/x.sh")', ['quoted-uri 3:11']],
    ['a function of another server', 'exec_msg("x")', ['unknown-function 3:1'], 'opensips'],
  ])('%s is found', (_what, call, expected, server = 'kamailio') => {
    expect(findings(`#!KAMAILIO\nroute {\n${call};\n}`, { server: findServer(server) })).toEqual(expected);
  });

  it.each([
    ['a script variable in single quotes, which the script can check', `exec_msg("x '$var(a)'")`],
    ['numbers, ports and hashes, quoted or not', `exec_msg("x '$rp' $op '$(fU{s.md5})' $(ru{s.len}) '$rd'")`],
    ['a value without what a shell minds', 'exec_msg("x $(rU{re.subst,/[^A-Za-z0-9]//g})")'],
    ['a value whose single quotes are taken out, in single quotes', `exec_msg("x '$(ct{re.subst,/'//g})'")`],
    ['a URI that a comment hides', 'exec_dset("/x.sh \\"$$SIP_RURI\\" #")'],
    ['values that hold nothing dangerous', 'exec_msg("x $si $sp $pp")'],
    ['a quoted environment variable', 'exec_msg("x \\"$$SIP_USER\\" \\"$$1\\" $$(date)")'],
    ['a pseudo-variable in a shell comment', 'exec_msg("x # $ru")'],
    ['a command that is nothing but a script variable', '$var(x) = "/x"; exec_msg("$var(x)")'],
    ['an empty command', 'exec_msg("")'],
    ['a hidden call', '#!ifdef NOPE\nexec_msg("x $ru");\n#!endif\n'],
  ])('%s is fine', (_what, call) => {
    expect(ofCall(call)).toEqual([]);
  });

  it.each([
    ["'$rU'", `write "$$SIP_USER" for '$rU'`],
    ["'a $rU'", `write '"$$SIP_USER"' for $rU`],
    ['\\"a $rU\\"', 'write $$SIP_USER for $rU'],
    ['\\"$rUx\\"'.replace('rUx', '(rU)x'), 'write $${SIP_USER} for $(rU)'],
    ['$fU', 'write "$$SIP_HF_FROM" for $fU (the whole header: no variable holds just this)'],
    ['$hdr(f)', 'write "$$SIP_HF_FROM" for $hdr(f)'],
    ['$ou', 'write "$$SIP_ORUI" for $ou'],
    [
      '$rm',
      'check it first, $var(value) = $rm; if (!($var(value) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and write ',
    ],
    ["'$rb'", 'no variable holds it: let the script check it first'],
    ['eval \\"x=$rU\\"', 'do without eval, with "$$SIP_USER" for the value'],
    ['sh -c \\"x $rU\\"', `sh -c 'command "$$1"' sh "$$SIP_USER"`],
  ])('%s is told what to write instead, never bare quotes', (piece, advice) => {
    const [message, ...more] = messages(`#!KAMAILIO\nroute { exec_msg("x; ${piece}"); }`);
    expect([message, more]).toEqual([expect.stringContaining(advice), []]);
  });

  it.each([
    [
      'exec_cmd of Kamailio',
      'kamailio',
      'exec_cmd',
      'use exec_msg(), which gives the command variables, and write "$$SIP_USER"',
    ],
    [
      'exec of OpenSIPS',
      'opensips-3.6',
      'exec',
      '$avp(env) = $rU; before the call and give exec() $avp(env) as its fifth argument, and write "$$OSIPS_EXEC_0"',
    ],
    [
      'a server whose setvars are off',
      'opensips-2.4',
      'exec_msg',
      'set modparam("exec", "setvars", 1) and write "$$SIP_USER"',
    ],
  ])('in %s are told how the command gets the value', (_what, server, name, advice) => {
    const text = `#!${name === 'exec' ? 'OPENSIPS' : 'ALL'}\nroute { ${name}("x '$rU'"); }`;
    expect(messages(text, { server: findServer(server) }).join('\n')).toContain(advice);
  });

  it('of openser-1.1 have a bare URI', () => {
    const server = findServer('openser-1.1');
    expect(
      messages('route { exec_dset("/x.sh"); exec_dset("/x.sh #"); }', { server, name: 'a.cfg' }),
    ).toEqual([expect.stringMatching(/^openser-1\.1 appends the request URI bare: .*"\$\$SIP_RURI".* " #"/)]);
  });

  it.each([
    ['onreply_route[X]', 'exec_msg', ['misplaced-function 2:20']],
    ['branch_route[X]', 'exec_dset', ['misplaced-function 2:19', 'quoted-uri 2:29']],
    ['onsend_route', 'exec_avp', ['misplaced-function 2:16']],
    ['onreply_route[X]', 'exec_cmd', []],
    ['failure_route[X]', 'exec_dset', ['quoted-uri 2:30']],
    ['event_route[tm:local-request]', 'exec_msg', []],
  ])('in %s, %s() is judged as the server judges it', (block, name, expected) => {
    expect(findings(`#!KAMAILIO\n${block} { ${name}("true"); }`)).toEqual(expected);
  });

  it('are told how to end the name of a pseudo-variable', () => {
    expect(messages('#!KAMAILIO\nroute { exec_msg("echo > /tmp/$rU.txt"); }')).toEqual([
      expect.stringMatching(
        /^kamailio-\d+\.\d+ refuses to start: unknown pseudo-variable \$rU\.txt.*; write \$\(rU\)\.txt$/,
      ),
    ]);
  });

  it('are not said to be unknown where a module may bring them', () => {
    expect(
      findings(`#!KAMAILIO\nroute { exec_msg("x '$T_reply_code' '$sht(a=>b)' '$dlg_var(x)'"); }`),
    ).not.toContainEqual(expect.stringContaining('unknown-pseudo-variable'));
  });

  it('are found to read variables that setvars keeps off', () => {
    const text = '#!KAMAILIO\nmodparam("exec","setvars",0)\nroute { exec_msg("x \\"$$SIP_ORURI\\""); }';
    expect(findings(text)).toEqual(['no-variables 3:23']);
  });
});

describe('parameters in a configuration', () => {
  it.each([
    ['exec_timer', 'kamailio', '"exec_timer", 5', ['unknown-parameter 2:1']],
    ['a misspelt one', 'kamailio', '"setvar", 1', ['unknown-parameter 2:1']],
    ['one of another server', 'kamailio', '"async", 1', ['unknown-parameter 2:1']],
    ['a string for a number', 'kamailio', '"setvars", "1"', ['parameter-type 2:1']],
    ['time_to_kill where it does nothing', 'kamailio', '"time_to_kill", 5', ['parameter-without-effect 2:1']],
    ['time_to_kill where it works', 'opensips-2.4', '"time_to_kill", 5', []],
    ['time_to_kill 0', 'kamailio', '"time_to_kill", 0', []],
    ['setvars where it does nothing', 'opensips', '"setvars", 1', ['parameter-without-effect 2:1']],
    ['setvars', 'kamailio', '"setvars", 1', []],
    ['bash_safety', 'kamailio', '"bash_safety", 0', []],
    ['async', 'opensips-1.11', '"async", 1', []],
  ])('%s for %s', (_what, server, parameter, expected) => {
    expect(findings(`#!ALL\nmodparam("exec", ${parameter})`, { server: findServer(server) })).toEqual(
      expected,
    );
  });

  it.each([
    ['opensips-2.4', '', ['setvars-off 2:9']],
    ['opensips-1.11', 'modparam("exec", "setvars", 0)', []],
    ['opensips-1.11', 'modparam("exec", "setvars", 1)', []],
    ['opensips-1.4', '', []],
  ])('setvars for exec_msg() of %s with %j', (server, parameter, expected) => {
    const text = `#!OPENSIPS\nroute { exec_msg("x"); }\n${parameter}`;
    expect(findings(text, { server: findServer(server) })).toEqual(expected);
  });
});

describe('a configuration', () => {
  it('is judged by the server that fits it', () => {
    expect(messages('#!OPENSIPS\nroute { exec("x $ru"); exec_msg("x"); }')).toEqual([
      expect.stringContaining('$ru is not quoted'),
      expect.stringContaining('opensips-2.4 sets no SIP_* variables unless told so'),
    ]);
  });

  it('has its own problems reported, too, in the order of their places', () => {
    expect(findings('#!KAMAILIO\n#!else\nroute { exec_msg("x $ru"); exec_msg("y')).toEqual([
      'stray-condition 2:1',
      'unquoted-variable 3:21',
      'unclosed-call 3:28',
      'unclosed-string 3:37',
    ]);
  });
});
