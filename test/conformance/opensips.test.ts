import { describe, expect, test } from 'vitest';
import { differences, messageCount, type Subject } from './differential.js';
import { profile, program, reason } from './installedOpensips.js';
import { opensips } from './serverKinds.js';
import { transformedByOpensips } from './transformations.js';

/** The pseudo-variables that both print before the functions run, in this order. */
const variables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $dir $dip $ru_q $C(Rb) $ai $pd $pn $pu $pU $ml $an $au $ar $aU $ad $Au $adu $auth.nonce $auth.resp ' +
  '$hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) $(hdr(X-A)[-1]) $(hdr(Contact)[*]) $hdr(s) $rb'
).split(' ');

/** OpenSIPS 2.2.2 dies of printing $rP for such a request URI. */
function isDeadly(message: Buffer): boolean {
  return /^.*;transport=[;?]/i.test(message.toString('latin1').trimStart());
}

describe.skipIf(reason !== '')(`a running OpenSIPS${reason}`, () => {
  const subject: Subject = { kind: opensips, program, profile, isDeadly };

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(subject, messageCount, variables);
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    300_000 + messageCount * 100,
  );

  test('transforms pseudo-variables as sipexec does', { timeout: 300_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, transformedByOpensips);
    expect(disagreements).toEqual([]);
  });
});
