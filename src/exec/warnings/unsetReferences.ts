import { nearestName } from '../../nearestName.js';
import type { Warning } from '../../warnings.js';
import type { ValueSpan } from './quoteContext.js';

/** Those with a default, `${SIP_X:-none}`, know themselves what to do. */
const REFERENCE = /\$(?:(?=\{)\{(?!\w+:?[-+=?]))?(SIP_[A-Za-z0-9_]*|OSIPS_EXEC_[A-Za-z0-9_]*)/g;

const ASSIGNED = /(?<=^|[\s;&|(])(\w+)=/g;

/**
 * Warns (`unset-variable`) of `$SIP_…` references in a command line to variables that the command will not have.
 * In: the command line, the spans in it that are values (a reference that a message brings is no mistake of the
 * author), and the names of all variables that will be set, inherited ones included.
 */
export function unsetReferences(
  commandLine: Buffer,
  spans: readonly ValueSpan[],
  namesSet: ReadonlySet<string>,
): Warning[] {
  const text = commandLine.toString('latin1');
  const setThere = new Set([...text.matchAll(ASSIGNED)].map(([, name]) => name));
  const reported = new Set<string>();
  for (const match of text.matchAll(REFERENCE)) {
    const name = match[1] as string;
    const isOfAuthor = !spans.some(({ start, end }) => match.index >= start && match.index < end);
    if (isOfAuthor && !setThere.has(name) && !namesSet.has(name)) reported.add(name);
  }
  return [...reported].map((name) => ({ code: 'unset-variable', message: describe(name, namesSet) }));
}

function describe(name: string, namesSet: ReadonlySet<string>): string {
  const candidates = [...namesSet].filter((candidate) => /^(SIP_|OSIPS_EXEC_)/.test(candidate));
  if (candidates.length === 0) return `$${name} will not be set: the command gets no SIP_* variables at all`;
  const nearest = nearestName(name, candidates);
  return `$${name} will not be set${nearest === undefined ? '' : `; did you mean $${nearest}?`}`;
}
