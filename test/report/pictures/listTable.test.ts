import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/report/pictures/displayWidth.js';
import { type ListColumn, listColumns, usualColumns } from '../../../src/report/pictures/listColumns.js';
import { ListTable } from '../../../src/report/pictures/listTable.js';
import { callThroughProxy, row } from './rows.js';

function table(
  width: number,
  columns: readonly ListColumn[] = usualColumns,
  rows = callThroughProxy,
): string {
  const made = new ListTable(rows, { columns, width, ellipsis: '…' });
  const lines = rows.map((one) => made.line(one));
  expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  return `\n${lines.join('\n')}\n`;
}

describe('a table of messages fits the terminal', () => {
  test('of 120 columns', () => {
    expect(table(120)).toMatchInlineSnapshot(`
      "
      1 2026-11-18T11:06:40.010000Z 192.0.2.1:5060 > 192.0.2.2:5060 INVITE sip:bob@biloxi.example.com c1
      2 2026-11-18T11:06:40.020000Z 192.0.2.2:5060 > 192.0.2.1:5060 100    Trying                     c1
      3 2026-11-18T11:06:40.030000Z 192.0.2.2:5060 > 192.0.2.3:5062 INVITE sip:bob@192.0.2.3:5062     c2
      4 2026-11-18T11:06:40.040000Z 192.0.2.3:5062 > 192.0.2.2:5060 486    Busy Here                  c2
      5 2026-11-18T11:06:40.050000Z 192.0.2.2:5060 > 192.0.2.1:5060 486    Busy Here                  c1
      "
    `);
  });

  test('of 80 columns, without the date', () => {
    expect(table(80)).toMatchInlineSnapshot(`
      "
      1 11:06:40.010 192.0.2.1:5060 > 192.0.2.2:5060 INVITE sip:bob@biloxi.example… c1
      2 11:06:40.020 192.0.2.2:5060 > 192.0.2.1:5060 100    Trying                  c1
      3 11:06:40.030 192.0.2.2:5060 > 192.0.2.3:5062 INVITE sip:bob@192.0.2.3:5062  c2
      4 11:06:40.040 192.0.2.3:5062 > 192.0.2.2:5060 486    Busy Here               c2
      5 11:06:40.050 192.0.2.2:5060 > 192.0.2.1:5060 486    Busy Here               c1
      "
    `);
  });

  test('of 60 columns, with less', () => {
    expect(table(60)).toMatchInlineSnapshot(`
      "
      1 192.0.2.1:5060 > 192.0.2.2:5060 INVITE sip:bob@biloxi.exa…
      2 192.0.2.2:5060 > 192.0.2.1:5060 100    Trying
      3 192.0.2.2:5060 > 192.0.2.3:5062 INVITE sip:bob@192.0.2.3:…
      4 192.0.2.3:5062 > 192.0.2.2:5060 486    Busy Here
      5 192.0.2.2:5060 > 192.0.2.1:5060 486    Busy Here
      "
    `);
  });

  test('of any width, with any columns', () => {
    for (let width = 1; width <= 200; width++) {
      table(width);
      table(width, listColumns);
    }
  });

  test('and leaves out what no message has', () => {
    expect(table(200, ['number', 'frame', 'method'])).toBe('\n1 INVITE\n2 100\n3 INVITE\n4 486\n5 486\n');
  });

  test('and cuts what is wider than anything before it', () => {
    const made = new ListTable(callThroughProxy, { columns: ['uri', 'method'], width: 40, ellipsis: '…' });
    const later = row(9, '192.0.2.1:1', '192.0.2.1:1', `INVITE sip:${'x'.repeat(90)}@x`);
    expect(made.line(later)).toBe('sip:xxxxxxxxxxxxxxxxxxxxx… INVITE');
  });
});
