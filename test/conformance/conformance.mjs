// Runs the differential test against a Kamailio of version 5.6 or 6.1 or an OpenSIPS 2, those installed or another one:
// node test/conformance/conformance.mjs --messages 10000 --seed 7 --program /opt/kamailio-6.1/sbin/kamailio
// An OpenSIPS outside of its usual place needs --modules, too: the folder of its modules.
// --record test/vectors/printed/kamailio-5.6.jsonl.gz writes down what a Kamailio prints.
import { spawnSync } from 'node:child_process';
import { toolArguments, wholeNumber } from '../toolArguments.mjs';

const options = {
  modules: { type: 'string' },
  messages: { type: 'string', default: '10000' },
  program: { type: 'string' },
  record: { type: 'string' },
  seed: { type: 'string', default: String(Date.now() % 1e9) },
};
const usage =
  'usage: npm run conformance -- [--messages N] [--seed N] [--program FILE] [--modules FOLDER] [--record FILE]';
const values = toolArguments({ options }, usage, ({ values }) => {
  for (const name of ['messages', 'seed']) wholeNumber(`--${name}`, values[name]);
  return values;
});
console.log(`seed ${values.seed}`);
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'test/conformance/vitest.config.ts', '--reporter=verbose'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      CONFORMANCE_MESSAGES: values.messages,
      CONFORMANCE_SEED: values.seed,
      ...(values.modules === undefined ? {} : { CONFORMANCE_MODULES: values.modules }),
      ...(values.record === undefined ? {} : { CONFORMANCE_RECORD: values.record }),
      ...(values.program === undefined ? {} : { CONFORMANCE_PROGRAM: values.program }),
    },
  },
);
process.exitCode = status ?? 1;
