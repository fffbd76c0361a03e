import { BoundedPattern } from '../../boundedPattern.js';
import type { ListMatcher, Matcher } from '../suite.js';
import { joinedForPattern } from '../table/template.js';
import type { YamlValue } from '../yaml/yamlValue.js';

/** `m`: `^` and `$` stand for the beginning and the end of every line. */
type PatternFlags = '' | 'm';

/** Reads what a text is to be: a text, which it is to equal, or `contains: text`, or `matches: pattern`. */
export function readMatcher(value: YamlValue, name: string, flags: PatternFlags = ''): Matcher | undefined {
  if (!value.isMap) {
    const text = value.text(name);
    return text === undefined ? undefined : { kind: 'equals', text };
  }
  const keys = value.keyed(name, ['equals', 'contains', 'matches']);
  if (keys === undefined) return undefined;
  const [[kind, given] = []] = [...keys];
  if (kind === undefined || given === undefined || keys.size > 1) {
    return value.fail(`${name} needs one of equals, contains, matches`);
  }
  const text = given.text(`${kind} of ${name}`);
  if (text === undefined) return undefined;
  if (kind !== 'matches') return { kind, text };
  return readPattern(given, given.joinedBy(joinedForPattern, kind) ?? text, flags);
}

/** Reads one matcher or several that are all to hold. */
export function readMatchers(
  value: YamlValue,
  name: string,
  flags: PatternFlags = '',
): Matcher[] | undefined {
  const items = value.oneOrMore(name);
  if (items?.length === 0) return value.fail(`${name} is an empty list: it checks nothing`);
  return items?.flatMap((item) => readMatcher(item, name, flags) ?? []);
}

/** Reads what a list is to be: its items in order, or `contains:` and some of them. */
export function readListMatcher(value: YamlValue, name: string): ListMatcher | undefined {
  if (!value.isMap || !hasOnlyContains(value, name)) {
    const items = value.oneOrMore(name);
    return items === undefined
      ? undefined
      : { kind: 'exactly', items: items.flatMap((item) => readMatcher(item, `an item of ${name}`) ?? []) };
  }
  const contains = value.keyed(name, ['contains'])?.get('contains');
  const items = contains?.oneOrMore(`contains of ${name}`);
  if (items === undefined) return undefined;
  if (items.length === 0) return value.fail(`contains of ${name} is an empty list: it checks nothing`);
  return { kind: 'contains', items: items.flatMap((item) => readMatcher(item, `an item of ${name}`) ?? []) };
}

/** `contains:` beneath a list is about items; `matches:` is a pattern for its one item. */
function hasOnlyContains(value: YamlValue, name: string): boolean {
  const keys = value.entries(name)?.map(({ key }) => key) ?? [];
  return !keys.some((key) => key === 'matches' || key === 'equals');
}

function readPattern(value: YamlValue, text: string, flags: PatternFlags): Matcher | undefined {
  try {
    return { kind: 'matches', pattern: new BoundedPattern(text, flags) };
  } catch (error) {
    return value.fail(`not a regular expression: ${(error as Error).message}`);
  }
}
