import { describe, expect, it } from 'vitest';
import { findings } from '../findings.js';

describe('values of the message in a shell script', () => {
  it.each([
    ['a word of a command', 'echo $SIP_USER'],
    ['part of a word', 'echo sip:$SIP_USER@host'],
    ['braces', `echo \${SIP_USER%@*}`],
    ['a default’s word', `echo "a" \${X:-$SIP_USER}`],
    ['an argument of the script', 'echo $1'],
    ['all arguments', 'route.py $@'],
    ['a test with single brackets', '[ $SIP_USER = bob ]'],
    ['a list of for', 'for x in $SIP_HF_VIA; do :; done'],
    ['a command substitution', 'x=$(echo $SIP_USER)'],
    ['a command substitution in quotes', 'echo "$(echo $SIP_USER)"'],
    ['backquotes', 'x=`echo $SIP_USER`'],
    ['a here-document’s command', 'cat <<E\n$(echo $SIP_USER)\nE'],
    ['a redirection', 'echo a > $SIP_USER'],
    ['a subshell', '( echo $SIP_USER )'],
    ['behind a function', 'f() { :; }\necho $SIP_USER'],
    ['a function', 'f() { echo $SIP_USER; }'],
    ['behind case', 'case a in b) ;; esac; echo $SIP_USER'],
    ['within case', 'case a in b) echo $SIP_USER;; esac'],
    ['within case in a substitution', '$(case a in (b) echo $SIP_USER;; esac)'],
    ['behind a test', '[[ a == b ]] && echo $SIP_USER'],
    ['behind arithmetic', 'x=$((1 + 2)); echo $SIP_USER'],
    ['behind a comment with a quote', "# don't\necho $SIP_USER"],
    ['behind a word with #', 'echo a#b $SIP_USER'],
    ['behind an escaped quote', 'echo \\" $SIP_USER'],
    ['behind quotes', `echo 'a'"b" $SIP_USER`],
    ['behind a here-document', 'cat <<"E"\n"\nE\necho $SIP_USER'],
    ['behind an operator', 'a && b || c | d & echo $SIP_USER'],
    ['an assignment to export in sh', '#!/bin/sh\nexport X=$SIP_USER'],
    ['a variable made of it', 'x=$SIP_USER; y="a$x"; echo $y'],
    ['a variable of exec()', 'echo $OSIPS_EXEC_0'],
    ['an array', '#!/bin/bash\na=( $SIP_USER )'],
  ])('are found unquoted in %s', (_where, text) => {
    const found = findings(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^unquoted-variable /);
  });

  it.each([
    ['in double quotes', `echo "$SIP_USER \${SIP_USER}"`],
    ['in single quotes', "echo '$SIP_USER'"],
    ['escaped', 'echo \\$SIP_USER'],
    ['in an assignment', `x=$SIP_USER; x+=\${SIP_USER}a; SIP_A=$SIP_USER cmd`],
    ['in an assignment to export in bash', '#!/usr/bin/env bash\nexport X=$SIP_USER'],
    ['as a case word', 'case $SIP_USER in $1) ;; esac'],
    ['in a double-bracket test', '[[ $SIP_USER == $1 && ! -n $SIP_USER ]]'],
    ['in arithmetic', 'echo "$(( $SIP_HF_EXPIRES + 1 ))"; (( $1 > 2 ))'],
    ['in a here-document', 'cat <<-E\n\t$SIP_USER\n\tE\n'],
    ['in a here-string', 'cat <<< $SIP_USER'],
    ['as a length', `echo \${#SIP_USER}`],
    ['as a condition for a word', `echo \${1+"$@"} \${SIP_USER:+"x"}`],
    ['in a comment', '# echo $SIP_USER'],
    ['when not from the message', 'echo $HOME $x $? $$ $# $!'],
    ['quoted in a quoted substitution', 'echo "$(echo "$SIP_USER")"'],
    ['quoted in backquotes', 'x=`echo "$SIP_USER"`'],
  ])('are fine %s', (_where, text) => {
    expect(findings(text)).toEqual([]);
  });

  it.each([
    ['eval', 'eval "x=$SIP_USER"', 'eval-variable 1:9'],
    ['sh -c', 'sh -c "echo $SIP_USER"', 'nested-shell 1:13'],
    ['bash behind another command', 'sudo -u a /bin/bash -ec "echo $1"', 'nested-shell 1:31'],
  ])('are found when %s runs them, quoted or not', (_what, text, expected) => {
    expect(findings(text)).toEqual([expected]);
  });

  it('are fine as arguments of sh -c', () => {
    expect(findings(`sh -c 'echo "$1"' sh "$SIP_USER"`)).toEqual([]);
  });
});
