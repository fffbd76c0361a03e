import { SipexecError } from '../../errors.js';
import { fileKindOf } from '../../lint/fileKind.js';
import { lintFile } from '../../lint/lintFile.js';
import type { ServerProfile } from '../../server/profile.js';
import type { Warning } from '../../warnings.js';
import type { NamedFile } from './namedFiles.js';

/**
 * What lint finds in the scripts that a command names, each finding with its place. In: the scripts, and the server that was
 * named; without one, what any released server sets is fine.
 */
export function scriptWarnings(scripts: readonly NamedFile[], server: ServerProfile | undefined): Warning[] {
  return scripts.flatMap(({ name, bytes }) => {
    const { kind } = fileKindOf(name, bytes.toString('latin1'));
    if (kind !== 'shell' && kind !== 'script') return [];
    try {
      const findings = lintFile(name, bytes, server === undefined ? {} : { server });
      return findings.map(({ code, message, place }) => ({
        code,
        message: `${place.file}:${place.line}:${place.column}: ${message}`,
      }));
    } catch (error) {
      if (error instanceof SipexecError) return [];
      throw error;
    }
  });
}
