// How much longer the program's readers take for twice the size, from one to eight times a size.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCapture } from './generateCapture.mjs';
import { processorSecondsOf, program } from './measure.mjs';

const ROUNDS = 3;
const MOST = 2.2;

/** Each reader: the command that reads, the file's name, its content so many times one size. */
const readers = {
  'a capture (list --json)': {
    command: ['list', '--json'],
    file: 'growth.pcap',
    content: (times) => Buffer.concat([...generateCapture(40_000 * times)]),
  },
  'a configuration (scan)': { command: ['scan'], file: 'growth.cfg', content: configuration },
  'a suite (test)': { command: ['test', '--filter', 'no check'], file: 'growth.yaml', content: suite },
  'a script (lint)': { command: ['lint'], file: 'growth.sh', content: script },
};

function configuration(times) {
  const calls = Array.from(
    { length: 7500 * times },
    (_, i) => `  if ($rU == "${i}") {\n    exec_dset("/etc/kamailio/route.sh ${i} $rU");\n  }\n`,
  );
  return `loadmodule "exec.so"\nrequest_route {\n${calls.join('')}}\n`;
}

function suite(times) {
  const cases = Array.from(
    { length: 500 * times },
    (_, i) =>
      `  - name: check ${i}\n    message: { ruri: "sip:${i}@example.com" }\n    dset: ./route.sh ${i}\n    expect: { uris: ["sip:${i}@192.0.2.1"], exitStatus: 0 }\n`,
  );
  return `server: kamailio-6.0\ncases:\n${cases.join('')}`;
}

function script(times) {
  const lines = Array.from(
    { length: 2500 * times },
    (_, i) => `if [ "$SIP_USER" = "${i}" ]; then\n  echo "sip:$SIP_USER@192.0.2.${i % 250}"\nfi\n`,
  );
  return `#!/bin/sh\n${lines.join('')}`;
}

/** In: a folder for the files, the rows. */
export function measureReaders(folder, rows) {
  for (const [name, { command, file, content }] of Object.entries(readers)) {
    const path = join(folder, file);
    const seconds = [1, 2, 4, 8].map((times) => {
      writeFileSync(path, content(times));
      const rounds = Array.from({ length: ROUNDS }, () => processorSecondsOf([...program, ...command, path]));
      return Math.min(...rounds);
    });
    const ratios = seconds.slice(1).map((longer, i) => longer / seconds[i]);
    rows.add({
      name: `twice the size of ${name}`,
      value: Math.max(...ratios),
      most: MOST,
      detail: `${seconds.map((one) => one.toFixed(2)).join(', ')} s of the processor`,
    });
  }
}
