import { describe, expect, test } from 'vitest';
import type { ServerProfile } from '../../src/server/profile.js';
import { opensips24, opensips111 } from '../../src/server/profiles/opensips.js';
import { differences, messageCount, type Subject } from './differential.js';
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

/** OpenSIPS before 2.4 read URIs and transports as 2.4 does, but headers only as far as they are needed, as 1.11 did. */
function profileOf(of: string | undefined): ServerProfile {
  if (of === '2.4') return opensips24;
  const { schemes, urn } = opensips24.uri;
  return { ...opensips111, uri: { ...opensips111.uri, schemes, urn }, via: opensips24.via };
}

/** OpenSIPS 2.2.2 dies of printing $rP for such a request URI. */
function isDeadly(message: Buffer): boolean {
  return /^.*;transport=[;?]/i.test(message.toString('latin1').trimStart());
}

describe.skipIf(reason !== '')(`a running OpenSIPS${reason}`, () => {
  const subject: Subject = { kind: opensips, program, profile: profileOf(version), isDeadly };

  test(
    `does with ${messageCount} generated messages what sipexec says that it will do`,
    async () => {
      const { disagreements, outcomes } = await differences(subject, messageCount, variables);
      expect(disagreements).toEqual([]);
      expect(outcomes.ran).toBeGreaterThan(messageCount / 10);
    },
    60_000 + messageCount * 100,
  );

  test('transforms pseudo-variables as sipexec does', { timeout: 120_000 }, async () => {
    const count = Math.min(messageCount, 500);
    const { disagreements } = await differences(subject, count, transformedByOpensips);
    expect(disagreements).toEqual([]);
  });
});
