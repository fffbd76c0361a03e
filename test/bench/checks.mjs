// A suite of checks against the same checks in bats (https://bats-core.readthedocs.io).
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, program, secondsOfSuccess } from './measure.mjs';

const CHECKS = 1000;
const LEAST = 5;

/** In: a folder for the files, the rows. */
export function measureChecks(folder, rows) {
  if (!has('bats')) return;
  const place = join(folder, 'checks');
  mkdirSync(place);
  const route = join(place, 'route.sh');
  writeFileSync(route, '#!/bin/sh\necho "sip:$SIP_USER@192.0.2.1"\n');
  chmodSync(route, 0o755);
  const numbers = Array.from({ length: CHECKS }, (_, i) => i);
  const suite = join(place, 'suite.yaml');
  const cases = numbers.map(
    (i) =>
      `  - name: check ${i}\n    message: { ruri: "sip:${i}@example.com" }\n    dset: "${route} #"\n    expect: { uris: ["sip:${i}@192.0.2.1"], exitStatus: 0 }\n`,
  );
  writeFileSync(suite, `server: kamailio-6.0\ncases:\n${cases.join('')}`);
  const bats = join(place, 'suite.bats');
  const tests = numbers.map(
    (i) =>
      `@test "check ${i}" {\n  SIP_USER=${i} run ${route} sip:${i}@example.com\n  [ "$status" -eq 0 ]\n  [ "$output" = sip:${i}@192.0.2.1 ]\n}\n`,
  );
  writeFileSync(bats, tests.join(''));
  const ours = secondsOfSuccess([...program, 'test', suite]);
  const theirs = secondsOfSuccess(['bats', bats]);
  rows.add({
    name: `${CHECKS} checks in bats / in a suite`,
    value: theirs / ours,
    least: LEAST,
    detail: `${theirs.toFixed(1)} s and ${ours.toFixed(1)} s`,
    digits: 1,
  });
}
