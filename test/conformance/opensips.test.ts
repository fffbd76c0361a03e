import { describe, expect, test } from 'vitest';
import { differences, messageCount } from './differential.js';
import { installedProgram, type ServerProgram } from './liveServer.js';
import { opensips } from './serverKinds.js';
import { transformedByOpensips } from './transformations.js';

/** The pseudo-variables that both print before the functions run, in this order. */
const variables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $ai $pd $pn $pu $pU $ml $an $au $ar $aU $ad $Au $adu $auth.nonce $auth.resp ' +
  '$hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) $(hdr(X-A)[-1]) $(hdr(Contact)[*]) $hdr(s) $rb'
).split(' ');

const program = installedProgram(opensips) as ServerProgram;
const version = program?.version.split('.').slice(0, 2).join('.');
const reason = whySkipped();

function whySkipped(): string {
  if (program === undefined) return ' (skipped: OpenSIPS is not installed)';
  return version.startsWith('2.') ? '' : ` (skipped: nothing to hold OpenSIPS ${version} against)`;
}

describe.skipIf(reason !== '')(`a running OpenSIPS${reason}`, () => {
  const profiles = version === '2.4' ? ['opensips-2.4'] : ['opensips-1.11', 'opensips-2.4'];

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(
        opensips,
        program,
        profiles,
        messageCount,
        variables,
      );
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    60_000 + messageCount * 100,
  );

  test('transforms pseudo-variables as sipexec does', { timeout: 120_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(opensips, program, profiles, count, transformedByOpensips);
    expect(disagreements).toEqual([]);
  });
});
