import { describe, expect, test } from 'vitest';
import { LineTrace } from '../../src/exec/callTrace.js';
import { FunctionOutput } from '../../src/exec/functionOutput.js';
import type { ExecCall } from '../../src/exec/prepareCall.js';
import { whyReturned } from '../../src/exec/whyReturned.js';
import type { ExecFunction } from '../../src/server/profile.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { findServer } from '../../src/server/servers.js';

const profile = findServer('kamailio-6.1');

/** What a function reads of these pieces of output, and what became of each line. */
function read(name: ExecFunction, pieces: readonly string[], further: Partial<ExecCall> = {}) {
  const trace = new LineTrace();
  const call = { function: name, command: parseFormat(Buffer.from('x'), profile), ...further };
  const output = new FunctionOutput(call, profile, trace);
  const answers = pieces.map((piece) => output.take(Buffer.from(piece)));
  output.end();
  const lines = trace.lines.map(({ text, became, branch, avp }) =>
    [String(text), became, branch ?? avp].filter((part) => part !== undefined).join(' '),
  );
  return { output, trace, answers, lines };
}

const seen = ({ output }: ReturnType<typeof read>) => ({
  uris: output.uriSet.uris.map(String),
  avps: output.avps.map(([name, value]) => `${name}=${value}`),
});

test('only exec_dset and exec_avp read what their command prints', () => {
  const functions = ['exec_dset', 'exec_avp', 'exec_msg', 'exec_cmd', 'exec'] as const;
  expect(functions.filter((name) => read(name, []).output.isRead)).toEqual(['exec_dset', 'exec_avp']);
});

/** docs/servers.md §4. */
describe('exec_dset', () => {
  test('takes the first line for the request URI, and each further one for a branch', () => {
    const dset = read('exec_dset', ['sip:a@', 'x\n\nsip:b@x\nsi', 'p:c@x']);
    expect(seen(dset)).toEqual({ uris: ['sip:a@x', 'sip:b@x', 'sip:c@x'], avps: [] });
    expect(dset.lines).toEqual(['sip:a@x request-uri', ' blank', 'sip:b@x branch 1', 'sip:c@x branch 2']);
    expect([dset.answers, dset.trace.outputBytes]).toEqual([['more', 'more', 'more'], 24]);
  });

  test('reads no further than the thirteenth URI, which it does not take', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `sip:u${i}@x\n`).join('');
    const twelve = read('exec_dset', [lines(12)]);
    expect([twelve.answers, twelve.output.uriSet.isOverfull]).toEqual([['more'], false]);
    const more = read('exec_dset', [lines(14)]);
    expect([more.answers, more.output.uriSet.isOverfull]).toEqual([['stop'], true]);
    expect([more.output.uriSet.uris.length, more.lines.length, more.lines[12]]).toEqual([
      12,
      13,
      'sip:u12@x not-taken',
    ]);
  });
});

/** docs/servers.md §6. */
describe('exec_avp', () => {
  test('numbers the AVPs from 1', () => {
    const avp = read('exec_avp', ['gold\n42\n']);
    expect(seen(avp)).toEqual({ uris: [], avps: ['1=gold', '2=42'] });
    expect(avp.lines).toEqual(['gold avp 1', '42 avp 2']);
  });

  test('fills the AVPs that the script names, and drops further lines', () => {
    const avp = read('exec_avp', ['gold\n42\nmore\n'], { avpNames: ['class', 'limit'] });
    expect(seen(avp).avps).toEqual(['class=gold', 'limit=42']);
    expect(avp.lines).toEqual(['gold avp class', '42 avp limit', 'more not-taken']);
    expect(avp.output.hasMoreAvps).toBe(false);
  });

  test('keeps ten thousand', () => {
    const printed = (count: number) => read('exec_avp', ['a\n'.repeat(count)]).output;
    expect([printed(10_000).avps.length, printed(10_000).hasMoreAvps]).toEqual([10_000, false]);
    expect([printed(10_001).avps.length, printed(10_001).hasMoreAvps]).toEqual([10_000, true]);
  });
});

test('a trace keeps a thousand lines, and counts those behind them', () => {
  const { trace } = read('exec_avp', ['a\n'.repeat(1_000), 'b\nc\n']);
  expect([trace.lines.length, trace.moreLines, trace.outputBytes]).toEqual([1_000, 2, 2_004]);
  expect(read('exec_avp', ['a\n'.repeat(1_000)]).trace.moreLines).toBe(0);
});

describe('why a function returned what it did', () => {
  const ended = { exitCode: 0, timedOut: false, durationMs: 1 };
  const why = (name: ExecFunction, result: Partial<Parameters<typeof whyReturned>[1]>, printed = '') =>
    whyReturned(name, { ...ended, ...result }, read(name, [printed]).output);
  const killed = { exitCode: undefined, signal: 'SIGKILL' } as never;

  test.each<[ExecFunction, object, string, string]>([
    ['exec_dset', {}, 'sip:a@x\n', 'the command printed a URI and exited with status 0'],
    ['exec_dset', {}, 'sip:a@x\nsip:b@x\n', 'the command printed 2 URIs and exited with status 0'],
    ['exec_dset', {}, '', 'the command printed no URI'],
    ['exec_dset', {}, 'sip:a@x\n'.repeat(13), 'the command printed more URIs than the server takes'],
    ['exec_dset', { exitCode: 3 }, 'sip:a@x\n', 'the command exited with status 3'],
    ['exec_avp', {}, 'a\n', 'the command exited with status 0'],
    ['exec_msg', {}, '', 'the command exited with status 0'],
    ['exec_msg', { exitCode: 1 }, '', 'the command exited with status 1'],
    ['exec_msg', killed, '', 'the command was killed by SIGKILL'],
    ['exec_msg', { cancelledBy: 'SIGINT' }, '', 'the run was interrupted by SIGINT'],
    ['exec_msg', { timedOut: true, signal: 'SIGTERM' }, '', 'the exec timer ended the command'],
    ['exec', { exitCode: 1 }, '', 'exec() is true whatever becomes of its command'],
    ['exec', { timedOut: true }, '', 'the exec timer ended the command'],
  ])('%s: %j', (name, result, printed, expected) => {
    expect(why(name, result, printed)).toBe(expected);
  });
});
