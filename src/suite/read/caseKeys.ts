import { caseFunctions } from '../suite.js';

/** The keys that stand for the server's state and name an option of the command line. */
export const optionKeys = {
  runInjected: 'run-injected',
  kemi: 'kemi',
  ruri: 'ruri',
  src: 'src',
  dst: 'dst',
  transport: 'transport',
  route: 'route',
  setvars: 'setvars',
  exec_timer: 'exec-timer',
  shell: 'shell',
  cwd: 'cwd',
  user: 'user',
  path: 'path',
  umask: 'umask',
  unit: 'unit',
  stdin: 'stdin',
  avp: 'avp',
  var: 'var',
} as const;

export type OptionKey = keyof typeof optionKeys;

/** Each function under its full name, too: `avp` may be needed for the script's variables. */
const fullFunctionNames = ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd'] as const;

/** What a file's defaults may set, and each case for itself. */
export const defaultKeys = [
  'message',
  ...caseFunctions,
  ...fullFunctionNames,
  'server',
  ...(Object.keys(optionKeys) as OptionKey[]),
  'env',
  'inherit',
  'isolate',
  'timeout',
  'expect',
] as const;

export const caseKeys = ['name', 'skip', 'each', ...defaultKeys] as const;

export const suiteKeys = [
  'description',
  'include',
  'watch',
  'server',
  'env',
  'inherit',
  'isolate',
  'timeout',
  'defaults',
  'cases',
] as const;

export type CaseKey = (typeof caseKeys)[number];
