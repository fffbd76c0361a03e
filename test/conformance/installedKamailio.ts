import { findServer } from '../../src/server/servers.js';
import { installedProgram, type ServerProgram } from './runningServer.js';
import { kamailio } from './serverKinds.js';

/** The Kamailio that is installed; only to be used where there is no reason to skip the test. */
export const program = installedProgram(kamailio) as ServerProgram;

const version = program?.version.split('.').slice(0, 2).join('.');

/** Why there is no Kamailio to test with, as the test's name ends; empty where there is one. */
export const reason = whySkipped();

/** What sipexec knows of it; where the test is skipped, any profile will do. */
export const profile = findServer(reason === '' ? `kamailio-${version}` : 'kamailio-6.1');

function whySkipped(): string {
  if (program === undefined) return ' (skipped: Kamailio is not installed)';
  return version === '5.6' || version === '6.1' ? '' : ` (skipped: no profile for Kamailio ${version})`;
}
