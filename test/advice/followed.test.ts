// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the source's and the shell's own
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CallToRun, prepareCall } from '../../src/exec/prepareCall.js';
import { shellQuote } from '../../src/exec/process/shellQuote.js';
import { uriAsCommand } from '../../src/exec/warnings/uriWarnings.js';
import { lintFile } from '../../src/lint/lintFile.js';
import { arrive } from '../../src/run/arrival/arrival.js';
import { serverSettings } from '../../src/run/arrival/serverSettings.js';
import { execCall } from '../../src/run/call/execCall.js';
import { InputMessage } from '../../src/run/input/inputMessage.js';
import type { ExecFunction } from '../../src/server/profile.js';
import { findServer } from '../../src/server/servers.js';
import { request } from '../cli/program.js';
import { harmful, shells } from '../exec/injection/harm.js';
import fc from '../fastCheck.js';
import { follow, type ScriptCall, type Told } from './followers.js';

const numRuns = Number(process.env.SIPEXEC_RUNS ?? 60);
const seed = Number(process.env.SIPEXEC_SEED ?? 1);

/** Commands that somebody writes, with a value V in every kind of place. */
// biome-ignore format: a list
const TEMPLATES = [
  ': V', ': aVb', ": 'V'", ": 'a V b'", ': "V"', ': "a V b"', ': "aVb"', `: 'a'V"b"`, ": V 'V' \"V\"", ': $$(: V)', ': "$$(: V)"', ': `: V`',
  ": \"`: 'V'`\"", 'cat <<E\nV\naVb\nE', "cat <<'E'\nV\nE", 'case V in a) : ;; esac', 'x=V; : "$$x"', 'x="V"; : "$$x"', ": # V\n: 'V'", ': \\V', 'eval \': V\'', 'eval : V',
  "sh -c ': V'", "sh -c \": 'V'\"", ': "$$((1))" V', ': $$((V + 1))', ': $$SIP_USER', ': $SIP_USER V', ': "$$SIP_ORURI" V', ': V.txt', ': $$IP_USER', ':', ': #', 'named',
  'printenv SRCIP; : V', "eval ': $var(x)'", ": '$var(x)' V", 'eval ": $$SIP_USER"', 'sh -c ": $$SIP_USER"', ': "${SIP_USER}"', ": 'V' $$SIP_HF_CALL_ID",
];
const VARIABLES = [
  '$rU',
  '$fU',
  '$ru',
  '$hdr(X-A)',
  '$(fU{s.tolower})',
  '$rm',
  '$ci',
  '$tt',
  '$ua',
  '$fn',
  '$ct',
  '$rb',
  '$rp',
];
const CALLS: readonly [server: string, name: ExecFunction][] = [
  ['kamailio-5.6', 'exec_msg'],
  ['kamailio-6.1', 'exec_dset'],
  ['kamailio-5.6', 'exec_cmd'],
  ['kamailio-6.1', 'exec_avp'],
  ['opensips-1.4', 'exec_dset'],
  ['opensips-2.4', 'exec_msg'],
  ['opensips-3.6', 'exec'],
  ['openser-1.1', 'exec_dset'],
];

/** A template with variables for V; a name that would run on into what follows it stands in brackets. */
function withVariables(template: string, next: () => string): string {
  return template.replace(/V(?=(\w?))/g, (_, behind: string) => {
    const name = next();
    return behind !== '' && /^\$\w+$/.test(name) ? `$(${name.slice(1)})` : name;
  });
}

/** Every message that was told, whether it was followed, for the check at the end. */
const followed = new Set<string>();

/** The configuration with a call, and how its places lead back to the command string. */
function configOf(call: ScriptCall): { readonly text: string; indexOf(offset: number): number } {
  const escapes = Array.from(call.command, (one) => (/["\\]/.test(one) ? `\\${one}` : one));
  const environment = call.environment.map((value) => `$avp(env) = ${value}; `).join('');
  const checks = call.checked.map(
    ({ variable, of, pattern }) =>
      `${variable === of ? '' : `${variable} = ${of}; `}if (!(${variable} =~ "${pattern}")) exit; `,
  );
  const given = call.environment.length > 0 ? ', , , , $avp(env)' : '';
  const before = `modparam("exec", "setvars", ${call.setvars ? 1 : 0})\nroute { ${environment}${checks.join('')}${call.function}("`;
  const starts = escapes.map((_, i) => before.length + escapes.slice(0, i).join('').length);
  return {
    text: `${before}${escapes.join('')}"${given}); }\n`,
    indexOf: (offset) =>
      Math.max(
        0,
        starts.findLastIndex((start) => start <= offset),
      ),
  };
}

/** Lints and follows until nothing more is advised. Out: undefined where a value stands nowhere that can be made safe. */
function followAll(written: ScriptCall, server: string): ScriptCall | undefined {
  let call = written;
  for (let round = 0; round < 12; round++) {
    const { text, indexOf } = configOf(call);
    const findings = lintFile('route.cfg', Buffer.from(text, 'latin1'), { server: findServer(server) });
    const told = findings.map(
      ({ code, message, place }): Told => ({ code, message, at: indexOf(place.offsetBytes) }),
    );
    const [next] = told;
    if (next === undefined) return call;
    // The values of exec() are numbered over all of its command: they are followed together, the last first.
    const together = told.filter(({ message }) => /before the call/.test(message)).reverse();
    for (const each of together.length > 0 ? together : [next]) {
      followed.add(each.message);
      const done = follow(call, each);
      if (done === undefined) {
        // Said of a value that only the script's author can do something about: there is no command to run.
        expect(each.message, text).toMatch(WAYS_WITHOUT_COMMAND);
        return undefined;
      }
      call = done;
    }
  }
  throw new Error(`no end of advice for ${JSON.stringify(written)}: ${JSON.stringify(call)}`);
}

const WAYS_WITHOUT_COMMAND =
  /; (?:write a command of your own, and give it the value|do without eval)$|(?:gets|gives the command) no SIP_\* variables|sets no SIP_\* variables|no variable holds it: let (?:exec_msg\(\) give the command the message|the command take it)/;

// biome-ignore format: a list
const PIECES = [
  "'", '"', '`', '$(', ')', ';', '|', '&', '>', '<', ';canary;', '$(canary)', '`canary`', '|canary', '&canary ', '&&canary', "';canary;'", '";canary;"', "'canary", '\\', '#', '$', '${', '}', 'x', '(', '*',
  '~', "'\\''", '--', '{', '\xe9', '!', '=', 'eval ', '-c ', 'canary', 'a[$(canary)]', '$SIP_USER', '1', ',', '$((', '))',
];
const hostile = fc.oneof(
  fc.constantFrom("';canary;'", '";canary;"', '$(canary)', ';canary;', '`canary`', '', 'alice'),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((some) => some.join('')),
);

/** The call as the server makes it for a message. Out: undefined where the message or the script's check keeps it from being made. */
async function prepared(call: ScriptCall, server: string, message: Buffer): Promise<CallToRun | undefined> {
  const evaluate = async (written: string) => {
    const name = findServer(server).functions.includes('exec_msg') ? 'exec_msg' : 'exec';
    const one = await prepare(
      { ...call, function: name, command: written, environment: [], checked: [] },
      server,
      message,
      [],
    );
    return one?.commandLine;
  };
  const variables: { name: string; value: Buffer }[] = [];
  for (const { variable, of, pattern } of call.checked) {
    const value = await evaluate(of);
    if (value === undefined || !new RegExp(pattern).test(value.toString('latin1'))) return undefined;
    variables.push({ name: /\((\w+)\)/.exec(variable)?.[1] as string, value });
  }
  const environment: Buffer[] = [];
  for (const written of call.environment) {
    const value = await evaluate(written);
    if (value === undefined) return undefined;
    environment.push(value);
  }
  return prepare(call, server, message, variables, environment);
}

async function prepare(
  call: ScriptCall,
  server: string,
  bytes: Buffer,
  vars: readonly { name: string; value: Buffer }[],
  environment: readonly Buffer[] = [],
): Promise<CallToRun | undefined> {
  const avps = environment.map((value) => ({ name: 'env', value }));
  const settings = serverSettings({ server, setvars: call.setvars, vars, avps });
  const requested = {
    function: call.function as ExecFunction,
    command: Buffer.from(call.command, 'latin1'),
    ...(avps.length > 0 ? { environmentAvp: 'env' } : {}),
  };
  try {
    const arrival = arrive(new InputMessage(1, 'message', { bytes }), settings);
    if (arrival.kind !== 'script') return undefined;
    const made = prepareCall(
      await execCall(requested, settings.profile),
      arrival.message,
      settings.profile,
      arrival.state,
    );
    return made.outcome === 'ran' ? made : undefined;
  } catch (error) {
    // No SIP after all, with these bytes in it.
    expect(error).toHaveProperty('name', 'NotSipError');
    return undefined;
  }
}

const message = fc
  .record({ user: hostile, parameter: hostile, name: hostile, header: hostile, id: hostile, body: hostile })
  .map(({ user, parameter, name, header, id, body }) => {
    const inUri = (text: string) => text.replace(/[\s<>]/g, '');
    const headers = {
      From: `"${name.replace(/["\\]/g, '')}" <sip:${inUri(user)}@h>;tag=${inUri(header)}x`,
      To: `<sip:b@h>;tag=${inUri(name)}x`,
      'Call-ID': `${inUri(id)}@h`,
      'X-A': header,
      'User-Agent': name,
      Contact: `<sip:${inUri(user)}@h>`,
    };
    const text = request(headers, { uri: `sip:${inUri(user)}@example.com;${inUri(parameter)}`, body });
    return Buffer.from(text, 'latin1');
  });

/** Folders whose texts tell people what to write. */
const FOLDERS = ['src/exec/warnings', 'src/lint', 'src/run/scripts'];
const ADVISES =
  /\b(?:write|use|leave|hand|do without|end the command|let the|let exec|did you mean|as in)\b /;

/** The texts of the source that advise something: string and template literals, without those of comments. */
function advisingTexts(): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const texts = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8').replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
    return [...source.matchAll(/`(?:[^`\\\n]|\\.)*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g)].map(
      ([literal]) => literal.slice(1, -1),
    );
  });
  return [...new Set(texts)].filter((text) => ADVISES.test(text));
}

/** A literal as a pattern of what it prints. */
function patternOf(text: string): RegExp {
  const parts = text.replace(/\\(.)/g, '$1').split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*'));
}

/** Advice that is none of a command: each with what it is of. */
const NOT_A_COMMAND: Readonly<Record<string, string>> = {
  'no variable holds it: let the script check it first, and go on only where it matches ${SAFE_VALUE}':
    'a check, in a language of KEMI',
  "write '${name}' with quotes":
    'said of values that can hold no quote (test/exec/warnings/valueClass.test.ts)',
  "${word} is in no folder of PATH, which is ${lookup.path === '' ? 'empty' : lookup.path}; a daemon's PATH is often shorter than yours: write where the command lies":
    'where a command lies',
  'its first line has env look for ${program}, which is in no folder of PATH (${lookup.path}): write where it lies, or give the server that PATH':
    'where an interpreter lies',
  'write a command of your own, and give it the value': 'the author has to think of one',
  'let the command take it from the message on its standard input':
    'the command is the same, another program reads it',
  'has a blank in it, and the server takes the line as one URI: a blank ends the URI of a request line, so that the next hop refuses the request; write %20, or print nothing behind the URI':
    'what a command prints',
  "${profile.id} accepts setvars and sets no SIP_* variable all the same; use exec()'s environment argument":
    'exec() is followed where a value asks for it',
  '${profile.id} sets no SIP_* variables unless told so; write modparam("exec", "setvars", 1), or 0 to say that none are needed':
    'a parameter, with one value or the other',
  'SIP_HF_${header} is set only for a header of that name, which no standard knows; did you mean SIP_HF_${nearest}?':
    'the name of a variable alone',
  'write [ … ], with each variable in double quotes': 'syntax, of which no value is a part',
  'write name() { …; }': 'syntax, of which no value is a part',
  'write . ./file': 'syntax, of which no value is a part',
  'leave it out': 'syntax, of which no value is a part',
  'write [ "$((…))" -ne 0 ]': 'syntax, of which no value is a part',
  'write printf … |': 'syntax, of which no value is a part',
  'write a pipe or a file': 'syntax, of which no value is a part',
  'use set -- or several variables': 'syntax, of which no value is a part',
  'write "$(printf …)"': 'syntax, of which no value is a part',
  'use sed, cut or tr': 'syntax, of which no value is a part',
};

/** The calls that come of following, for messages that hold anything. */
async function callsThatWereFollowed(): Promise<CallToRun[]> {
  const messages = fc.sample(message, { numRuns, seed });
  const variables = fc.sample(fc.constantFrom(...VARIABLES), { numRuns: 400, seed });
  const calls: CallToRun[] = [];
  let at = 0;
  for (const [server, name] of CALLS) {
    const profile = findServer(server);
    for (const template of TEMPLATES) {
      const command = withVariables(template, () => variables[at++ % variables.length] as string);
      // OpenSER 1.1 has neither transformations nor variables of the script.
      if (profile.family === 'openser' && /\{s\.|\$var\(/.test(command)) continue;
      const setvars = profile.environment.setvarsDefault === 'on';
      const safe = followAll({ function: name, command, setvars, environment: [], checked: [] }, server);
      if (safe === undefined) continue;
      for (let i = 0; i < Math.max(1, numRuns / 60); i++) {
        const made = await prepared(safe, server, messages[at++ % messages.length] as Buffer);
        if (made !== undefined) calls.push(made);
      }
    }
  }
  return calls;
}

/** A script that somebody writes, and how it is run once its finding was followed. */
interface Script {
  readonly name: string;
  readonly text: string;
  /** The advice in the finding, and what the script is then. In: the match. */
  readonly reads: RegExp;
  follow(advised: string): string;
  /** Its interpreter and the option for a script; none for the shell itself. */
  readonly runBy?: readonly [string, string];
}

// biome-ignore format: a table
const SCRIPTS: readonly Script[] = [
  { name: 'a.sh', text: ': $SIP_USER', reads: /: write (".*")$/, follow: (word) => `: ${word}` },
  { name: 'a.sh', text: ': ${SIP_RURI%%;*}', reads: /: write (".*")$/, follow: (word) => `: ${word}` },
  { name: 'a.sh', text: ': $SIP_ORURI', reads: /: write (".*")$/, follow: (word) => `: ${word}` },
  { name: 'a.sh', text: 'sh -c "named $SIP_USER"', reads: /: (sh -c 'command "\$1"' sh ".*")$/, follow: (line) => line.replace('command', 'named') },
  { name: 'a.py', text: 'import os\nos.system("named " + os.environ["SIP_USER"])', reads: /: (subprocess\.run\(.*\))$/, runBy: ['python3', '-c'],
    follow: (call) => `import os, subprocess\nvalue = os.environ["SIP_USER"]\n${call.replace('command', 'named')}` },
  { name: 'a.pl', text: 'system("named $ENV{SIP_USER}");', reads: /: (system\(.*?\)), open/, runBy: ['perl', '-e'],
    follow: (call) => `my $value = $ENV{SIP_USER}; ${call.replace('command', 'named')};` },
  { name: 'b.pl', text: 'open(F, "named $ENV{SIP_USER}|");', reads: /, (open\(.*\))$/, runBy: ['perl', '-e'],
    follow: (call) => `my $value = $ENV{SIP_USER}; ${call};` },
  { name: 'a.php', text: '<?php system("named " . getenv("SIP_USER"));', reads: /write (escapeshellarg\(\$value\)) for it$/, runBy: ['php', '-r'],
    follow: (call) => `$value = getenv("SIP_USER"); system("named " . ${call});` },
  { name: 'a.rb', text: 'system("named #{ENV["SIP_USER"]}")', reads: /: (system\(.*\))$/, runBy: ['ruby', '-e'],
    follow: (call) => `value = ENV["SIP_USER"]; ${call.replace('command', 'named')}` },
  { name: 'a.js', text: 'exec("named " + process.env.SIP_USER)', reads: /: (execFile\(.*\))$/, runBy: ['node', '-e'],
    follow: (call) => `const { execFile } = require("child_process"); const value = process.env.SIP_USER; ${call.replace('command', 'named')}` },
  { name: 'a.lua', text: 'os.execute("named " .. os.getenv("SIP_USER"))', reads: /instead: (os\.execute\(.*\))$/, runBy: ['lua', '-e'],
    follow: (call) => call.replace('command', 'named') },
  // KEMI: the shell gets the string as it is.
  { name: 'k.lua', text: 'function ksr_request_route()\nKSR.exec.exec_msg("named " .. KSR.pv.get("$rU"))\nend', reads: /; write (".*?") for KSR\S+ \(with its quotes within the string/, follow: (word) => `named ${word}` },
  { name: 'k.lua', text: `function ksr_request_route()\nKSR.exec.exec_msg("named '" .. KSR.pv.get("$rU") .. "'")\nend`, reads: /; write (".*?") for 'KSR/, follow: (word) => `named ${word}` },
  { name: 'k.lua', text: 'function ksr_request_route()\nKSR.exec.exec_msg("named $rU")\nend', reads: /as in ("\$SIP_USER")/, follow: (word) => `named ${word}` },
  { name: 'k.lua', text: 'function ksr_request_route()\nKSR.exec.exec_msg("named $$SIP_USER")\nend', reads: /; write ("\$SIP_USER")/, follow: (word) => `named ${word}` },
];

/** Follows what is advised for a script, and gives a command line that runs it then; undefined where nothing here runs it. */
function followedScript({ name, text, reads, follow: take, runBy }: Script): Buffer | undefined {
  const told = lintFile(name, Buffer.from(text, 'latin1')).find(({ message }) => reads.test(message));
  expect(told, text).toBeDefined();
  followed.add(told?.message ?? '');
  const safe = take(reads.exec(told?.message ?? '')?.[1] as string);
  if (runBy === undefined) return Buffer.from(safe);
  const [program, option] = runBy;
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
  if (found === '') {
    console.warn(`${name}: what is advised is not run: ${program} is not installed`);
    return undefined;
  }
  return Buffer.concat([
    shellQuote(Buffer.from(found)),
    Buffer.from(` ${option} `),
    shellQuote(Buffer.from(safe)),
  ]);
}

describe('advice for scripts, taken at its word', { timeout: 300_000 }, () => {
  it.each(SCRIPTS)('$name: $text', (script) => {
    const commandLine = followedScript(script);
    if (commandLine === undefined) return;
    const values = [
      "';canary;'",
      '";canary;"',
      '$(canary)',
      ';canary',
      '|canary',
      'canary|',
      '`canary`',
      '>x',
      '',
    ];
    const calls = values.map(
      (value): CallToRun => ({
        outcome: 'ran',
        commandLine,
        commandBytes: commandLine.length,
        spans: [],
        environment: ['SIP_USER', 'SIP_RURI', 'SIP_ORUI'].map((name) => ({
          name,
          value: Buffer.from(value),
        })),
        input: undefined,
        warnings: [],
      }),
    );
    for (const shell of script.runBy === undefined ? shells : shells.slice(0, 1)) {
      expect(harmful(shell, calls)).toEqual([]);
    }
  });
});

describe('advice of lint, taken at its word', { timeout: 300_000 }, () => {
  let calls: CallToRun[] = [];
  beforeAll(async () => {
    calls = await callsThatWereFollowed();
  }, 300_000);

  it('can be followed to its end for most commands', () => {
    expect(calls.length).toBeGreaterThan(150);
  });

  it.each(shells)('lets nothing run but what was meant, whatever a message holds, under %s', (...shell) => {
    expect(harmful(shell, calls)).toEqual([]);
  });

  it.each(shells)('keeps the URI that is appended away, under %s', (...shell) => {
    const told = uriAsCommand({ commandLine: Buffer.from("named; 'x'"), commandBytes: 6 });
    followed.add(told[0]?.message ?? '');
    const written = { function: 'exec_dset', command: 'named;', setvars: true, environment: [], checked: [] };
    const safe = follow(written, { code: 'uri-appended', message: told[0]?.message ?? '', at: 0 });
    expect(safe?.command).toBe('named; #');
    const made = ["x';canary;'", '$(canary)', ';canary', '`canary`'].map((uri): CallToRun => {
      const commandLine = Buffer.from(`${safe?.command} '${uri}'`);
      const commandBytes = safe?.command.length ?? 0;
      return {
        outcome: 'ran',
        commandLine,
        commandBytes,
        spans: [],
        environment: [],
        input: undefined,
        warnings: [],
      };
    });
    expect(harmful(shell, made)).toEqual([]);
  });

  it('is taken from every text that advises a command: what is new has to be followed, or named below', () => {
    const notSeen = advisingTexts().filter(
      (text) => !(text in NOT_A_COMMAND) && ![...followed].some((told) => patternOf(text).test(told)),
    );
    expect(notSeen).toEqual([]);
    // What no longer stands in the source has no reason to be named.
    const texts = advisingTexts();
    expect(Object.keys(NOT_A_COMMAND).filter((text) => !texts.includes(text))).toEqual([]);
  });
});
