import { inputFormats } from '../../capture/inputReader.js';
import { routeKinds } from '../../server/rules/routes.js';
import { allServerIds } from '../../server/servers.js';
import { transports } from '../../sip/endpoint.js';

/** One option of the command line. The tables of these feed the parser, the help and the completion. */
export interface OptionSpec {
  readonly name: string;
  readonly alias?: readonly string[];
  /**
   * `flag`: no value. `value`: one value, the last one given wins. `list`: may be given several times.
   * `switch`: a value behind `=`, or `--name` and `--no-name` alone.
   */
  readonly kind: 'flag' | 'value' | 'list' | 'switch';
  /** For `switch`: what `--name` and `--no-name` stand for. */
  readonly bare?: { readonly on: string; readonly off: string };
  readonly choices?: readonly string[];
  /** Values among others, for the completion. */
  readonly suggestions?: readonly string[];
  /** What stands between several values in one word. */
  readonly separator?: string;
  /** The form in which people look for it, where that is not its name. */
  readonly shownAs?: string;
  /**
   * Set where the value is a path (`file-or-name`: only a value with a `/` is one). In a `.sipexec.yaml` a relative path
   * begins at the folder of that file.
   */
  readonly names?: 'file' | 'file-or-name';
  /** What the help calls the value. */
  readonly placeholder?: string;
  readonly describe: string;
  /** The heading that it stands under in the help; without one it is the command's own, and stands before all others. */
  readonly group?: string;
}

function grouped(group: string, options: readonly OptionSpec[]): readonly OptionSpec[] {
  return options.map((option) => ({ ...option, group }));
}

/** Those of RFC 3261 and its extensions. */
const sipMethods = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'MESSAGE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'PUBLISH',
  'REFER',
  'REGISTER',
  'SUBSCRIBE',
  'UPDATE',
] as const;

/** The call is a KEMI script's. */
export const kemiOption: OptionSpec = {
  name: 'kemi',
  kind: 'flag',
  group: 'How the command runs',
  describe: 'the command stands in a KEMI script (Lua, Python …): no pseudo-variable is replaced in it',
};

/** Which messages of the input are meant, and how it is read. */
export const inputOptions: readonly OptionSpec[] = grouped('Which messages', [
  {
    name: 'input-format',
    kind: 'value',
    choices: inputFormats,
    placeholder: 'FORMAT',
    describe: 'what the input is (default: recognised by its content)',
  },
  {
    name: 'message',
    alias: ['n'],
    kind: 'list',
    placeholder: 'N[-M]',
    describe: 'only these messages, by number or range',
  },
  {
    name: 'method',
    kind: 'list',
    placeholder: 'METHOD[,…]',
    suggestions: sipMethods,
    separator: ',',
    describe: 'only these methods; replies by their CSeq',
  },
  { name: 'call-id', kind: 'list', placeholder: 'ID', describe: 'only messages with this Call-ID' },
  {
    name: 'from-match',
    alias: ['from'],
    kind: 'value',
    placeholder: 'PATTERN',
    describe: 'only where From contains this text or matches this regular expression',
  },
  { name: 'to-match', alias: ['to'], kind: 'value', placeholder: 'PATTERN', describe: 'likewise for To' },
  { name: 'ruri-match', kind: 'value', placeholder: 'PATTERN', describe: 'likewise for the request URI' },
  { name: 'first', kind: 'flag', describe: 'only the first of the selected messages' },
  {
    name: 'retransmissions',
    kind: 'switch',
    bare: { on: 'yes', off: 'no' },
    choices: ['yes', 'no'],
    shownAs: 'no-retransmissions',
    describe: 'each request once, however often it was sent',
  },
  {
    name: 'strict',
    kind: 'flag',
    describe: 'status 125 also where something else than a selected message is damaged',
  },
]);

/** The server, and what it knows beside the message. */
export const serverOptions: readonly OptionSpec[] = grouped("The server's state", [
  {
    name: 'server',
    alias: ['s'],
    kind: 'value',
    placeholder: 'ID',
    suggestions: [...allServerIds, 'list', 'show'],
    describe:
      'whose behaviour: documented (default), kamailio-6.1, opensips-2.4, … ("list" lists all, "show ID" tells all of one)',
  },
  {
    name: 'setvars',
    kind: 'switch',
    bare: { on: '1', off: '0' },
    choices: ['0', '1'],
    describe: "the module's setvars parameter, 0 or 1; --no-setvars is 0 (default: the server's)",
  },
  {
    name: 'ruri',
    kind: 'value',
    placeholder: 'URI',
    describe: 'the current request URI, when the script has rewritten it',
  },
  { name: 'src', kind: 'value', placeholder: 'IP[:PORT]', describe: 'where the request came from' },
  { name: 'dst', kind: 'value', placeholder: 'IP[:PORT]', describe: 'where the server received it' },
  {
    name: 'transport',
    kind: 'value',
    choices: transports,
    placeholder: 'NAME',
    describe: 'over which transport',
  },
  { name: 'avp', kind: 'list', placeholder: 'NAME=VALUE', describe: 'an AVP that the command refers to' },
  {
    name: 'var',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    describe: 'a script variable that the command refers to',
  },
  {
    name: 'route',
    kind: 'value',
    choices: routeKinds,
    placeholder: 'KIND',
    describe:
      'in which route of the configuration the call stands (default: request); servers do not allow every function in every route',
  },
]);

/** Of exec() alone. */
export const stdinOption: OptionSpec = {
  name: 'stdin',
  kind: 'value',
  placeholder: 'STRING',
  describe: 'what the command reads, with pseudo-variables (the second argument of exec())',
};

/** The environment in which the server runs, and which commands inherit. */
export const daemonOptions: readonly OptionSpec[] = grouped("The daemon's surroundings", [
  {
    name: 'env',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    describe: "a variable of the daemon's own environment",
  },
  { name: 'clean-env', kind: 'flag', describe: "begin with an empty environment instead of this shell's" },
]);

/** What surrounds the daemon, and so its commands, beside the environment. */
export const surroundingsOptions: readonly OptionSpec[] = grouped("The daemon's surroundings", [
  {
    name: 'cwd',
    kind: 'value',
    names: 'file',
    placeholder: 'FOLDER',
    describe: "the daemon's folder, in which commands run (default: this one)",
  },
  {
    name: 'user',
    kind: 'value',
    placeholder: 'USER[:GROUP]',
    describe: 'the user as whom the daemon runs (needs root, unless it is you)',
  },
  { name: 'path', kind: 'value', placeholder: 'FOLDERS', describe: "the daemon's PATH" },
  { name: 'umask', kind: 'value', placeholder: 'MODE', describe: "the daemon's umask, octal" },
  {
    name: 'unit',
    kind: 'value',
    names: 'file-or-name',
    placeholder: 'FILE|NAME',
    describe: 'user, folder, environment, umask and limits as this unit of systemd has them',
  },
]);

/** How commands are run. */
export const runOptions: readonly OptionSpec[] = grouped('How the command runs', [
  {
    name: 'exec-timer',
    kind: 'value',
    placeholder: 'SECONDS',
    describe: 'end the command, and all that it started, after so long (default: 0, which is never)',
  },
  {
    name: 'shell',
    kind: 'value',
    placeholder: 'PATH',
    describe: 'the shell that runs the command (default: /bin/sh)',
  },
  {
    name: 'jobs',
    alias: ['j'],
    kind: 'value',
    placeholder: 'N',
    describe: 'run the commands of several messages N at a time (default: 1)',
  },
]);

/** Of commands whose command line may hold parts of a message. */
export const injectionOption: OptionSpec = {
  name: 'run-injected',
  kind: 'flag',
  group: 'How the command runs',
  describe: 'run the command even where the shell would take a part of the message for code of its own',
};

/** The options that describe a server, and not one message or one call: what `.sipexec.yaml` may say. */
export const settingOptions: readonly OptionSpec[] = [
  ...serverOptions.filter(({ name }) => !['ruri', 'avp', 'var', 'route'].includes(name)),
  ...daemonOptions,
  ...surroundingsOptions,
  ...runOptions.filter(({ name }) => name === 'exec-timer' || name === 'shell'),
];

/** Of what reads recordings. */
export const captureOption: OptionSpec = {
  name: 'capture',
  kind: 'value',
  placeholder: 'FILE',
  describe: 'a capture made beside the recorder: the messages of calls that do not read them',
};

/** What is printed, and how. */
export const outputOptions: readonly OptionSpec[] = grouped('Output', [
  { name: 'json', kind: 'flag', describe: 'one JSON object a message, a line each' },
  {
    name: 'verbose',
    alias: ['v'],
    kind: 'flag',
    describe: 'tell the whole story of each call, step by step',
  },
  { name: 'quiet', alias: ['q'], kind: 'flag', describe: "silence warnings and the command's own output" },
  {
    name: 'color',
    kind: 'switch',
    bare: { on: 'always', off: 'never' },
    choices: ['always', 'never', 'auto'],
    describe: 'colours: always, never or auto (default: auto, on a terminal only)',
  },
]);

/** How configurations are read. */
export const configOptions: readonly OptionSpec[] = [
  {
    name: 'define',
    alias: ['A'],
    kind: 'list',
    placeholder: 'NAME[=TEXT]',
    describe: 'define a word before the configuration is read, as kamailio -A does',
  },
];
