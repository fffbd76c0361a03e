import { bytes, count, type RulesOf, type RuleTable, type Shown } from '../../sip/rules.js';
import { shownPlaces } from './routes.js';

/** How many bytes a command may have, which may depend on the function. */
export interface CommandBytes {
  readonly exec_msg: number;
  readonly other: number;
}

const commandBytes: Shown<CommandBytes> = ({ exec_msg, other }) =>
  exec_msg === other ? bytes(other) : `${bytes(other)}, ${bytes(exec_msg)} in exec_msg`;

/** How a command is run, and what is made of its output. */
export const runningRules = {
  dsetArgument: {
    effect: 'How exec_dset appends the request URI to the command:',
    section: '4',
    cases: {
      'shell-quoted': 'as one word of the shell, whatever it holds',
      'in-quotes': "between ' and ', a ' in it not escaped",
      bare: 'as it is, without quotes',
    },
  },
  maxCommandBytes: {
    effect: 'The longest expanded command, before the URI is appended; a longer one is not run:',
    section: '8',
    value: commandBytes,
  },
  loneVariable: {
    effect: 'A command that is one pseudo-variable and nothing else',
    section: '5',
    cases: {
      value: 'is its value',
      'runs-on': 'is its value and the rest of the message behind it',
    },
  },
  shellName: {
    effect: 'The name by which the shell is called, which its $0 and its error messages show:',
    section: '4',
    cases: { sh: 'sh', '/bin/sh': '/bin/sh' },
  },
  kemi: {
    effect: 'KEMI scripts (Lua, Python, JavaScript …)',
    section: '8',
    cases: {
      'hands-strings-over-raw': 'hand their strings over raw: no pseudo-variable is replaced',
      unknown: 'are not known',
    },
  },
  routes: {
    effect: 'The routes in which the functions may stand; elsewhere the server does not start:',
    section: '22',
    value: shownPlaces,
  },
  preprocessor: {
    effect: 'In a configuration, #!ifexp, #!defexp, #!defexps and the define KAMAILIO_VERSION',
    section: '23',
    cases: { 'with-expressions': 'are known', 'without-expressions': 'are not known' },
  },
  maxLineBytes: {
    effect: 'The longest line of output; what follows counts as the next line:',
    section: '4',
    value: bytes,
  },
  maxUris: { effect: 'How many URIs exec_dset takes:', section: '4', value: count },
  messageInput: {
    effect: 'The input of exec_msg',
    section: '5',
    cases: {
      delivered: 'is delivered',
      'never-flushed': 'is not sent while the server waits: a command that waits for it hangs',
      'never-ended': 'has no end: a command that waits for it hangs',
    },
  },
  timeToKill: {
    effect: 'The parameter time_to_kill',
    section: '9',
    cases: { 'no-effect': 'has no effect', 'terminates-shell': 'sends SIGTERM to the shell' },
  },
} as const satisfies RuleTable;

export interface RunningRules extends RulesOf<typeof runningRules> {}
