// Runs the differential test against the installed Kamailio: node test/conformance/conformance.mjs --messages 10000 --seed 7
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
});
console.log(`seed ${values.seed}`);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/conformance'], {
  stdio: 'inherit',
  env: { ...process.env, CONFORMANCE_MESSAGES: values.messages, CONFORMANCE_SEED: values.seed },
});
process.exitCode = status ?? 1;
