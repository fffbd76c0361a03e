import { describe, expect, it } from 'vitest';
import { findings, messages } from '../findings.js';

const PYTHON = '#!/usr/bin/env python3\n';
const PERL = '#!/usr/bin/perl\n';
const PHP = '#!/usr/bin/php\n<?php\n';

describe('variables that no server sets', () => {
  it.each([
    ['printenv', 'printenv SIP_SRC', '1:10'],
    ['env and grep', 'env | grep SIP_ORURI', '1:12'],
    ['set and grep with a pattern', "set | grep -q '^SIP_ORURI='", '1:17'],
    ['a name that lacks its first letter', 'echo "$IP_USER"', '1:7'],
    ['a name that lacks a letter within', 'echo "$SIPUSER" "$SP_RURI"', '1:7 1:18'],
    ['a header whose prefix lacks a letter', 'echo "$IP_HF_FROM"', '1:7'],
    ['Python’s environ by another name', `${PYTHON}from os import environ as e\ne["SIP_ORURI"]`, '3:4'],
    ['a copy of Python’s environ', `${PYTHON}env = os.environ.copy()\nprint(env.get("SIP_ORURI"))`, '3:16'],
    ['Python’s getenv by another name', `${PYTHON}from os import getenv as g\ng("SIP_ORURI")`, '3:4'],
    ['Node’s env by another name', '#!/usr/bin/env node\nconst e = process.env;\ne.SIP_ORURI', '3:3'],
    ['Node’s env taken apart', '#!/usr/bin/env node\nconst { SIP_USER, SIP_ORURI } = process.env;', '2:19'],
    ['a lost letter in Python', `${PYTHON}os.environ["IP_USER"]`, '2:13'],
  ])('are found by %s', (_how, text, places) => {
    expect(findings(text)).toEqual(places.split(' ').map((place) => `unset-variable ${place}`));
  });

  it.each([
    ['a list of all', 'env | grep ^SIP_; env | grep SIP_HF_; printenv'],
    ['a part of a name', 'env | grep SIP_SRC'],
    ['one that the script sets', 'SIP_DOMAIN=example.com; echo "$SIP_DOMAIN"'],
    ['one that it exports for awk', `export SIP_DOMAIN=a; awk 'BEGIN { print ENVIRON["SIP_DOMAIN"] }'`],
    ['one that it sets by a default', `: "\${SIP_DOMAIN:=example.com}"; echo "$SIP_DOMAIN"`],
    ['one with a default', `echo "\${SIP_X:-none}" "\${SIP_Y-}"`],
    ['one that Python sets', `${PYTHON}os.environ["SIP_DOMAIN"] = "x"\nprint(os.environ["SIP_DOMAIN"])`],
    ['one that Perl sets', `${PERL}$ENV{SIP_DOMAIN} = 'x'; print $ENV{SIP_DOMAIN};`],
    ['others', 'echo "$IP" "$USER" "$SRCIP" "$TID"; printenv PATH'],
  ])('are not %s', (_what, text) => {
    expect(findings(text)).toEqual([]);
  });
});

describe('values of the message in a string for a shell', () => {
  it.each([
    ['os.system', `${PYTHON}value = os.environ["SIP_USER"]\nos.system("logger " + value)`, '3:1'],
    ['os.system at once', `${PYTHON}os.system("logger " + os.environ["SIP_USER"])`, '2:1'],
    ['an f-string', `${PYTHON}u = os.getenv("SIP_USER")\nos.popen(f"logger {u}")`, '3:1'],
    [
      'subprocess with a shell',
      `${PYTHON}import sys\nv = sys.argv[1]\nsubprocess.run("x %s" % v, shell=True)`,
      '4:1',
    ],
    ['Perl’s backquotes', `${PERL}my $u = $ENV{SIP_USER};\nprint \`logger $u\`;`, '3:7'],
    ['Perl’s system with one string', `${PERL}system("logger $ENV{'SIP_USER'}");`, '2:1'],
    ['Perl’s open with two arguments', `${PERL}my $f = $ENV{SIP_USER};\nopen(F, $f);`, '3:1'],
    ['Perl’s open of a pipe', `${PERL}my $f = $ENV{SIP_USER};\nopen(F, "grep $f /etc/x|") or die;`, '3:1'],
    ['PHP’s shell_exec', `${PHP}$u = getenv('SIP_USER');\nshell_exec("logger $u");`, '4:1'],
    ['PHP’s shell_exec at once', `${PHP}echo shell_exec('logger ' . getenv('SIP_USER'));`, '3:6'],
    ['Ruby’s backquotes', "#!/usr/bin/ruby\nu = ENV['SIP_USER']\n`logger #{u}`", '3:1'],
    ['Node’s exec', `#!/usr/bin/env node\nconst u = process.env.SIP_USER;\nexec(\`logger \${u}\`);`, '3:1'],
  ])('are found in %s', (_what, text, place) => {
    expect(findings(text)).toEqual([`shell-command ${place}`]);
  });

  it.each([
    ['an argument of its own', `${PYTHON}u = os.environ["SIP_USER"]\nsubprocess.run(["logger", u])`],
    ['quoted by shlex', `${PYTHON}u = os.environ["SIP_USER"]\nos.system("logger " + shlex.quote(u))`],
    ['only a word of a literal', `${PYTHON}user = os.environ["SIP_USER"]\nos.system("logger user")`],
    ['of another origin', `${PYTHON}u = "bob"\nos.system("logger " + u)`],
    ['a list for Perl’s system', `${PERL}system('logger', $ENV{SIP_USER});`],
    ['Perl’s open with three arguments', `${PERL}open(my $f, "<", $ENV{SIP_USER});`],
    ['escaped by PHP', `${PHP}shell_exec('logger ' . escapeshellarg(getenv('SIP_USER')));`],
    ['in a comment', `${PYTHON}# os.system("logger " + os.environ["SIP_USER"])`],
  ])('are fine as %s', (_what, text) => {
    expect(findings(text)).toEqual([]);
  });

  it('are told what to do', () => {
    expect(messages(`${PYTHON}os.system("logger " + os.environ["SIP_USER"])`)).toEqual([
      'a shell runs what SIP_USER holds, and that came with the message; hand it over as an argument of its own, without a shell: subprocess.run(["command", value])',
    ]);
  });
});
