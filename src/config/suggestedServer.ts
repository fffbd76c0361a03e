import { compareVersions, newestOf, seriesOf, versionList } from '../server/series.js';
import type { ConfigFamily, ExecFunctionName } from './scannedConfig.js';

/** What is known of a configuration when a server is chosen for it. */
export interface ServerHints {
  readonly family: ConfigFamily;
  /** Its text, one character per byte: comments often name a version. */
  readonly text: string;
  readonly functions: ReadonlySet<ExecFunctionName>;
}

const LINES_THAT_NAME_VERSIONS = 60;

/** How comments name the servers of a family. */
const PRODUCTS: Readonly<Record<Exclude<ConfigFamily, 'unknown'>, readonly string[]>> = {
  kamailio: ['kamailio'],
  opensips: ['opensips'],
  openser: ['openser', 'ser'],
};
const VERSION = /\d{1,2}\.\d{1,2}(?!\w)/y;
/** As far behind the name a version still belongs to it. */
const maxGap = 30;

/**
 * Chooses the server whose behaviour fits a configuration best, as `--server` takes it.
 * Out: its id, and why: a sentence for people.
 */
export function suggestServer(hints: ServerHints): { server: string; reason: string } {
  const { family, functions } = hints;
  if (family === 'unknown') return suggestByFunctions(functions);
  const version = versionIn(hints.text, family);
  if (version !== undefined) return suggestVersion(family, version);
  if (family === 'opensips') return suggestOpensips(functions, hints.text);
  return { server: family, reason: `the newest ${family} that was measured` };
}

/** The series that a comment names; where sipexec does not know it, the next newer one, else the newest release. */
function suggestVersion(
  family: Exclude<ConfigFamily, 'unknown'>,
  version: string,
): { server: string; reason: string } {
  const all = family === 'openser' ? [...seriesOf('ser'), ...seriesOf(family)] : seriesOf(family);
  const found = all.find((series) => compareVersions(series.version, version) === 0);
  if (found !== undefined) return { server: found.id, reason: `a comment names version ${version}` };
  const newer = all.find((series) => compareVersions(series.version, version) > 0);
  const { id } = newer ?? newestOf(family);
  const reason = `a comment names version ${version}, which sipexec does not know: ${family} has ${versionList(family)}`;
  return { server: id, reason };
}

/** exec_dset() and its siblings went with OpenSIPS 3.0; exec() came with 2.x (servers.md §0, §7). */
function suggestOpensips(
  functions: ReadonlySet<ExecFunctionName>,
  text: string,
): { server: string; reason: string } {
  const isOld = functions.has('exec_dset') || functions.has('exec_msg') || functions.has('exec_avp');
  if (!isOld) return { server: 'opensips', reason: 'the newest opensips that was measured' };
  if (functions.has('exec'))
    return { server: 'opensips-2.4', reason: 'only OpenSIPS 2 has both exec() and the older functions' };
  if (/\bproto_\w+\.so"/.test(text)) {
    return { server: 'opensips-2.4', reason: 'proto_ modules came with OpenSIPS 2, and 3 has exec() alone' };
  }
  return {
    server: 'opensips-1.11',
    reason: 'exec_dset(), exec_msg() and exec_avp() without exec(), and no module of OpenSIPS 2',
  };
}

function suggestByFunctions(functions: ReadonlySet<ExecFunctionName>): { server: string; reason: string } {
  if (functions.has('exec_cmd')) return { server: 'kamailio', reason: 'only Kamailio has exec_cmd()' };
  if (functions.has('exec')) return { server: 'opensips', reason: 'only OpenSIPS has exec()' };
  return { server: 'documented', reason: 'nothing tells which server it is for' };
}

function versionIn(text: string, family: ConfigFamily): string | undefined {
  if (family === 'unknown') return undefined;
  for (const line of text.split('\n', LINES_THAT_NAME_VERSIONS)) {
    if (!/^\s*(#|\/\/|\/\*|\*)/.test(line)) continue;
    const named = PRODUCTS[family].map((product) => versionBehind(product, withoutId(line).toLowerCase()));
    const version = named.find((one) => one !== undefined);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The version that stands behind a word, with no other number between them. */
function versionBehind(word: string, line: string): string | undefined {
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
    let digit = at + word.length;
    if (isWordCharacter(line[at - 1]) || isWordCharacter(line[digit])) continue;
    const last = digit + maxGap + 1;
    while (digit <= last && digit < line.length && !/\d/.test(line[digit] as string)) digit++;
    const before = line[digit - 1] === 'v' ? line[digit - 2] : line[digit - 1];
    VERSION.lastIndex = digit;
    const match = isWordCharacter(before) ? null : VERSION.exec(line);
    if (match !== null) return match[0];
  }
  return undefined;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

/** The line without the Id of a version control system, which has the version of the file: `$Id: openser.cfg,v 1.5 $`. */
function withoutId(line: string): string {
  const start = line.indexOf('$Id:');
  if (start === -1) return line;
  const end = line.indexOf('$', start + 1);
  return line.slice(0, start) + (end === -1 ? '' : line.slice(end + 1));
}
