import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findServer } from '../../src/server/servers.js';
import { installedKamailio, KamailioServer, type Observation } from './kamailioServer.js';
import { anyRequest } from './messages.js';
import { predict } from './prediction.js';

const messageCount = Number(process.env.CONFORMANCE_MESSAGES ?? 2000);
const seed = Number(process.env.CONFORMANCE_SEED ?? 20261123);

/** The pseudo-variables that both print before the functions run, in this order. */
const variables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $rv $rz $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $ml $bs $au $ar $aU $ad $Au $AU $hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) $(hdr(X-A)[-1]) $(hdr(Contact)[*]) ' +
  '$hdrc(Via) $rb'
).split(' ');

const program = installedKamailio();
const version =
  program === undefined
    ? ''
    : (/kamailio (\d+\.\d+)/.exec(execFileSync(program, ['-v'], { encoding: 'utf8' }))?.[1] ?? '');
const isKnown = version === '5.6' || version === '6.1';
const reason =
  program === undefined
    ? ' (skipped: Kamailio is not installed)'
    : isKnown
      ? ''
      : ` (skipped: no profile for Kamailio ${version})`;

interface Disagreement {
  readonly message: string;
  readonly ours: Record<string, unknown>;
  readonly theirs: Record<string, unknown>;
}

/** In which parts prediction and observation differ. */
function compare(message: Buffer, predicted: Observation, seen: Observation): Disagreement | undefined {
  const ours: Record<string, unknown> = {};
  const theirs: Record<string, unknown> = {};
  const add = (part: string, our: unknown, their: unknown) => {
    if (JSON.stringify(our) === JSON.stringify(their)) return;
    ours[part] = our;
    theirs[part] = their;
  };
  add('outcome', predicted.outcome, seen.outcome);
  if (predicted.outcome === seen.outcome) {
    for (const [index, name] of variables.entries()) {
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

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const profile = findServer(`kamailio-${version}`);
      const server = await KamailioServer.start(program as string, variables);
      const disagreements: Disagreement[] = [];
      const outcomes: Record<string, number> = { ran: 0, refused: 0, dropped: 0 };
      try {
        const messages = fc.sample(anyRequest(), { numRuns: messageCount, seed });
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
            const disagreement = compare(message, predict(message, profile, state, variables), seen);
            if (disagreement !== undefined) disagreements.push(disagreement);
          }
        }
      } finally {
        await server.stop();
      }
      const agreeing = messageCount - disagreements.length;
      console.log(
        `Kamailio ${version}: ${agreeing} of ${messageCount} messages agree; ${JSON.stringify(outcomes)}`,
      );
      expect(disagreements.slice(0, 20)).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    60_000 + messageCount * 100,
  );
});
