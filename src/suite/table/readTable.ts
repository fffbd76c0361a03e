import { isAbsolute, join } from 'node:path';
import type { SuiteProblem } from '../problems.js';
import { readText } from '../read/readText.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { readCsv } from './csvTable.js';
import type { TableRow } from './template.js';

/** The rows of a case's table, and the file that they come from. */
export interface Table {
  readonly rows: readonly TableRow[];
  /** As written, relative to the suite's folder; undefined for rows in the suite itself. */
  readonly path: string | undefined;
}

export const tableKeys = ['file'] as const;

/** Reads `each`: `file:` and a table of comma-separated values, or a list of rows, each a map of columns. */
export function readTable(
  value: YamlValue,
  folder: string,
  readBytes: (file: string) => Uint8Array,
): Table | undefined {
  if (value.isList) {
    const rows = readRows(value);
    return rows && { rows, path: undefined };
  }
  const file = value.keyed('each', tableKeys)?.get('file');
  if (file === undefined) return value.isMap ? value.fail('each needs a file, or a list of rows') : undefined;
  const path = file.filledText('file');
  if (path === undefined) return undefined;
  const name = isAbsolute(path) ? path : join(folder, path);
  const text = readText(name, readBytes);
  if (typeof text !== 'string') return value.fail(`cannot read ${path}: ${text.reason}`);
  const rows = rowsOf(name, text);
  if ('message' in rows) {
    if (rows.place === undefined) return file.fail(`${path}: ${rows.message}`);
    return file.problem(rows);
  }
  return { rows, path };
}

function rowsOf(file: string, text: string): TableRow[] | SuiteProblem {
  const table = readCsv(text);
  if ('reason' in table) {
    const { line, reason } = table;
    return { message: reason, place: line === undefined ? undefined : { file, line, column: 1 } };
  }
  const { columns, rows } = table;
  const wrong = wrongNames(columns);
  if (wrong !== undefined) return { message: wrong, place: { file, line: 1, column: 1 } };
  if (rows.length === 0) return { message: 'it has no rows', place: undefined };
  for (const { line, values } of rows) {
    if (values.some((one) => one.includes('\0')))
      return { message: 'a value holds a NUL', place: { file, line, column: 1 } };
  }
  return rows.map(({ line, values }) => ({
    file,
    line,
    values: new Map(columns.map((name, i) => [name, values[i] as string])),
  }));
}

/** Names are found between braces, so that they hold none. */
function wrongNames(columns: readonly string[]): string | undefined {
  if (columns.some((name) => name === '')) return 'a column has no name';
  const braced = columns.find((name) => /[{}]/.test(name));
  if (braced !== undefined) return `a column's name cannot hold braces: "${braced}"`;
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  return twice === undefined ? undefined : `two columns are named "${twice}"`;
}

function readRows(value: YamlValue): TableRow[] | undefined {
  const items = value.items('each') ?? [];
  if (items.length === 0) return value.fail('each is an empty list: nothing would run');
  let columns: readonly string[] | undefined;
  const rows: TableRow[] = [];
  for (const item of items) {
    const entries = item.entries('a row of each');
    if (entries === undefined) continue;
    const names = entries.map(({ key }) => key);
    columns ??= names;
    const wrong = wrongNames(names);
    const missing = columns.find((name) => !names.includes(name));
    const extra = names.find((name) => !columns?.includes(name));
    if (wrong !== undefined) item.fail(wrong);
    else if (missing !== undefined) item.fail(`this row has no "${missing}", which the first one has`);
    else if (extra !== undefined) item.fail(`this row has "${extra}", which the first one does not have`);
    const values = entries.map(({ key, value: given }) => [key, given.text(key) ?? ''] as const);
    if (values.some(([, text]) => text.includes('\0'))) item.fail('a value holds a NUL');
    rows.push({ file: item.place.file, line: item.place.line, values: new Map(values) });
  }
  return rows;
}
