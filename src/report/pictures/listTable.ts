import { cutTo, padTo, widthOf } from './displayWidth.js';
import type { ListColumn } from './listColumns.js';
import type { MessageRow } from './messageRow.js';

/** How a table is to look. */
export interface TableForm {
  readonly columns: readonly ListColumn[];
  /** Columns of the terminal. */
  readonly width: number;
  readonly ellipsis: string;
}

/** A table whose columns are as wide as the first rows need and the terminal allows. */
export class ListTable {
  private readonly columns: readonly { readonly name: ListColumn; readonly width: number }[];
  private readonly ellipsis: string;
  private readonly time: TimeForm;

  /** @param rows the first rows, from which the widths are taken; columns in which they say nothing are left out */
  constructor(rows: readonly MessageRow[], { columns, width, ellipsis }: TableForm) {
    this.ellipsis = ellipsis;
    const filled = columns.filter((name) => rows.some(({ cells }) => cells[name] !== ''));
    for (const [time, left] of attempts(filled)) {
      const wanted = left.map((name) => ({
        name,
        minWidth: minWidths[name] ?? 0,
        width: Math.max(...rows.map((row) => widthOf(cellText(row, name, time)))),
      }));
      const narrowed = narrowedTo(wanted, width, time === 'whole' && filled.includes('time'));
      if (narrowed === undefined && left.length > 1) continue;
      this.columns = narrowed ?? [{ name: left[0] as ListColumn, width }];
      this.time = time;
      return;
    }
    this.columns = [];
    this.time = 'whole';
  }

  line(row: MessageRow): string {
    const last = this.columns.length - 1;
    return this.columns
      .map(({ name, width }, i) => {
        const text = cutTo(cellText(row, name, this.time), width, this.ellipsis);
        return i === last ? text : padTo(text, width, name === 'number' ? 'left' : 'right');
      })
      .join(' ')
      .trimEnd();
  }
}

/** How much of a time is shown. */
type TimeForm = 'whole' | 'clock';

function cellText(row: MessageRow, name: ListColumn, time: TimeForm): string {
  const text = row.cells[name];
  if (name === 'time' && time === 'clock') return text.slice(11, 23);
  return name === 'destination' && text !== '' ? `> ${text}` : text;
}

/** The widths that columns may be cut to; a column that is not here is never cut. */
const minWidths: Partial<Record<ListColumn, number>> = {
  input: 8,
  source: 15,
  destination: 17,
  uri: 12,
  from: 12,
  to: 12,
  'call-id': 8,
};

/** The columns that are left out, one after another, until the rest fits. */
const dispensable: readonly ListColumn[] = [
  'call-id',
  'time',
  'cseq',
  'transport',
  'to',
  'from',
  'input',
  'source',
];

function* attempts(columns: readonly ListColumn[]): Generator<[TimeForm, readonly ListColumn[]]> {
  yield ['whole', columns];
  yield ['clock', columns];
  let left = columns;
  for (const name of dispensable) {
    if (!left.includes(name)) continue;
    left = left.filter((column) => column !== name);
    yield ['clock', left];
  }
  yield ['clock', columns.slice(0, 1)];
}

/**
 * Cuts columns until they fit, those first that are farthest above their smallest width. Out: undefined where even the
 * smallest widths are too wide; and where something would be cut though nothing may be (`isUncut`: times are tried without
 * their date first).
 */
function narrowedTo(
  columns: readonly { name: ListColumn; minWidth: number; width: number }[],
  width: number,
  isUncut: boolean,
): { name: ListColumn; width: number }[] | undefined {
  const result = columns.map((column) => ({ ...column }));
  const spare = () => width - (result.length - 1) - result.reduce((sum, column) => sum + column.width, 0);
  while (spare() < 0) {
    const [widest] = result
      .filter((column) => column.minWidth > 0 && column.width > column.minWidth)
      .sort((a, b) => b.width - b.minWidth - (a.width - a.minWidth));
    if (widest === undefined || isUncut) return undefined;
    widest.width -= Math.min(widest.width - widest.minWidth, -spare(), 4);
  }
  return result;
}
