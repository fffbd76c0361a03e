import type { RuleTable } from '../../sip/rules.js';
import type { ServerProfile } from '../profile.js';
import { type RuleGroup, ruleGroups } from './ruleGroups.js';

/** A rule of a server with what it means. */
export interface DescribedRule {
  readonly name: string;
  /** As the profile has it. */
  readonly value: unknown;
  /** What the rule decides: the beginning of the sentence that `meaning` ends. */
  readonly effect: string;
  /** What the server does: the meaning of its case, or its value as text. */
  readonly meaning: string;
  /** The section of docs/servers.md. */
  readonly section: string;
  /** The cases that there are, and what each means; undefined where the rule is a value. */
  readonly cases?: Readonly<Record<string, string>>;
}

/** The rules of a group: of a part of the message, or of a step on its way. */
export interface DescribedGroup {
  /** Where they stand in the profile: `headers`, `identities.diversion`. */
  readonly name: string;
  readonly title: string;
  readonly rules: readonly DescribedRule[];
}

/** Every rule of a server, those that it takes over from earlier versions included. */
export interface ServerPage {
  readonly profile: ServerProfile;
  readonly groups: readonly DescribedGroup[];
}

/** Describes every rule of a server. */
export function serverPage(profile: ServerProfile): ServerPage {
  const names = Object.keys(ruleGroups) as RuleGroup[];
  return { profile, groups: names.flatMap((name) => groupsOf(profile, name)) };
}

function groupsOf(profile: ServerProfile, name: RuleGroup): DescribedGroup[] {
  const { title, rules } = ruleGroups[name];
  if (name === 'identities')
    return Object.entries(profile.identities).map(([kind, values]) => ({
      name: `${name}.${kind}`,
      title: `${title}: ${kind}`,
      rules: describedRules(rules, values, profile),
    }));
  const values = profile[name];
  return values === undefined ? [] : [{ name, title, rules: describedRules(rules, values, profile) }];
}

/** The rules of a table, but for those about a pseudo-variable that the server does not have. */
function describedRules(
  table: RuleTable,
  values: object,
  { pseudoVariables }: ServerProfile,
): DescribedRule[] {
  const applicable = Object.entries(table).filter(
    ([, { variable }]) => variable === undefined || pseudoVariables.names.includes(variable),
  );
  return applicable.map(([name, rule]) => {
    const value = (values as Record<string, unknown>)[name];
    const { effect, section } = rule;
    if ('value' in rule) return { name, value, effect, section, meaning: rule.value(value) };
    const meaning = rule.cases[value as string] as string;
    return { name, value, effect, section, meaning, cases: rule.cases };
  });
}
