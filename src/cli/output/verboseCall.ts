import type { CallToRun } from '../../exec/prepareCall.js';

/** What is about to run, for `-v`: the variables, a line each, and the command line. */
export function verboseCall(prepared: CallToRun): Buffer {
  return Buffer.concat([
    ...prepared.environment.flatMap(({ name, value }) => [Buffer.from(`${name}=`), value, Buffer.from('\n')]),
    Buffer.from('+ '),
    prepared.commandLine,
    Buffer.from('\n'),
  ]);
}
