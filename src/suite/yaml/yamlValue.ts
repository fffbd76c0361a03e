import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { nearestName } from '../../nearestName.js';
import type { SuitePlace, SuiteProblem } from '../problems.js';
import { hasColumns, joined, type TableRow, type TemplatePart, templateParts } from '../table/template.js';
import type { YamlSource } from './yamlSource.js';

/** What reading a file needs beside a value: where it stands, and where problems go. */
export interface YamlContext {
  readonly source: YamlSource;
  readonly problems: SuiteProblem[];
  /** The row of a table whose columns stand in texts; undefined where two braces are only braces. */
  readonly row?: TableRow | undefined;
}

/**
 * One value of a YAML file. Each reading method answers undefined, and notes a problem with the value's place, where
 * the value is not of that type.
 */
export class YamlValue {
  readonly place: SuitePlace;
  private readonly node: Node | undefined;

  /** @param place where the value's key stands: the place of a value that is not there */
  constructor(
    private readonly context: YamlContext,
    node: unknown,
    place: SuitePlace,
  ) {
    const given = (node ?? undefined) as Node | undefined;
    this.node = isAlias(given) ? (context.source.meantBy(given) ?? given) : given;
    this.place = given?.range == null ? place : context.source.placeOf(given.range[0]);
  }

  /** The same value with the columns of a row in its texts, and in those of all that it holds. */
  inRow(row: TableRow): YamlValue {
    return new YamlValue({ ...this.context, row }, this.node, this.place);
  }

  /** Notes a problem at this value. */
  fail(message: string): undefined {
    const { row } = this.context;
    const which = row !== undefined && this.hasColumns ? ` (in the row at ${row.file}:${row.line})` : '';
    return this.problem({ message: `${message}${which}`, place: this.place });
  }

  /** Notes a problem elsewhere, in a file that this value names. */
  problem(problem: SuiteProblem): undefined {
    this.context.problems.push(problem);
    return undefined;
  }

  /** Whether columns of a table stand in it. */
  get hasColumns(): boolean {
    return this.context.row !== undefined && isScalar(this.node) && hasColumns(textOf(this.node));
  }

  /** A text with columns, taken apart. */
  parts(name: string): readonly TemplatePart[] | undefined {
    if (!isScalar(this.node) || this.node.value === null) return this.wrongType(name, 'a text');
    const text = textOf(this.node);
    const { row } = this.context;
    if (row === undefined) return [{ kind: 'text', text }];
    let isKnown = true;
    const parts = templateParts(text, row, (column) => {
      isKnown = false;
      const hint = hintAt(nearestName(column, [...row.values.keys()]));
      this.problem({ message: `the table has no column "${column}"${hint}`, place: this.place });
    });
    return isKnown ? parts : undefined;
  }

  /** A text with columns, put together in the way of those who read it. */
  joinedBy(join: (parts: readonly TemplatePart[]) => string, name: string): string | undefined {
    const parts = this.parts(name);
    return parts && join(parts);
  }

  /** The comment that YAML took the rest of this text's line for, where the text stands without quotes; without its `#`. */
  get commentBehind(): string | undefined {
    if (!isScalar(this.node) || this.node.type !== 'PLAIN' || this.node.range == null) return undefined;
    const { text } = this.context.source;
    const [, end] = this.node.range;
    const lineEnd = text.indexOf('\n', end);
    return /^[ \t]+#(.*)$/.exec(text.slice(end, lineEnd === -1 ? undefined : lineEnd).trimEnd())?.[1];
  }

  get isList(): boolean {
    return isSeq(this.node);
  }

  get isMap(): boolean {
    return isMap(this.node);
  }

  /** A text; a number or truth value counts as the text that stands in the file. */
  text(name: string): string | undefined {
    return this.joinedBy(joined, name);
  }

  /** A text with something in it. */
  filledText(name: string): string | undefined {
    const text = this.text(name);
    return text?.trim() === '' ? this.fail(`${name} is empty`) : text;
  }

  number(name: string): number | undefined {
    const value = this.scalar;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.wrongType(name, 'a number');
  }

  truth(name: string): boolean | undefined {
    const value = this.scalar;
    return typeof value === 'boolean' ? value : this.wrongType(name, 'true or false');
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    const hint = hintAt(nearestName(text, choices));
    return this.fail(`${name} cannot be "${text}": it is one of ${choices.join(', ')}${hint}`);
  }

  /** A value that is a truth value, whichever; for keys that take one among other types. */
  get isTruth(): boolean {
    return typeof this.scalar === 'boolean';
  }

  get isNumber(): boolean {
    return typeof this.scalar === 'number';
  }

  items(name: string): YamlValue[] | undefined {
    if (!isSeq(this.node)) return this.wrongType(name, 'a list');
    return this.node.items.map((item) => new YamlValue(this.context, item, this.place));
  }

  /** The items of a list, or the value itself as the only one. */
  oneOrMore(name: string): YamlValue[] | undefined {
    return this.isList ? this.items(name) : [this];
  }

  /**
   * A map whose keys are names that the user makes up. A merge key (`<<`) brings in the keys of other maps that the
   * map itself does not have.
   */
  entries(name: string): YamlEntry[] | undefined {
    return this.entriesWithin(name, [], new Set());
  }

  /**
   * @param around the maps that merge this one, which it must not merge again
   * @param done the maps whose keys are there already: a second time they add nothing, and the time would double with
   *   each map that merges another one twice
   */
  private entriesWithin(name: string, around: readonly Node[], done: Set<Node>): YamlEntry[] | undefined {
    const { node } = this;
    if (!isMap(node)) return this.wrongType(name, 'a map');
    if (around.includes(node)) return this.fail(`${name} merges itself`);
    if (done.has(node)) return [];
    done.add(node);
    const own: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const { key, value } of node.items) {
      const keyValue = new YamlValue(this.context, key, this.place);
      // What YAML takes two braces for that stand at the beginning of a text.
      if (isMap(key)) return this.fail(`${name}: a column needs quotes, as in "{{number}}"`);
      const text = keyValue.text(`a key of ${name}`);
      if (text === undefined) continue;
      const entry = {
        key: text,
        keyPlace: keyValue.place,
        value: new YamlValue(this.context, value, keyValue.place),
      };
      if (text !== '<<') own.push(entry);
      else
        for (const source of entry.value.oneOrMore('<<') ?? [])
          merged.push(...(source.entriesWithin('<<', [...around, node], done) ?? []));
    }
    const first = new Map<string, YamlEntry>();
    for (const entry of [...own, ...merged]) if (!first.has(entry.key)) first.set(entry.key, entry);
    return [...first.values()];
  }

  /** A map that may have these keys and no others, but for those that `ignored` matches. */
  keyed<Key extends string>(
    name: string,
    keys: readonly Key[],
    ignored?: RegExp,
  ): ReadonlyMap<Key, YamlValue> | undefined {
    const entries = this.entries(name);
    if (entries === undefined) return undefined;
    const found = new Map<Key, YamlValue>();
    for (const { key, keyPlace, value } of entries) {
      if (ignored?.test(key)) continue;
      if ((keys as readonly string[]).includes(key)) found.set(key as Key, value);
      else {
        const message = `unknown key "${key}" in ${name}${hintAt(nearestName(key, keys))}`;
        this.context.problems.push({ message, place: keyPlace });
      }
    }
    return found;
  }

  /** The value as YAML types it. What is a column alone is of the type that the column's text would have in YAML. */
  private get scalar(): unknown {
    if (!isScalar(this.node)) return undefined;
    if (!this.hasColumns) return this.node.value;
    const parts = this.parts('');
    const [only] = parts ?? [];
    if (parts?.length !== 1 || only?.kind !== 'column') return '';
    if (/^[-+]?\d+(?:\.\d+)?$/.test(only.value)) return Number(only.value);
    return only.value === 'true' ? true : only.value === 'false' ? false : only.value;
  }

  private wrongType(name: string, expected: string): undefined {
    return this.fail(
      `${name} must be ${expected}, not ${this.hasColumns ? `"${this.text(name)}"` : describe(this.node)}`,
    );
  }
}

export interface YamlEntry {
  readonly key: string;
  readonly keyPlace: SuitePlace;
  readonly value: YamlValue;
}

function textOf(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function hintAt(nearest: string | undefined): string {
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

function describe(node: Node | undefined): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  if (isAlias(node)) return `the unknown alias *${node.source}`;
  if (!isScalar(node) || node.value === null) return 'nothing';
  return `"${textOf(node)}"`;
}
