import {
  captureOption,
  daemonOptions,
  injectionOption,
  inputOptions,
  kemiOption,
  type OptionSpec,
  outputOptions,
  runOptions,
  serverOptions,
  stdinOption,
  surroundingsOptions,
} from './optionTable.js';

/** `--scrub`. In: the beginning of its description, which goes on with `users, numbers, … replaced by neutral ones`. */
export function scrubOption(what: string): OptionSpec {
  return {
    name: 'scrub',
    kind: 'flag',
    describe: `${what} users, numbers, hosts, addresses and keys replaced by neutral ones`,
  };
}

/** Options of `test` that describe a call, and so belong to a case once there is a suite. */
export const onlyForInit: readonly OptionSpec[] = [
  ...serverOptions,
  stdinOption,
  ...runOptions.filter(({ name }) => name !== 'jobs'),
  injectionOption,
  kemiOption,
  ...daemonOptions.filter(({ name }) => name === 'env'),
  ...surroundingsOptions,
  ...inputOptions,
  captureOption,
  scrubOption('write messages beside the suite, with'),
].map((option) => ({ ...option, group: 'With --init, of the call that follows' }));

/** Every option of `test`. */
export const testOptions: readonly OptionSpec[] = [
  {
    name: 'reporter',
    kind: 'list',
    placeholder: 'NAME[=FILE]',
    suggestions: ['readable', 'tap', 'junit', 'json', 'github', 'html', 'markdown'],
    describe: 'readable (default), tap, junit, json, github, html or markdown; several at once',
  },
  {
    name: 'filter',
    kind: 'value',
    placeholder: 'PATTERN',
    describe: 'only checks whose title contains this text or matches this regular expression',
  },
  {
    name: 'jobs',
    alias: ['j'],
    kind: 'value',
    placeholder: 'N',
    describe: 'run N checks at a time (default: as many as there are processors)',
  },
  { name: 'bail', kind: 'flag', describe: 'start no more checks after one that failed' },
  { name: 'shard', kind: 'value', placeholder: 'I/N', describe: 'only the I-th of N parts of the checks' },
  {
    name: 'repeat',
    kind: 'value',
    placeholder: 'N',
    describe: 'run each check N times, to find commands that fail sometimes',
  },
  { name: 'watch', kind: 'flag', describe: 'run again whenever a suite, message, table or script changes' },
  { name: 'update', kind: 'flag', describe: 'renew the expectations that failed, and show the difference' },
  {
    name: 'init',
    kind: 'value',
    placeholder: 'FILE',
    describe: 'write a first suite: run the call that follows, as in --init FILE dset COMMAND INPUT…',
  },
  { name: 'json', kind: 'flag', describe: 'the same as --reporter json: an object a check, a line each' },
  { name: 'quiet', alias: ['q'], kind: 'flag', describe: 'tell of failures only' },
  ...outputOptions.filter(({ name }) => name === 'color'),
  ...onlyForInit,
];
