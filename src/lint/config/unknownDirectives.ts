import type { ScannedConfig } from '../../config/scannedConfig.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';

/**
 * Finds directives that a Kamailio takes for comments, since they came later (`unknown-directive`). It does not start with an `#!ifexp`:
 * its `#!endif` closes nothing then (docs/servers.md §23).
 */
export function unknownDirectives(
  { family, expressions }: ScannedConfig,
  profile: ServerProfile,
): LintFinding[] {
  if (family !== profile.family || profile.running.preprocessor === 'with-expressions') return [];
  return expressions.map(({ directive, place }) => ({
    code: 'unknown-directive',
    message: `#!${directive} came with Kamailio 5.7: ${profile.id} takes it for a comment and ${directive === 'ifexp' ? 'does not start, as its #!endif then closes nothing' : 'defines nothing'}`,
    place,
  }));
}
