/**
 * How the rules of servers are described: what a rule decides; the section of docs/servers.md that it comes from; and
 * its named cases with what each means, or how its value is shown. The types of the rules are made of these tables, so
 * that no rule can be without a description.
 */
export interface Rule {
  /** The beginning of a sentence that the meaning of each case, or the value, completes; a colon ends a question. */
  readonly effect: string;
  readonly section: string;
  /** The pseudo-variable that it is about, where not every server has it: `hfl()`. */
  readonly variable?: string;
}

/** A rule that is one of several named cases. */
export interface RuleOfCases extends Rule {
  readonly cases: Readonly<Record<string | number, string>>;
}

/** A rule that is a number, a text or a list. */
export interface RuleOfValue<Value> extends Rule {
  readonly value: Shown<Value>;
}

/** Shows a value to people. */
export type Shown<Value> = (value: Value) => string;

// biome-ignore lint/suspicious/noExplicitAny: each rule has a value of its own type
export type RuleTable = Readonly<Record<string, RuleOfCases | RuleOfValue<any>>>;

/** What a server has for each rule of a table. */
export type RulesOf<Table extends RuleTable> = {
  readonly [Name in keyof Table]: Table[Name] extends RuleOfValue<infer Value>
    ? Value
    : Table[Name] extends RuleOfCases
      ? keyof Table[Name]['cases']
      : never;
};

/** A size in bytes. */
export const bytes: Shown<number> = (value) =>
  !Number.isFinite(value) ? 'no limit' : value === 1 ? '1 byte' : `${value} bytes`;

/** A count of things. */
export const count: Shown<number> = String;

/** Bytes as text in quotes, control characters escaped. */
export const text: Shown<string> = (value) => (value === '' ? 'nothing' : JSON.stringify(value));

/** A list of names. */
export function names<Name extends string>(): Shown<readonly Name[]> {
  return (value) => (value.length === 0 ? 'none' : value.join(' '));
}
