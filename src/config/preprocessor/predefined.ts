import type { ServerProfile } from '../../server/profile.js';
import { newestOf } from '../../server/series.js';

/**
 * What a Kamailio defines by itself (docs/servers.md §23): `KAMAILIO_5`, `KAMAILIO_5_8`, `KAMAILIO_5_8_4`, and its number where it has
 * one. Where only a series was named, the release is the last one that was measured; for a server of another family the words are
 * those of the newest Kamailio.
 */
export function predefined(server: ServerProfile): ReadonlyMap<string, string> {
  const profile = server.family === 'kamailio' ? server : newestOf('kamailio').measured.profile();
  const [major = 0, minor = 0] = numbersIn(profile.id);
  const release = numbersIn(profile.pseudoVariables.release?.number ?? '');
  const patch = release[0] === major && release[1] === minor ? release[2] : undefined;
  const names = [[major], [major, minor], ...(patch === undefined ? [] : [[major, minor, patch]])];
  const defines = new Map(names.map((numbers) => [`KAMAILIO_${numbers.join('_')}`, '']));
  if (profile.running.preprocessor === 'with-expressions')
    defines.set('KAMAILIO_VERSION', String(major * 1_000_000 + minor * 1_000 + (patch ?? 0)));
  return defines;
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}
