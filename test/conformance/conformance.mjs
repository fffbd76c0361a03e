// Runs the differential test against a Kamailio of version 5.6 or 6.1, the installed one or another:
// node test/conformance/conformance.mjs --messages 10000 --seed 7 --program /opt/kamailio-6.1/sbin/kamailio
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    program: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
});
console.log(`seed ${values.seed}`);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/conformance'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    CONFORMANCE_MESSAGES: values.messages,
    CONFORMANCE_SEED: values.seed,
    ...(values.program === undefined ? {} : { CONFORMANCE_PROGRAM: values.program }),
  },
});
process.exitCode = status ?? 1;
