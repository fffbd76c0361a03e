import { describe, expect, test } from 'vitest';
import { type CallFacts, quotingAdvice } from '../../../src/exec/warnings/quotingAdvice.js';
import { readCommandText } from '../../../src/lint/config/commandText.js';
import { findServer } from '../../../src/server/servers.js';

interface Call extends Partial<Omit<CallFacts, 'profile'>> {
  readonly server?: string;
}

/** What is told of the variables of a command, one a line, with the edit that is told last. */
function told(command: string, { server = 'kamailio-6.1', ...facts }: Call = {}): string[] {
  const sketch = readCommandText(command);
  const call: CallFacts = { function: 'exec_msg', profile: findServer(server), setvars: true, ...facts };
  return quotingAdvice(sketch, call).map((advice) =>
    advice === undefined ? 'fine' : `${advice.code}: ${advice.danger}; ${advice.cure}`,
  );
}

/** The command with all edits made. */
function edited(command: string, call: Call = {}): string {
  const { server = 'kamailio-6.1', ...facts } = call;
  const sketch = readCommandText(command);
  const advice = quotingAdvice(sketch, {
    function: 'exec_msg',
    profile: findServer(server),
    setvars: true,
    ...facts,
  });
  const edits = advice.flatMap((one) => one?.replacement ?? []).toSorted((a, b) => b.start - a.start);
  return edits.reduce(
    (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
    sketch.shellText,
  );
}

describe('what is dangerous about a place', () => {
  test.each<[string, string]>([
    [
      'echo $rU',
      'unquoted-variable: $rU is not quoted: the shell splits its value, and runs what stands behind a ; in it; write "$$SIP_USER" for $rU',
    ],
    [
      "echo '$rU'",
      `quoted-variable: $rU stands between quotes, and a ' in its value ends them: the shell runs what a caller wrote behind it; write "$$SIP_USER" for '$rU'`,
    ],
    [
      'echo "$rU"',
      'double-quoted-variable: the shell expands $ and ` in the value of $rU within double quotes, and a " in it ends them; write $$SIP_USER for $rU',
    ],
    [
      'cat <<E\n$rU\nE',
      'quoted-variable: the shell expands $ and ` in the value of $rU within the here-document; write $$SIP_USER for $rU',
    ],
    [
      "cat <<'E'\n$rU\nE",
      'quoted-variable: a line of the value of $rU can end the here-document, and the shell runs the lines behind it; no variable holds it: let the script check it first, $var(value) = $rU; if (!($var(value) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and write $var(value) for $rU',
    ],
    [
      'echo $$(($rU))',
      'unquoted-variable: the shell computes with whatever $rU holds, and runs what stands in $(…) in it; no variable holds it: let the script check it first, $var(value) = $rU; if (!($var(value) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and write $var(value) for $rU',
    ],
    [
      'eval "echo $rU"',
      'eval-variable: eval runs whatever $rU holds, quoted or not; do without eval, with "$$SIP_USER" for the value',
    ],
    [
      'bash -c "echo $rU"',
      'nested-shell: bash -c runs whatever $rU holds, quoted or not; hand the value over as an argument: bash -c \'command "$$1"\' sh "$$SIP_USER"',
    ],
    [
      '$rU',
      'unquoted-variable: the command is nothing but $rU: the shell runs what came with the message; write a command of your own, and give it the value',
    ],
    ['echo # $rU', 'fine'],
    ['echo $si', 'fine'],
    ["echo '$var(x)'", 'fine'],
    ['echo $$(($var(x)))', 'fine'],
    ['$var(x)', 'fine'],
    [
      'echo $var(x)',
      `unquoted-variable: $var(x) is not quoted: the shell splits its value, and runs what stands behind a ; in it; let the script check it first, if (!($var(x) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and write '$var(x)' for $var(x)`,
    ],
    [
      "eval 'echo $var(x)'",
      'eval-variable: eval runs whatever $var(x) holds, quoted or not; let the script check it first, if (!($var(x) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and leave $var(x) as it is',
    ],
  ])('%j', (command, expected) => {
    expect(told(command)).toEqual([expected]);
  });
});

describe('the command as it is to be', () => {
  test.each<[string, string]>([
    ['echo $rU', 'echo "$$SIP_USER"'],
    ["echo '$rU'", 'echo "$$SIP_USER"'],
    ["echo 'a $rU b'", `echo 'a '"$$SIP_USER"' b'`],
    ['echo "$rU"', 'echo "$$SIP_USER"'],
    ['echo "a $(rU)b"', 'echo "a $${SIP_USER}b"'],
    ['echo "$(rU)_$rU-"', 'echo "$${SIP_USER}_$$SIP_USER-"'],
    ['echo \\$rU', 'echo "$$SIP_USER"'],
    ["eval 'echo $rU'", `eval 'echo "$$SIP_USER"'`],
    [`sh -c 'echo "$(rU)a"'`, `sh -c 'echo "$$\{SIP_USER}a"'`],
    [`sh -c 'eval $rU'`, "sh -c 'eval x'"],
    [`sh -c 'echo \\$rU'`, "sh -c 'echo \\x'"],
    [`sh -c "echo '$var(x)'"`, `sh -c "echo '$var(x)'"`],
    ['echo "$var(x)"', "echo '$var(x)'"],
    ['echo "a$var(x)"', `echo "a"'$var(x)'""`],
    ['echo "$var(x)-"', `echo ""'$var(x)'"-"`],
    ['echo "a$var(x)-"', `echo "a"'$var(x)'"-"`],
    ['cat <<E\n$var(x)\nE', 'cat <<E\n$var(x)\nE'],
    ['echo \\$var(x)', "echo '$var(x)'"],
    [`echo '"$rU"'`, `echo '"'"$$SIP_USER"'"'`],
    [`echo '$rU-'`, `echo ''"$$SIP_USER"'-'`],
    [`echo '-$rU'`, `echo '-'"$$SIP_USER"''`],
    ['cat <<E\n$(rU)a $rU,\nE', 'cat <<E\n$${SIP_USER}a $$SIP_USER,\nE'],
    [`sh -c 'echo "$rU" $rU'`, `sh -c 'echo "$$SIP_USER" "$$SIP_USER"'`],
    [`sh -c 'a' 'b $rU'`, `sh -c 'a' 'b '"$$SIP_USER"''`],
  ])('%j', (command, expected) => {
    expect(edited(command)).toBe(expected);
  });
});

describe('what the call has to have for the way out', () => {
  const cure = (command: string, call: Call) => told(command, call)[0]?.replace(/^[^;]*;[^;]*; /, '');

  test.each<[string, Call, string]>([
    ['echo $rU', { setvars: false }, 'set modparam("exec", "setvars", 1) and write "$$SIP_USER" for $rU'],
    [
      'echo $rU',
      { function: 'exec_cmd' },
      'use exec_msg(), which gives the command variables, and write "$$SIP_USER" for $rU',
    ],
    ['echo $fU', {}, 'write "$$SIP_HF_FROM" for $fU (the whole header: no variable holds just this)'],
    [
      'echo $(rU{s.tolower})',
      {},
      'write "$$SIP_USER" for $(rU{s.tolower}) (the whole URI: no variable holds just this)',
    ],
    [
      'echo $rb',
      {},
      `no variable holds it: let the script check it first, $var(value) = $rb; if (!($var(value) =~ "^[A-Za-z0-9_.@+-]*$")) exit; and write '$var(value)' for $rb`,
    ],
    [
      'echo $rb',
      { server: 'documented' },
      'no variable holds it: let the command take it from the message on its standard input',
    ],
    [
      'echo $rb',
      { server: 'documented', function: 'exec_dset' },
      'no variable holds it: let exec_msg() give the command the message, and take it from there',
    ],
    [
      'echo $rU',
      { server: 'opensips-3.6', function: 'exec' },
      'write $avp(env) = $rU; before the call and give exec() $avp(env) as its fifth argument, and write "$$OSIPS_EXEC_0" for $rU',
    ],
    [
      'echo $rU',
      { server: 'opensips-3.6', function: 'exec', environmentAvp: 'e' },
      'write $avp(e) = $rU; before the call, and write "$$OSIPS_EXEC_0" for $rU',
    ],
    [
      'eval "$rU"',
      { server: 'opensips-3.6', function: 'exec', environmentAvp: 'e' },
      'write $avp(e) = $rU; before the call, and do without eval, with "$$OSIPS_EXEC_0" for the value',
    ],
  ])('%s with %j', (command, call, expected) => {
    const [one] = told(command, call);
    expect(one?.endsWith(`; ${expected}`), cure(command, call)).toBe(true);
  });

  test('exec() has its values in an AVP, which is a stack: the last set is the first', () => {
    const call = { server: 'opensips-3.6', function: 'exec' } as const;
    expect(edited('echo $rU $fU $rU', call)).toBe('echo "$$OSIPS_EXEC_1" "$$OSIPS_EXEC_0" "$$OSIPS_EXEC_1"');
    expect(told('echo $rU $fU', call)[1]).toContain(
      'write $avp(env) = $rU; $avp(env) = $fU; before the call',
    );
  });
});
