import type { SuiteCase } from '../suite.js';
import { readTable } from '../table/readTable.js';
import { hasColumns, type TableRow } from '../table/template.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { caseKeys } from './caseKeys.js';
import { type Layer, readCase } from './caseReader.js';

/** What one item of `cases` comes to: a case, or one for each row of its table, and the table's file. */
export interface ReadCases {
  readonly cases: readonly SuiteCase[];
  readonly table?: string | undefined;
}

/**
 * Reads one item of `cases`. With `each` it makes a case of each row, whose columns may stand in every text of the case
 * and of the layers beneath it, in two braces.
 */
export function readCases(
  value: YamlValue,
  layers: readonly Layer[],
  file: { readonly file: string; readonly folder: string },
  readBytes: (file: string) => Uint8Array,
): ReadCases {
  const own = value.keyed('a case', caseKeys);
  if (own === undefined) return { cases: [] };
  const each = own.get('each');
  if (each === undefined) {
    const only = readCase(value, own, layers, file);
    return { cases: only === undefined ? [] : [only] };
  }
  const table = readTable(each, file.folder, readBytes);
  if (table === undefined) return { cases: [] };
  const cases = table.rows.flatMap((row) => {
    const inRow = (layer: Layer) => new Map([...layer].map(([key, item]) => [key, item.inRow(row)] as const));
    const rowCase = readCase(value, inRow(own), layers.map(inRow), file);
    return rowCase === undefined
      ? []
      : [{ ...rowCase, row, writtenName: own.get('name')?.text('name') ?? '' }];
  });
  return { cases: withOwnNames(cases, table.rows), table: table.path };
}

/** Gives the case of each row a name of its own: by the columns in the name, else by the first column, else by the row's number. */
function withOwnNames(cases: readonly SuiteCase[], rows: readonly TableRow[]): SuiteCase[] {
  const named = cases.map((rowCase) => {
    const { name, writtenName = '', row } = rowCase;
    const [first] = row?.values.values() ?? [];
    return hasColumns(writtenName) || first === undefined
      ? rowCase
      : { ...rowCase, name: `${name} (${first})` };
  });
  const count = new Map<string, number>();
  for (const { name } of named) count.set(name, (count.get(name) ?? 0) + 1);
  return named.map((rowCase) => {
    if (count.get(rowCase.name) === 1) return rowCase;
    return { ...rowCase, name: `${rowCase.name} #${rows.indexOf(rowCase.row as TableRow) + 1}` };
  });
}
