import { type ListColumn, listColumns, usualColumns } from '../../report/pictures/listColumns.js';
import {
  callHeading,
  callsOf,
  cutTo,
  ListTable,
  ladder,
  type MessageRow,
  mermaid,
  messageRow,
} from '../../report/pictures/pictures.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import type { ListOutput } from '../output/listOutput.js';
import { outputWidth } from '../output/outputWidth.js';
import { strokesFor } from '../output/strokes.js';

/** A picture that goes to a file or pipe is for such a terminal. */
const USUAL_WIDTH = 80;
/** So many messages decide on the widths of a table. */
const FIRST_ROWS = 500;

/**
 * Messages as a table that fits the terminal, by calls, as a ladder or as a diagram.
 * @throws UsageError for an unknown column
 */
export function pictureOutput(args: ParsedArguments, io: CommandIo): ListOutput {
  const columns = columnsOf(args);
  const { ellipsis } = strokesFor(args, io);
  const width = outputWidth(io);
  const print = (lines: readonly string[]) => {
    for (const line of lines) io.stdout.write(`${line}\n`);
    io.stdout.flush();
  };
  if (args.value('format') === 'mermaid') return atEnd((rows) => io.stdout.write(mermaid(rows)));
  if (args.flag('ladder'))
    return atEnd((rows) =>
      print(ladder(rows, { width: width ?? USUAL_WIDTH, strokes: strokesFor(args, io) })),
    );
  if (args.flag('calls')) {
    return atEnd((rows) => {
      const form = {
        columns: columns.filter((name) => name !== 'call-id'),
        width: (width ?? 200) - 2,
        ellipsis,
      };
      const table = new ListTable(rows, form);
      callsOf(rows).forEach((call, i) => {
        const heading = callHeading(call, i + 1);
        print([width === undefined ? heading : cutTo(heading, width, ellipsis)]);
        print(call.rows.map((row) => `  ${table.line(row)}`));
      });
    });
  }
  if (width === undefined || !io.stdout.isTerminal) return tabbed(columns, print);
  return fitted((rows) => new ListTable(rows, { columns, width, ellipsis }), print);
}

/** @throws UsageError */
function columnsOf(args: ParsedArguments): readonly ListColumn[] {
  const text = args.value('columns');
  if (text === undefined) return usualColumns;
  return text.split(',').map((word) => {
    const name = listColumns.find((column) => column === word.trim());
    if (name === undefined)
      throw new UsageError(`--columns cannot have "${word.trim()}": there are ${listColumns.join(', ')}`);
    return name;
  });
}

function atEnd(print: (rows: readonly MessageRow[]) => void): ListOutput {
  const rows: MessageRow[] = [];
  return {
    add: (message) => void rows.push(messageRow(message)),
    pause() {},
    end() {
      if (rows.length > 0) print(rows);
    },
  };
}

/** For programs: cut(1), awk(1). What is shown holds no tab. */
function tabbed(columns: readonly ListColumn[], print: (lines: readonly string[]) => void): ListOutput {
  return {
    add(message) {
      const { cells } = messageRow(message);
      print([columns.map((name) => cells[name]).join('\t')]);
    },
    pause() {},
    end() {},
  };
}

/** The first rows wait until the widths are known. */
function fitted(
  tableOf: (rows: readonly MessageRow[]) => ListTable,
  print: (lines: readonly string[]) => void,
): ListOutput {
  let waiting: MessageRow[] = [];
  let table: ListTable | undefined;
  const release = () => {
    if (waiting.length === 0) return;
    const shownTable = table ?? tableOf(waiting);
    table = shownTable;
    print(waiting.map((row) => shownTable.line(row)));
    waiting = [];
  };
  return {
    add(message) {
      waiting.push(messageRow(message));
      if (table !== undefined || waiting.length >= FIRST_ROWS) release();
    },
    pause: release,
    end: release,
  };
}
