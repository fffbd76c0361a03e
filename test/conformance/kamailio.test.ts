import { describe, expect, test } from 'vitest';
import { differences, messageCount } from './differential.js';
import { installedProgram, type ServerProgram } from './liveServer.js';
import { kamailio } from './serverKinds.js';
import { transformedByKamailio } from './transformations.js';

/**
 * The pseudo-variables that both print before the functions run, in this order. Left out: $pU, for which the server reuses
 * what was left of parsing a URI that did not parse for $pd.
 */
const variables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $rv $rz $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $ai $pd $pn $pu $ml $bs $au $ar $aU $ad $Au $AU $hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) ' +
  '$(hdr(X-A)[-1]) $(hdr(Contact)[*]) $hdrc(Via) $rb'
).split(' ');

const program = installedProgram(kamailio) as ServerProgram;
const version = program?.version.split('.').slice(0, 2).join('.');
const reason = whySkipped();

function whySkipped(): string {
  if (program === undefined) return ' (skipped: Kamailio is not installed)';
  return version === '5.6' || version === '6.1' ? '' : ` (skipped: no profile for Kamailio ${version})`;
}

describe.skipIf(reason !== '')(`a running Kamailio${reason}`, () => {
  const profiles = [`kamailio-${version}`];

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(
        kamailio,
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
    const { disagreements } = await differences(kamailio, program, profiles, count, transformedByKamailio);
    expect(disagreements).toEqual([]);
  });
});
