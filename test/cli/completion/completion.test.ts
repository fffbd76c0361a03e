import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandTable } from '../../../src/cli/arguments/commandTable.js';
import { candidates } from '../../../src/cli/completion/candidates.js';
import { commandLineWords } from '../../../src/cli/completion/commandLineWords.js';
import { continuedLines } from '../../../src/cli/output/continuedLines.js';
import { allServerIds } from '../../../src/server/servers.js';
import { door, sipexec } from '../program.js';

const kamailio5 = allServerIds.filter((id) => id.startsWith('kamailio-5.'));

describe('a word becomes', () => {
  test.each<[string, string[]]>([
    ['ls', []],
    ['li', ['list', 'lint']],
    ['list', ['list']],
    ['--v', ['--version']],
    ['help mes', ['message']],
    ['completion f', ['fish']],
    ['env --ser', ['--server']],
    ['env --no-r', ['--no-retransmissions']],
    ['env --no-c', ['--no-color']],
    ['env --server opensips-2.4', ['opensips-2.4']],
    ['env --server kamailio-5.', kamailio5],
    ['env --server=kamailio-5.', kamailio5.map((id) => `--server=${id}`)],
    ['env -s kamailio-6.1', ['kamailio-6.1']],
    ['env --format ', ['text', 'json', 'sh', 'null']],
    ['env --format=', ['--format=text', '--format=json', '--format=sh', '--format=null']],
    ['list --columns uri,t', ['uri,time', 'uri,transport', 'uri,to']],
    ['list --columns=time,t', ['--columns=time,transport', '--columns=time,to']],
    ['compare --servers kamailio-6.1,opensips-2.4', ['kamailio-6.1,opensips-2.4']],
    ['dset true --method INVITE,BY', ['INVITE,BYE']],
    ['test --reporter ju', ['junit']],
  ])('%s', (line, expected) => {
    expect(candidates(line.split(' '), commandTable)).toEqual(expected);
  });

  test.each([
    'dset ',
    'dset true ',
    'env fixtures/inv',
    'verify --capture ',
    'env --ruri=sip',
    'replay spool -- ./n',
    'nonsense --f',
  ])('nothing that can be known: %j is for the shell', (line) => {
    expect(candidates(line.split(' '), commandTable)).toEqual([]);
  });
});

test.each<[string, string[]]>([
  ['sipexec dset "a b" \'c \'d\\ e ', ['sipexec', 'dset', 'a b', 'c d e', '']],
  ['tcpdump -w - | sipexec  dset "$x', ['sipexec', 'dset', '$x']],
  ['x; sipexec env "" --a', ['sipexec', 'env', '', '--a']],
])('the words of %j are those that a shell reads', (line, words) => {
  expect(commandLineWords(line)).toEqual(words);
});

test('a line that goes on behind a backslash is the same to a shell', () => {
  const line = `printf '%s\\n' one 'two  three' "four five" six seven eight nine`;
  const broken = continuedLines(line, 20);
  expect(broken.length).toBeGreaterThan(2);
  expect(broken.filter((part) => part.length > 20)).toEqual([]);
  const run = (text: string) => execFileSync('/bin/sh', ['-c', text], { encoding: 'utf8' });
  expect(run(broken.join('\n'))).toBe(run(line));
});

/** A shell that finds the program by its name. */
function inShell(shell: string, args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/sipexec'), `#!/bin/sh\nexec '${process.execPath}' '${door}' "$@"\n`);
  chmodSync(join(folder, 'bin/sipexec'), 0o755);
  writeFileSync(join(folder, 'call.pcap'), '');
  const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, HOME: folder };
  const { stdout, stderr } = spawnSync(shell, args, { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

function canRun(shell: string): boolean {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  if (!isThere) console.log(`skipped: ${shell} is not installed`);
  return isThere;
}

const asked = [
  ['sipexec li', ['list', 'lint']],
  ['sipexec env --ser', ['--server']],
  ['sipexec env --server show --ver', ['--verbose']],
  ['sipexec env --server=opensips-2.4', ['--server=opensips-2.4']],
  ['sipexec list --columns uri,nu', ['uri,number']],
  ["sipexec dset 'echo a; echo b' --server opensips-2.4", ['opensips-2.4']],
  ['sipexec --server opensips-2.4', ['opensips-2.4']],
  ['sipexec -s kamailio --json li', ['list', 'lint']],
  ['sipexec --server kamailio env --clea', ['--clean-env']],
  ['sipexec exec_d', ['exec_dset']],
  ['sipexec exec_dset --lad', ['--ladder']],
] as const;

describe('the script for bash', () => {
  const ask = (line: string) =>
    inShell('bash', [
      '--norc',
      '-c',
      `source <(sipexec completion bash); COMP_LINE=$1 COMP_POINT=\${#1}; _sipexec; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      line,
    ]).trimEnd();

  test.each(asked.filter(([line]) => !line.includes('=')))('%s', (line, expected) => {
    expect(ask(line).split('\n')).toEqual(expected);
  });

  test('behind = only what stands there is replaced', () => {
    expect(ask('sipexec env --server=opensips-2.4')).toBe('opensips-2.4');
    expect(ask('sipexec env --color=a')).toBe('always\nauto');
  });

  test('where a file is wanted the shell completes, with nothing inserted before', () => {
    expect(ask('sipexec env ')).toBe('');
  });
});

describe.skipIf(!canRun('fish'))('the script for fish', () => {
  const ask = (line: string) =>
    inShell('fish', ['--no-config', '-c', 'sipexec completion fish | source; complete -C"$argv[1]"', line])
      .trimEnd()
      .split('\n')
      .map((found) => found.split('\t')[0]);

  test.each(asked)('%s', (line, expected) => {
    expect(ask(line).sort()).toEqual([...expected].sort());
  });

  test('where a file is wanted it is completed', () => {
    expect(ask('sipexec env ca')).toEqual(['call.pcap']);
  });
});

describe.skipIf(!canRun('zsh'))('the script for zsh', () => {
  const ask = (line: string) =>
    inShell('zsh', [
      '-f',
      '-c',
      `compdef() {}; compadd() { shift; print -l -- "$@" }; compset() { print prefix "$@" }; _files() { print files }; source <(sipexec completion zsh); words=("\${(@z)1}"); [[ $1 == *" " ]] && words+=(""); CURRENT=$#words; _sipexec`,
      'zsh',
      line,
    ])
      .trimEnd()
      .split('\n');

  test.each(asked)('%s', (line, expected) => {
    expect(ask(line)).toEqual(expected);
  });

  test('where a file is wanted it is completed', () => {
    expect(ask('sipexec env ')).toEqual(['files']);
  });

  test('a file behind = is completed without what stands before it', () => {
    expect(ask('sipexec message --body=ca')).toEqual(['prefix -P *=', 'files']);
  });
});

describe.skipIf(!canRun('pwsh'))('the script for PowerShell', () => {
  test.each(asked)('%s', (line, expected) => {
    const script = `sipexec completion powershell | Out-String | Invoke-Expression; (TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches | ForEach-Object CompletionText`;
    expect(
      inShell('pwsh', ['-NoProfile', '-Command', `& { ${script} } '${line.replaceAll("'", "''")}'`])
        .trimEnd()
        .split('\n'),
    ).toEqual(expected);
  });
});

describe('sipexec completion', () => {
  test.each([
    ['/bin/bash', 'bash'],
    ['/usr/bin/fish', 'fish'],
    ['/bin/zsh', 'zsh'],
    ['/opt/pwsh', 'powershell'],
  ])('prints the script for the shell of SHELL: %s', async (shell, name) => {
    const [own, named] = await Promise.all([
      sipexec(['completion'], '', { env: { SHELL: shell } }),
      sipexec(['completion', name]),
    ]);
    expect([own.status, own.stdout]).toEqual([0, named.stdout]);
  });

  test('says which there are', async () => {
    const run = await sipexec(['completion', 'tcsh']);
    expect([run.status, run.stdout, run.stderr]).toEqual([
      125,
      '',
      'sipexec: there is completion for bash, zsh, fish, powershell, not for tcsh; name one of them\n',
    ]);
  });
});
