import { CsvError, parse } from 'csv-parse/sync';

/** A table with its columns' names, and each row with the line (from 1) on which it begins. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly values: readonly string[] }[];
}

/** A text is no table: the line, where one is at fault, and why. */
export interface CsvProblem {
  readonly line: number | undefined;
  readonly reason: string;
}

/**
 * Reads comma-separated values (RFC 4180); semicolons or tabs separate them where the first line has one of these before
 * any comma. The first line names the columns; empty lines are passed over.
 */
export function readCsv(text: string): CsvTable | CsvProblem {
  const delimiter = /[,;\t]/.exec(/^[^\r\n]*/.exec(text)?.[0] ?? '')?.[0] ?? ',';
  let records: { record: string[]; info: { lines: number }; raw: string }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      raw: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return problemOf(error);
  }
  const [first, ...others] = records;
  if (first === undefined) return { line: undefined, reason: 'it is empty' };
  const rows = others.map(({ record, info, raw }) => ({
    // The library counts to the line on which a record ends.
    line: info.lines - (raw.trim().match(/\n/g)?.length ?? 0),
    values: record,
  }));
  return { columns: first.record, rows };
}

function problemOf(error: CsvError): CsvProblem {
  const line = typeof error.lines === 'number' ? error.lines : undefined;
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH': {
      const [came, wanted] = [(error.record as unknown[]).length, firstNumber(error.message)];
      return { line, reason: `${came} values, where the first line names ${wanted} columns` };
    }
    case 'CSV_QUOTE_NOT_CLOSED':
      return { line, reason: 'a quotation mark is not closed' };
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return { line, reason: 'a quotation mark within a value: put the value into quotes and double it' };
    default:
      return { line, reason: error.message };
  }
}

function firstNumber(text: string): string {
  return /\d+/.exec(text)?.[0] ?? 'other';
}
