import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallToRun } from '../../../src/exec/prepareCall.js';
import { shellQuote } from '../../../src/exec/process/shellQuote.js';

/** Shells that are installed here, with the words that start them. */
export const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(
  ([name = '']) => spawnSync(name, ['--help']).error === undefined,
);

/** Programs that betray themselves by the file that they make, and `named`, which does nothing. */
const TRAITORS = ['canary', 'x', 'E', 'a', 'b', 'xcanary', 'lr', 'SIP'];

/**
 * Runs calls one after the other, each in a folder of its own, as a server's shell would read them.
 * Out: the command lines of those that ran one of the traitors or made a file.
 */
export function harmful(shell: readonly string[], calls: readonly CallToRun[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-injection-'));
  try {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    for (const name of [...TRAITORS, 'named']) {
      writeFileSync(join(programs, name), `#!/bin/sh\n${name === 'named' ? '' : ': >canary'}\n`);
      chmodSync(join(programs, name), 0o755);
    }
    calls.forEach(({ commandLine, environment }, i) => {
      mkdirSync(join(folder, `${i}`));
      writeFileSync(join(folder, `${i}.line`), commandLine);
      const variables = environment.map(({ name, value }) => [
        Buffer.from(`export ${name}=`),
        shellQuote(value),
      ]);
      writeFileSync(
        join(folder, `${i}.variables`),
        Buffer.concat(variables.flatMap((one) => [...one, Buffer.from('\n')])),
      );
    });
    const all = `i=0
      while [ $i -lt ${calls.length} ]; do
        ( . ./$i.variables; cd $i && PATH=${programs}:/usr/bin:/bin && . ../$i.line ) </dev/null >/dev/null 2>&1
        i=$((i+1))
      done`;
    const [name = '', ...words] = shell;
    const { status } = spawnSync(name, [...words, '-c', all], { cwd: folder });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    return calls
      .filter((_, i) => readdirSync(join(folder, `${i}`)).length > 0)
      .map(({ commandLine }) => commandLine.toString('latin1'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
