import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findServer } from '../../src/server/servers.js';
import { installedKamailio, KamailioServer, type Observation } from './kamailioServer.js';
import { anyRequest } from './messages.js';
import { predict } from './prediction.js';
import { transformed } from './transformations.js';

const messageCount = Number(process.env.CONFORMANCE_MESSAGES ?? 2000);
const seed = Number(process.env.CONFORMANCE_SEED ?? 20261123);

/**
 * The pseudo-variables that both print before the functions run, in this order. Left out: $pU, for which the server reuses
 * what was left of parsing a URI that did not parse for $pd.
 */
const variables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $rv $rz $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $ai $pd $pn $pu $ml $bs $au $ar $aU $ad $Au $AU $hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) ' +
  '$(hdr(X-A)[-1]) $(hdr(Contact)[*]) $hdrc(Via) $rb'
).split(' ');

const program = installedKamailio();
const version = program === undefined ? '' : versionOf(program);
const reason = whySkipped();

function versionOf(path: string): string {
  const printed = execFileSync(path, ['-v'], { encoding: 'utf8' });
  return /kamailio (\d+\.\d+)/.exec(printed)?.[1] ?? '';
}

function whySkipped(): string {
  if (program === undefined) return ' (skipped: Kamailio is not installed)';
  return version === '5.6' || version === '6.1' ? '' : ` (skipped: no profile for Kamailio ${version})`;
}

interface Disagreement {
  readonly message: string;
  readonly ours: Record<string, unknown>;
  readonly theirs: Record<string, unknown>;
}

/** In which parts prediction and observation differ. */
function compare(
  message: Buffer,
  printed: readonly string[],
  predicted: Observation,
  seen: Observation,
): Disagreement | undefined {
  const ours: Record<string, unknown> = {};
  const theirs: Record<string, unknown> = {};
  const add = (part: string, our: unknown, their: unknown) => {
    if (JSON.stringify(our) === JSON.stringify(their)) return;
    ours[part] = our;
    theirs[part] = their;
  };
  add('outcome', predicted.outcome, seen.outcome);
  if (predicted.outcome === seen.outcome) {
    for (const [index, name] of printed.entries()) {
      // The server's log ends at a NUL, so that nothing can be told of the variables behind it.
      if (predicted.variables[index]?.includes('\0')) break;
      add(name, predicted.variables[index], seen.variables[index]);
    }
    add('environment', predicted.environment, seen.environment);
    add('input', predicted.input.toString('latin1'), seen.input.toString('latin1'));
    add('dset command line', predicted.dsetCommandLine, seen.dsetCommandLine);
  }
  return Object.keys(ours).length === 0 ? undefined : { message: message.toString('latin1'), ours, theirs };
}

/** Sends the messages to a server that prints the variables: where prediction and observation differ, and how often what. */
async function differences(count: number, printed: readonly string[]) {
  const profile = findServer(`kamailio-${version}`);
  const server = await KamailioServer.start(program as string, printed);
  const disagreements: Disagreement[] = [];
  const outcomes: Record<string, number> = { ran: 0, refused: 0, dropped: 0 };
  try {
    const messages = fc.sample(anyRequest(), { numRuns: count, seed });
    for (let first = 0; first < messages.length; first += server.batchSize) {
      const batch = messages.slice(first, first + server.batchSize);
      const observed = await server.observe(batch);
      for (const [index, message] of batch.entries()) {
        const source = { ip: '127.0.0.1', port: server.sourcePort(index) };
        const destination = { ip: '127.0.0.1', port: server.serverPort };
        const state = {
          source,
          destination,
          transport: 'udp',
          route: 'request',
          avps: [],
          vars: [],
        } as const;
        const seen = observed[index] as Observation;
        outcomes[seen.outcome] = (outcomes[seen.outcome] ?? 0) + 1;
        const disagreement = compare(message, printed, predict(message, profile, state, printed), seen);
        if (disagreement !== undefined) disagreements.push(disagreement);
      }
    }
  } finally {
    await server.stop();
  }
  const agreeing = count - disagreements.length;
  console.log(`Kamailio ${version}: ${agreeing} of ${count} messages agree; ${JSON.stringify(outcomes)}`);
  return { disagreements: disagreements.slice(0, 20), outcomes };
}

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(messageCount, variables);
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    60_000 + messageCount * 100,
  );

  test('transforms pseudo-variables as sipexec does', { timeout: 120_000 }, async () => {
    const { disagreements } = await differences(Math.min(messageCount, 500), transformed);
    expect(disagreements).toEqual([]);
  });
});
