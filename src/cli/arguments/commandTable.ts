import { listColumns } from '../../report/pictures/listColumns.js';
import { allServerIds } from '../../server/servers.js';
import type { CommandSpec } from './commandSpec.js';
import { messageOptions } from './messageOptions.js';
import {
  captureOption,
  configOptions,
  daemonOptions,
  injectionOption,
  inputOptions,
  kemiOption,
  type OptionSpec,
  outputOptions,
  runOptions,
  serverOptions,
  settingOptions,
  stdinOption,
  surroundingsOptions,
} from './optionTable.js';
import { scrubOption, testOptions } from './testOptions.js';

const command = { name: 'command', count: 'one', describe: 'the command, as in the routing script' } as const;
const input = { name: 'input', count: 'any', describe: 'files; "-" or nothing is standard input' } as const;

const config = { name: 'config', count: 'some', describe: 'configurations; "-" is standard input' } as const;

const recording = {
  name: 'recording',
  count: 'some',
  describe: 'recordings, or folders of them',
} as const;
const recordingSelectors = inputOptions.filter(({ name }) => name !== 'input-format');

const callOptions = [
  ...serverOptions,
  ...runOptions,
  injectionOption,
  ...daemonOptions,
  ...surroundingsOptions,
  ...inputOptions,
  ...outputOptions,
];

const asciiOption: OptionSpec = {
  name: 'ascii',
  kind: 'switch',
  bare: { on: 'yes', off: 'no' },
  choices: ['yes', 'no'],
  describe: 'draw with ASCII alone; --no-ascii is the opposite (default: as the locale says)',
};

const functionOptions: readonly OptionSpec[] = [
  ...callOptions,
  kemiOption,
  {
    name: 'ladder',
    kind: 'flag',
    describe: 'at the end, draw the messages as arrows, with what came of each beneath it',
  },
  asciiOption,
  {
    name: 'against',
    kind: 'value',
    placeholder: 'COMMAND',
    describe:
      'run this command as well, and show only the requests for which it gives something else (then status 1)',
  },
];

const pvOption: OptionSpec = {
  name: 'pv',
  kind: 'value',
  placeholder: 'NAMES',
  describe: "with --json: these pseudo-variables' values too, as in 'ru,fU,hdr(Via)'",
};

const formatOption: OptionSpec = {
  name: 'format',
  kind: 'value',
  choices: ['text', 'json', 'sh', 'null'],
  placeholder: 'FORMAT',
  describe: 'text, json, sh (safe to eval) or null (exact bytes, NAME=value and a NUL)',
};

const lintFormatOption: OptionSpec = {
  name: 'format',
  kind: 'value',
  choices: ['text', 'json', 'github', 'sarif'],
  placeholder: 'FORMAT',
  describe: 'text, json (a line each), github (annotations) or sarif (one document for code scanning)',
};

const listOptions: readonly OptionSpec[] = [
  {
    name: 'columns',
    kind: 'value',
    placeholder: 'NAME[,…]',
    suggestions: listColumns,
    separator: ',',
    describe: 'only these columns, in this order; in a pipe with tabs between them',
  },
  { name: 'calls', kind: 'flag', describe: 'sort by Call-ID: the messages of a call stand together' },
  { name: 'ladder', kind: 'flag', describe: 'draw the messages as arrows between senders and receivers' },
  {
    name: 'format',
    kind: 'value',
    choices: ['text', 'json', 'mermaid'],
    placeholder: 'FORMAT',
    describe: 'text, json (as --json) or mermaid (a diagram for Markdown)',
  },
];

const compareFormatOption: OptionSpec = {
  name: 'format',
  kind: 'value',
  choices: ['text', 'json', 'html'],
  placeholder: 'FORMAT',
  describe: 'text, json (as --json) or html (one page)',
};

/** Every command of sipexec, in the order in which the help shows them. */
export const commandTable: readonly CommandSpec[] = [
  {
    name: 'dset',
    positionals: [command, input],
    describe:
      'exec_dset(): run with the current URI as argument; each line printed is a URI of the new URI set',
    options: functionOptions,
    examples: [
      { line: "sipexec dset 'echo sip:alice@192.0.2.7 #' fixtures/invite.sip", about: 'a fixed route' },
      { line: 'tcpdump -U -w - port 5060 | sipexec dset ./route.sh', about: 'every request, as it arrives' },
      {
        line: "sipexec dset 'echo sip:$rU@new #' --against 'echo sip:$rU@old #' fixtures/call.sip",
        about: 'only the requests that they treat differently',
      },
    ],
    load: () => import('../commands/exec.js').then((module) => module.dset),
  },
  {
    name: 'msg',
    positionals: [command, input],
    describe: 'exec_msg(): run with the whole message on standard input; what it prints is not processed',
    options: functionOptions,
    examples: [
      { line: "sipexec msg 'grep -q ^Subject:' fixtures/invite.sip", about: 'a check by exit status' },
    ],
    load: () => import('../commands/exec.js').then((module) => module.msg),
  },
  {
    name: 'avp',
    positionals: [command, input],
    describe: 'exec_avp() of the later servers: each line printed becomes an AVP',
    options: functionOptions,
    examples: [
      { line: "sipexec avp 'echo gold; echo 42' --server kamailio fixtures/invite.sip", about: 'two AVPs' },
    ],
    load: () => import('../commands/exec.js').then((module) => module.avp),
  },
  {
    name: 'cmd',
    positionals: [command, input],
    describe: 'exec_cmd() of Kamailio: no environment, no input, only the status',
    options: functionOptions,
    examples: [
      {
        line: "sipexec cmd 'logger call from $fU' --server kamailio fixtures/invite.sip",
        about: 'a log line',
      },
    ],
    load: () => import('../commands/exec.js').then((module) => module.cmd),
  },
  {
    name: 'exec',
    positionals: [command, input],
    describe: 'exec() of OpenSIPS: true whatever becomes of the command; --avp env=VALUE sets OSIPS_EXEC_n',
    options: [stdinOption, ...callOptions],
    examples: [
      {
        line: "sipexec exec 'cat >/dev/null; exit 3' --stdin '$ru' --server opensips-3.6 fixtures/invite.sip",
        about: 'the function is true all the same',
      },
    ],
    load: () => import('../commands/exec.js').then((module) => module.exec),
  },
  {
    name: 'env',
    positionals: [input],
    describe: 'print the environment that the command would get, and run nothing',
    options: [formatOption, pvOption, ...serverOptions, ...daemonOptions, ...inputOptions, ...outputOptions],
    examples: [
      { line: 'sipexec env fixtures/invite.sip', about: 'NAME=value lines, sorted' },
      { line: 'eval "$(sipexec env --format sh fixtures/invite.sip)"', about: "into this shell's variables" },
    ],
    load: () => import('../commands/env.js'),
  },
  {
    name: 'list',
    positionals: [input],
    describe: 'show what messages the input holds',
    options: [...listOptions, asciiOption, ...inputOptions, ...outputOptions],
    examples: [
      { line: 'sipexec list fixtures/call.sip', about: 'one line a message' },
      { line: 'sipexec list --ladder fixtures/call.sip', about: 'who sent what to whom' },
      { line: 'sipexec list --method INVITE --json fixtures/call.sip', about: 'for other programs' },
    ],
    load: () => import('../commands/list.js'),
  },
  {
    name: 'message',
    positionals: [],
    describe: 'print a request of your own, to pipe into another command',
    options: messageOptions,
    examples: [
      {
        line: "sipexec message --ruri sip:+4930123456@example.com | sipexec dset 'echo sip:$rU@gw.example.net #'",
        about: 'a first call without any file',
      },
      {
        line: "sipexec message --method REGISTER --header 'Expires: 3600' --from sip:carol@example.com",
        about: 'another method, and a header',
      },
      { line: 'sipexec message --cancel fixtures/invite.sip', about: 'the CANCEL of an INVITE' },
    ],
    load: () => import('../commands/message.js'),
  },
  {
    name: 'compare',
    positionals: [input],
    describe: 'the same message as several servers would export it, and where they differ',
    options: [
      {
        name: 'servers',
        kind: 'value',
        placeholder: 'ID,…',
        suggestions: allServerIds,
        separator: ',',
        describe: 'which servers (default: all)',
      },
      compareFormatOption,
      ...serverOptions.filter(({ name }) => name !== 'server'),
      ...daemonOptions,
      ...inputOptions,
      ...outputOptions,
    ],
    examples: [
      { line: 'sipexec compare fixtures/invite.sip', about: 'every server' },
      {
        line: 'sipexec compare --servers kamailio,opensips-2.4 --setvars fixtures/invite.sip',
        about: 'two of them',
      },
    ],
    load: () => import('../commands/compare.js'),
  },
  {
    name: 'expand',
    positionals: [{ name: 'string', count: 'one', describe: 'any string with pseudo-variables' }, input],
    describe: 'a string with its pseudo-variables replaced, nothing run',
    options: [...serverOptions, ...inputOptions, ...outputOptions],
    examples: [
      { line: "sipexec expand '$fU calls $ru' fixtures/invite.sip", about: 'as the server would print it' },
    ],
    load: () => import('../commands/expand.js'),
  },
  {
    name: 'scan',
    positionals: [config],
    describe: 'show the exec calls and parameters of a server configuration, with file and line',
    options: [...configOptions, ...outputOptions],
    examples: [
      { line: 'sipexec scan fixtures/kamailio.cfg', about: 'a line a call, as sipexec run takes it' },
    ],
    load: () => import('../commands/scan.js'),
  },
  {
    name: 'run',
    positionals: [
      { name: 'call', count: 'one', describe: 'config:line or config:line:column, as scan prints it' },
      input,
    ],
    describe: "run the call at a line of a configuration, with that configuration's parameters",
    options: [...configOptions, ...callOptions],
    examples: [
      { line: 'sipexec run fixtures/kamailio.cfg:22 fixtures/invite.sip', about: 'as the server would' },
    ],
    load: () => import('../commands/run.js'),
  },
  {
    name: 'lint',
    positionals: [
      { name: 'file', count: 'some', describe: 'scripts and configurations; "-" is standard input' },
    ],
    describe:
      'find what goes wrong in scripts and configurations: variables that no server sets, values that the shell would split or run',
    options: [
      lintFormatOption,
      ...serverOptions.filter(({ name }) => name === 'server'),
      ...configOptions,
      ...outputOptions,
    ],
    examples: [{ line: 'sipexec lint fixtures/route.sh fixtures/kamailio.cfg', about: 'status 1: findings' }],
    load: () => import('../commands/lint.js'),
  },
  {
    name: 'test',
    positionals: [
      {
        name: 'suite',
        count: 'any',
        describe:
          'YAML files, folders with *.sipexec.yaml (default: this one), patterns; with --init, a call',
      },
    ],
    describe: 'run smoke checks that YAML files describe',
    options: testOptions,
    examples: [
      { line: 'sipexec test fixtures/example/suite.yaml', about: 'status 1: a check failed' },
      { line: 'sipexec test checks', about: 'every *.sipexec.yaml in a folder and beneath' },
      {
        line: "sipexec test --init first.yaml dset 'echo sip:alice@192.0.2.7 #' fixtures/invite.sip",
        about: 'write a suite from what a call does now',
      },
    ],
    load: () => import('../commands/test.js'),
  },
  {
    name: 'config',
    positionals: [],
    describe:
      'show which server and which surroundings hold for calls from this folder, and where that is said',
    options: [...settingOptions, ...outputOptions.filter(({ name }) => name === 'json')],
    examples: [{ line: 'sipexec config', about: 'from --server, SIPEXEC_SERVER and .sipexec.yaml' }],
    load: () => import('../commands/config.js'),
  },
  {
    name: 'record',
    positionals: [{ ...recording, count: 'any', describe: 'with --scrub: recordings, or folders of them' }],
    describe:
      'print the recorder, a shell script that keeps what commands see on a real server; take the names out of recordings',
    options: [
      { name: 'print-wrapper', kind: 'flag', describe: 'print it to standard output' },
      scrubOption('copy the recordings to --output, with'),
      { name: 'output', kind: 'value', placeholder: 'FOLDER', describe: 'with --scrub: where the copies go' },
      ...serverOptions.filter(({ name }) => name === 'server'),
      captureOption,
      ...recordingSelectors,
      ...outputOptions.filter(({ name }) => name === 'color' || name === 'quiet'),
    ],
    examples: [
      { line: 'sipexec record --print-wrapper > exec-recorder', about: 'for the folder /usr/local/bin' },
      {
        line: 'sipexec record --scrub spool --output scrubbed',
        about: 'recordings that can be committed or sent',
      },
    ],
    load: () => import('../commands/record.js'),
  },
  {
    name: 'replay',
    positionals: [recording],
    describe:
      'run recorded calls again, or another command in their place, and show what comes out differently',
    options: [
      {
        name: 'command',
        kind: 'value',
        placeholder: 'COMMAND',
        describe: "run this one in the recorded command's place; it may also stand behind --",
      },
      ...serverOptions.filter(({ name }) => name === 'server'),
      ...runOptions.filter(({ name }) => name !== 'shell'),
      ...recordingSelectors,
      ...outputOptions,
    ],
    examples: [
      {
        line: "sipexec replay spool -- './new.sh'",
        about: "a new script on a day's calls; status 1: some differ",
      },
    ],
    load: () => import('../commands/replay.js'),
  },
  {
    name: 'verify',
    positionals: [recording],
    describe: 'compare what a real server gave to its commands with what sipexec says that it gives',
    options: [
      ...serverOptions.filter(({ name }) => name === 'server'),
      captureOption,
      {
        name: 'report',
        kind: 'value',
        placeholder: 'FILE',
        describe: 'write what differs, without names, for a bug report',
      },
      ...runOptions.filter(({ name }) => name === 'jobs'),
      ...recordingSelectors,
      ...outputOptions,
    ],
    examples: [{ line: 'sipexec verify spool', about: 'which server it is; status 1: some calls differ' }],
    load: () => import('../commands/verify.js'),
  },
  {
    name: 'shell',
    positionals: [input],
    describe: "an interactive $SHELL with the message's environment set",
    options: [...serverOptions, ...daemonOptions, ...inputOptions, ...outputOptions],
    examples: [{ line: 'sipexec shell fixtures/invite.sip', about: 'try commands by hand' }],
    load: () => import('../commands/shell.js'),
  },
  {
    name: 'files',
    positionals: [
      {
        name: 'name',
        count: 'any',
        describe: 'files to print, or folders to list, as "sipexec files" lists them',
      },
    ],
    describe: 'what comes with sipexec: example messages, schemas, manual, pages of warnings, licences',
    options: [
      {
        name: 'output',
        kind: 'value',
        placeholder: 'FOLDER',
        describe: 'write them there, each at its name (default: all)',
      },
    ],
    examples: [
      { line: 'sipexec files', about: 'their names' },
      { line: 'sipexec files schemas/suite.schema.json > suite.schema.json', about: 'for an editor' },
      { line: 'sipexec files fixtures --output .', about: 'the messages of all these examples' },
    ],
    load: () => import('../commands/files.js'),
  },
];
