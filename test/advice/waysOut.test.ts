import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, request, sipexec } from '../cli/program.js';
import { shells } from '../exec/injection/harm.js';
import { record } from '../record/recorder.js';

const configuration =
  '# kamailio\nmodparam("exec", "setvars", 1)\nrequest_route {\n  exec_msg("cat");\n  exec_dset("echo sip:a@b #");\n}\n';
const suite =
  'server: kamailio-5.6\ncases:\n  - name: one\n    dset: "echo sip:a@b #"\n    message: m.sip\n    expect: { uris: ["sip:a@b"] }\n';
const files: Readonly<Record<string, string>> = {
  'm.sip': request(),
  'k.cfg': configuration,
  'k.m4': `define(\`X', \`1')dnl\n${configuration}`,
  'suite.yaml': suite,
  'prose.txt': 'just some\nprose here\n',
  'hostile.sip': request({}, { uri: "sip:a';true;'@example.com" }),
  'd.cfg': 'request_route { exec_dset(CMD); }\n',
  'run.sh': '#!/bin/sh\necho sip:a@b\n',
};

/** A command line that a message has a way out of. */
interface Way {
  readonly args: readonly string[];
  /** What the message reads, with what it advises in groups. */
  readonly reads: RegExp;
  /** The command line of somebody who takes the advice at its word. */
  readonly follow: (advised: readonly string[], args: readonly string[]) => readonly string[];
}

const without =
  (...words: string[]) =>
  (_: readonly string[], args: readonly string[]) =>
    args.filter((word) => !words.includes(word));
const instead =
  (wrong: string) =>
  ([right = '']: readonly string[], args: readonly string[]) =>
    args.map((word) => (word === wrong ? right : word));
const wordsOf = (line: string) => line.split(' ').filter((word) => word !== '' && word !== 'sipexec');

/** Each text of the program that names an option or a command as the way out. */
// biome-ignore format: a table
const ways: Readonly<Record<string, Way>> = {
  'no command': { args: [], reads: /see sipexec (--help)/, follow: ([option = '']) => [option] },
  'unknown option before a command': { args: ['--foo'], reads: /see sipexec (--help)/, follow: ([option = '']) => [option] },
  'unknown option': { args: ['dset', '--fzzz', 'true', 'm.sip'], reads: /see sipexec (dset --help)/, follow: ([line = '']) => line.split(' ') },
  'misspelt option': { args: ['env', '--servr', 'kamailio', 'm.sip'], reads: /did you mean (--server)\?/, follow: instead('--servr') },
  'misspelt command': { args: ['lst', 'm.sip'], reads: /did you mean (list)\?/, follow: instead('lst') },
  'several servers': { args: ['dset', '--server', 'kamailio', '--server', 'opensips-3.1', 'echo sip:a@b #', 'm.sip'], reads: /(compare) takes several: (--servers) A,B/,
    follow: ([command = '', option = '']) => [command, option, 'kamailio,opensips-3.1', 'm.sip'] },
  'unknown server': { args: ['env', '--server', 'nope', 'm.sip'], reads: /(--server list) shows all/, follow: ([line = '']) => line.split(' ') },
  'show without a server': { args: ['--server', 'show'], reads: /(--server list) shows all/, follow: ([line = '']) => line.split(' ') },
  'a server by a version that there is not': { args: ['env', '--server', 'kamailio-9.9', 'm.sip'], reads: /kamailio has (\d\.\d)/, follow: ([version], args) => args.map((word) => word.replace('9.9', version ?? '')) },
  'JSON and another format': { args: ['env', '--json', '--format', 'sh', 'm.sip'], reads: /(--json) and --format sh: give one of them/, follow: without('--json') },
  'pseudo-variables in a text': { args: ['env', '--pv', 'ru', 'm.sip'], reads: /--pv goes with (--json)/, follow: ([option = ''], args) => [...args, option] },
  'a ladder and columns': { args: ['list', '--ladder', '--columns', 'uri', 'm.sip'], reads: /(--ladder) and --columns exclude each other/, follow: without('--ladder') },
  'a ladder and JSON': { args: ['msg', '--ladder', '--json', 'true', 'm.sip'], reads: /(--ladder) and --json exclude each other/, follow: without('--ladder') },
  'an unknown column': { args: ['list', '--columns', 'from,place', 'm.sip'], reads: /there are (.+)$/m, follow: ([columns = ''], args) => args.map((word) => word === 'from,place' ? columns.replaceAll(', ', ',') : word) },
  'record with a file': { args: ['record', 'm.sip'], reads: /record takes recordings only with (--scrub)/, follow: () => ['record', '--scrub', 'recordings', '--output', 'copies'] },
  'record': { args: ['record'], reads: /with (sipexec record --print-wrapper) >/, follow: ([line = '']) => wordsOf(line) },
  'record --scrub': { args: ['record', '--scrub', 'recordings'], reads: /needs recordings, and (--output) FOLDER/, follow: ([option = ''], args) => [...args, option, 'copies-2'] },
  'run without a line': { args: ['run', 'k.cfg', 'm.sip'], reads: /expected config:line, as (sipexec scan) prints it/, follow: ([line = '']) => [...wordsOf(line), 'k.cfg'] },
  'run in another line': { args: ['run', 'k.cfg:1', 'm.sip'], reads: /in line (\d+)/, follow: ([line = '']) => ['run', `k.cfg:${line}`, 'm.sip'] },
  'update and watch': { args: ['test', '--update', '--watch', 'suite.yaml'], reads: /(--watch) exclude each other/, follow: without('--watch') },
  'init without a call': { args: ['test', '--init', 'new-1.yaml'], reads: /needs a call behind it: (\w+),.* then the command and at least one file/, follow: ([name = ''], args) => [...args, name, 'echo sip:a@b #', 'm.sip'] },
  'init of standard input': { args: ['test', '--init', 'new-2.yaml', 'dset', 'echo sip:a@b #', '-'], reads: /--init needs files/, follow: (_, args) => args.map((word) => word === '-' ? 'm.sip' : word) },
  'init of a suite that is there': { args: ['test', '--init', 'suite.yaml', 'dset', 'echo sip:a@b #', 'm.sip'], reads: /(--update) renews its expectations/, follow: ([option = '']) => ['test', option, 'suite.yaml'] },
  'what goes with init': { args: ['test', '--server', 'kamailio', 'suite.yaml'], reads: /--server goes with (--init)/, follow: ([option = '']) => ['test', option, 'new-3.yaml', '--server', 'kamailio', 'dset', 'echo sip:a@b #', 'm.sip'] },
  'a shard': { args: ['test', '--shard', '1', 'suite.yaml'], reads: /as in (1\/3)/, follow: instead('1') },
  'two reporters for standard output': { args: ['test', '--reporter', 'tap', '--reporter', 'json', 'suite.yaml'], reads: /as in (tap)=report/, follow: ([name = ''], args) => args.map((word) => word === name ? `${name}=report` : word) },
  'an unknown reporter': { args: ['test', '--reporter', 'tp', 'suite.yaml'], reads: /it is one of (\w+),/, follow: instead('tp') },
  'a reporter without a file': { args: ['test', '--reporter', 'tap=', 'suite.yaml'], reads: /(the file's name) is missing/, follow: (_, args) => args.map((word) => word === 'tap=' ? 'tap=report-2' : word) },
  'a filter that nothing matches': { args: ['test', '--filter', 'zzz', 'suite.yaml'], reads: /no check matches (--filter)/, follow: without('--filter', 'zzz') },
  'a pseudo-variable of another server': { args: ['expand', '--server', 'opensips-3.6', '$hdrc(Via)', 'm.sip'], reads: /does not have it, but (--server) (\S+) to/, follow: ([option = '', id = '']) => ['expand', option, id, '$hdrc(Via)', 'm.sip'] },
  'no variables by default': { args: ['msg', '--server', 'opensips-2.4', 'echo "$$SIP_USER"', 'm.sip'], reads: /: (--setvars 1) \(in a suite/, follow: ([option = ''], args) => [...args, ...option.split(' ')] },
  'a relative command': { args: ['dset', '--user', 'root', './run.sh #', 'm.sip'], reads: /say with (--cwd) where/, follow: ([option = ''], args) => [...args, option, '.'] },
  'a method said twice': { args: ['message', '--cancel', 'm.sip', '--method', 'OPTIONS'], reads: /leave (--method) out/, follow: without('--method', 'OPTIONS') },
  'the source of m4': { args: ['scan', 'k.m4'], reads: /run m4 first, as in m4 \S+ \| (sipexec scan) -/, follow: ([line = '']) => [...wordsOf(line), 'k.cfg'] },
  'a file that does not come with it': { args: ['files', 'nope'], reads: /"(sipexec files)" lists them/, follow: ([line = '']) => wordsOf(line) },
  'a text without messages': { args: ['list', 'prose.txt'], reads: /(sipexec list --help) names them/, follow: ([line = '']) => wordsOf(line) },
  'a number of jobs': { args: ['test', '--jobs', '0', 'suite.yaml'], reads: /a whole number from (1)/, follow: instead('0') },
  'a number of rounds': { args: ['test', '--repeat', '0', 'suite.yaml'], reads: /a whole number from (1)/, follow: instead('0') },
  'init of no recordings': { args: ['test', '--init', 'new-4.yaml', 'replay'], reads: /(at least one recording, or a folder of them)/, follow: (_, args) => [...args, 'recordings'] },
  'a value that would run': { args: ['msg', '--server', 'kamailio-5.6', "echo '$rU'", 'hostile.sip'], reads: /(--run-injected) runs it all the same/, follow: ([option = ''], args) => [...args, option] },
  'a name that is defined nowhere': { args: ['run', 'd.cfg:1', 'm.sip'], reads: /give it with (--define)/, follow: ([option = ''], args) => [...args, option, 'CMD="echo sip:a@b #"'] },
  'a command without quotes': { args: ['dset', 'echo', 'sip:a@b', 'm.sip'], reads: /in quotes: sipexec dset '([^']+)' (m\.sip)/, follow: ([command = '', input = '']) => ['dset', command, input] },
  'a message before the command': { args: ['dset', 'm.sip', './run.sh'], reads: /comes first: sipexec dset '([^']+)' (m\.sip)/, follow: ([command = '', input = '']) => ['dset', command, input] },
};

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sipexec-ways-'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  await record(['--as', 'exec_cmd', join(folder, 'recordings'), '--', 'echo', 'x'], {
    env: { SIP_USER: 'bob' },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (args: readonly string[]): Promise<Run> => sipexec(args, '', { cwd: folder });

/** What the program said of each of the first command lines, for the check at the end. */
const said: string[] = [];

describe('a way out that a message names is one: the program takes what it advises', {
  timeout: 300_000,
}, () => {
  it.each(Object.keys(ways))('%s', async (name) => {
    const { args, reads, follow } = ways[name] as Way;
    const first = await run(args);
    said.push(first.stderr);
    const told = reads.exec(first.stderr);
    expect(told, first.stderr).not.toBeNull();
    const followed = await run(follow((told as RegExpExecArray).slice(1), args));
    expect(followed.stderr).not.toMatch(reads);
    expect([followed.stderr.split('\n')[0], followed.status]).not.toContain(125);
  });

  it('every text that names an option or a command is followed, or it is named why not', () => {
    const texts = textsWithOptions();
    const open = texts.filter(
      (text) => !(text in notAWay) && !said.some((line) => patternOf(text).test(line)),
    );
    expect(open).toEqual([]);
    expect(Object.keys(notAWay).filter((text) => !texts.includes(text))).toEqual([]);
  });
});

/** Texts of the source, outside the tables of options, that name an option or a command of the program. */
function textsWithOptions(): string[] {
  const tables = /manual\/|completion\/|commandTable|optionTable|testOptions|yargsText|reference/;
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !tables.test(name),
  );
  const texts = sources.flatMap((name) => {
    const source = readFileSync(join('src', name), 'utf8').replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
    return [...source.matchAll(/`(?:[^`\\\n]|\\.)*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g)].map(
      ([literal]) => literal.slice(1, -1),
    );
  });
  const named = texts.filter(
    (text) => text.includes(' ') && /(?:^|[\s(])--[a-z]|\bsipexec [a-z-]/.test(text),
  );
  return [...new Set(named)].sort();
}

/** A literal as a pattern of what it prints. */
function patternOf(text: string): RegExp {
  const parts = text.replace(/\\(.)/g, '$1').split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*'));
}

/** Texts that are none of those ways, or are followed elsewhere: each with what it is. */
const notAWay: Readonly<Record<string, string>> = {
  ' What recorded calls came to on the server.\\n Run it with: sipexec test ${shellWord(bytesOf(file))}':
    'in a suite that --init wrote: test/cli/testCommand runs those',
  ' What the command did when this suite was written: check that it is right.\\n Run it with: sipexec test ${shellWord(bytesOf(suite.file))}':
    'in a suite that --init wrote: test/cli/testCommand runs those',
  '${folder.place}: ${daemon.program} goes to / itself when it starts, unless -w or workdir names a folder: with --cwd / the command runs there':
    'of a unit: the option is followed above, of a relative command',
  '${ownAccount().name} has no right to ${what}, and nothing was run (${modes}): run sipexec as root, or with --user ${ownAccount().name} to try it as yourself':
    'of an account that is not root',
  '${path}: a recording of version ${version}; this sipexec reads version ${VERSION}': 'a state, no way out',
  '${place}: ${key}= has the specifier ${specifier}, which sipexec does not expand: give it a copy of the unit with what it stands for':
    'another file, no option',
  '${rebuilt} calls have no message: of their environment, what is worked out from several headers was checked (SIP_TID, SIP_DID, users); tcpdump beside the recorder, and --capture, checks the rest':
    'of another run of the server, with a capture',
  "--command=${words.slice(end + 1).join(' ')}": 'what a word is read as',
  '--env ${inherited}="$${inherited}"': 'a command line, run by test/suite/plan',
  '--env ${word(': 'a command line, run by test/suite/plan',
  '--env HOME="$PWD"': 'a command line, run by test/suite/plan',
  '--env TMPDIR="$PWD"': 'a command line, run by test/suite/plan',
  '--groups=${account.groups.map((group) => ': 'an option of setpriv(1)',
  '--input-format ${format}': 'a command line, run by test/suite/plan',
  '--input-format message': 'a command line, run by test/suite/plan',
  '--setvars=${setvars ? 1 : 0}': 'a command line, run by test/suite/plan',
  '; ${template(name)} is a template, whose specifiers sipexec does not expand': 'a state, no way out',
  '; {${wanted}} is known with --server ${servers}': 'said as of a pseudo-variable, which is followed above',
  'YAML (sipexec test runs suites)': 'what a file is',
  'a comment names version ${version}, which sipexec does not know: ${family} has ${versionList(family)}':
    'a state, no way out',
  "a cpio archive${unpack('cpio -i --to-stdout <')}": 'a command line of another program',
  "exec() is a command of the server's core here, which runs its string with system(3), and none of the exec module: no variables, no input, and sipexec does not run it":
    'a state, no way out',
  'no server was named, and no released server sets ${names}; name yours with --server [${serverNotNamed}]':
    '--server is followed above',
  'no server was named, and servers differ here: ${commonest.difference.says(who)}; name yours with --server':
    '--server is followed above',
  'server: ${profile.id}, which agrees in ${most} of ${calls.length} calls${also}; --server names another':
    '--server is followed above',
  'sipexec files warnings/${finding.code}.md':
    'the name of a page, printed by test/cli/commands/files.test.ts',
  'sipexec message': 'a command line, run by test/suite/plan',
  'sipexec recording 1': 'the first line of a file',
  'the server looks it up in the DNS, and sipexec does not': 'a state, no way out',
  "the server's environment is in it, ${secrets.join(', ')} too: --scrub replaces such values":
    'an option of --init and record, tried in test/record',
  "unknown command ${name}; ${nearest === undefined ? 'see sipexec --help' : ":
    'followed above, in both halves',
};

/** Names of files that a shell would run something for, if they stood in a command line as they are. */
const hostileNames = [
  "a';canary;'.m4",
  'a;canary;.m4',
  'a$(canary).m4',
  'a`canary`.m4',
  'a|canary.m4',
  'a&canary&.m4',
  'a>canary.m4',
  "it's a.m4",
  'a\\.m4',
  '-rf.m4',
  'a"$(canary)".m4',
];

describe('a command line that a message shows is safe to copy, whatever a file is called', () => {
  it.each(shells)('under %s', async (...shell) => {
    const [program = '', ...words] = shell;
    for (const name of hostileNames) {
      const own = mkdtempSync(join(tmpdir(), 'sipexec-names-'));
      writeFileSync(join(own, name), files['k.m4'] as string);
      writeFileSync(join(own, 'seen'), '');
      const lines = [
        (await sipexec(['scan', '--', name], '', { cwd: own })).stderr,
        (await sipexec(['dset', '--', name.replace('m4', 'sip'), name], '', { cwd: own })).stderr,
        (await sipexec(['dset', '--', 'echo', 'lost', name], '', { cwd: own })).stderr,
      ];
      const advised = lines.flatMap(
        (line) => /(?:as in|in quotes:) (.+?)(?: \[m4-source\])?$/m.exec(line)?.slice(1) ?? [],
      );
      expect(advised.length, lines.join('')).toBeGreaterThan(0);
      for (const line of advised) {
        // Each program that the line names writes down its words.
        const script = `m4() { for word; do echo "$word" >>seen; done; }; sipexec() { m4 "$@"; }; canary() { : >canary; }\n${line}\n`;
        await execa(program, [...words, '-c', script], { cwd: own, reject: false, stdin: 'ignore' });
      }
      expect([name, readdirSync(own).sort()]).toEqual([name, [name, 'seen'].sort()]);
      expect(readFileSync(join(own, 'seen'), 'latin1').split('\n')).toContain(
        name.startsWith('-') ? `./${name}` : name,
      );
      rmSync(own, { recursive: true });
    }
  });
});
