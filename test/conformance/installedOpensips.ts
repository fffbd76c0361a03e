import type { ServerProfile } from '../../src/server/profile.js';
import { findServer } from '../../src/server/servers.js';
import { installedProgram, type ServerProgram } from './runningServer.js';
import { opensips } from './serverKinds.js';

/** The OpenSIPS that is installed; only to be used where there is no reason to skip the test. */
export const program = installedProgram(opensips) as ServerProgram;

const version = program?.version.split('.').slice(0, 2).join('.');

/** Why there is no OpenSIPS to test with, as the test's name ends; empty where there is one. */
export const reason = whySkipped();

/** What sipexec knows of it. */
export const profile = profileOf(version);

function whySkipped(): string {
  if (program === undefined) return ' (skipped: OpenSIPS is not installed)';
  return version.startsWith('2.') ? '' : ` (skipped: nothing to hold OpenSIPS ${version} against)`;
}

/**
 * OpenSIPS before 2.4 reads URIs and transports, and names its transformations, as 2.4 does, but reads headers only as far
 * as they are needed and transforms as 1.11 did.
 */
function profileOf(of: string | undefined): ServerProfile {
  const opensips24 = findServer('opensips-2.4');
  const opensips111 = findServer('opensips-1.11');
  if (of === '2.4') return opensips24;
  const { schemes, urn } = opensips24.uri;
  const { names } = opensips24.transformations;
  return {
    ...opensips111,
    uri: { ...opensips111.uri, schemes, urn },
    via: opensips24.via,
    transformations: { ...opensips111.transformations, names },
  };
}
