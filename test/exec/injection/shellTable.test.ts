import { describe, expect, test } from 'vitest';
import { unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import type { CallToRun } from '../../../src/exec/prepareCall.js';
import { findServer } from '../../../src/server/servers.js';
import { harmful, shells } from './harm.js';
import { table, values } from './shellTable.js';

const profile = findServer('kamailio-6.1');

/** A call whose command line has a value of the message in it, and in its environment as `$S`. */
function callOf(template: string, value: string): CallToRun {
  const spans: { name: string; start: number; end: number }[] = [];
  const [first = '', ...parts] = template.split('V');
  let commandLine = first;
  for (const part of parts) {
    spans.push({ name: '$hdr(X)', start: commandLine.length, end: commandLine.length + value.length });
    commandLine += value + part;
  }
  return {
    outcome: 'ran',
    commandLine: Buffer.from(commandLine),
    commandBytes: commandLine.length,
    spans,
    environment: [{ name: 'S', value: Buffer.from(value) }],
    input: undefined,
    warnings: [],
  };
}

const isRefused = (call: CallToRun) => unsafeCall(call, profile, ['PATH']) !== undefined;

/** POSIX.1-2017 XCU 2.2 to 2.10; what runs was measured with dash. */
describe('a call is refused for a value that the shell would run or take for syntax, and for no other', () => {
  test.each(table)('%s %j', (cells, template) => {
    const told = (verdict: (cell: string, value: string) => boolean) =>
      values.filter((value, i) => verdict(cells.charAt(i), value));
    expect(told((_, value) => isRefused(callOf(template, value)))).toEqual(told((cell) => cell !== '.'));
  });
});

describe('what the table says of shells holds for those that are here', () => {
  test.each(shells)('%s runs nothing where the call is not refused', (...shell) => {
    // A few of all cells, others for each value: a shell takes some milliseconds for one.
    const calls = table.flatMap(([cells, template], row) =>
      values.flatMap((value, i) =>
        cells[i] === '.' && (row * 7 + i) % 31 === 0 ? [callOf(template, value)] : [],
      ),
    );
    expect(calls.length).toBeGreaterThan(100);
    expect(harmful(shell, calls)).toEqual([]);
  });
});
