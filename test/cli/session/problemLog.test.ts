import { beforeEach, describe, expect, test } from 'vitest';
import type { OutputStream } from '../../../src/cli/output/outputStream.js';
import { ProblemLog } from '../../../src/cli/session/problemLog.js';

let written: string;
const stderr = {
  write: (text: string) => {
    written += text;
  },
  flush() {},
} as unknown as OutputStream;

beforeEach(() => {
  written = '';
});

const lost = { kind: 'lost-segments', message: '3 bytes are missing' };
const elsewhere = { ...lost, nature: 'elsewhere' } as const;
const format = { kind: 'no-addresses', message: 'this text has no addresses', nature: 'format' } as const;
const logOf = (options: Partial<{ isQuiet: boolean; isStrict: boolean }> = {}) =>
  new ProblemLog(stderr, { isQuiet: false, isStrict: false, ...options });

describe('damage', () => {
  test('is told once an input, and counted each time', () => {
    const log = logOf();
    for (const input of ['a.pcap', 'a.pcap', 'b.pcap', 'a.pcap']) log.add(lost, input);
    expect(written).toBe('sipexec: a.pcap: 3 bytes are missing\nsipexec: b.pcap: 3 bytes are missing\n');
    expect([log.hasDamage, log.hasMore, log.summary()]).toEqual([true, true, 'lost-segments: 4']);
  });

  test('has no more than what was told where each came once', () => {
    const log = logOf();
    log.add(lost, 'a.pcap');
    log.add({ kind: 'truncated-file', message: 'the file is cut' }, 'a.pcap');
    expect([log.hasDamage, log.hasMore, log.summary()]).toEqual([
      true,
      false,
      'lost-segments: 1; truncated-file: 1',
    ]);
  });

  test('is told although -q is given', () => {
    logOf({ isQuiet: true }).add(lost, 'a.pcap');
    expect(written).toBe('sipexec: a.pcap: 3 bytes are missing\n');
  });
});

describe('what is no damage of a selected message', () => {
  test('is a remark and not counted', () => {
    const log = logOf();
    log.add(elsewhere, 'a.pcap');
    log.add(format, 'a.txt');
    expect(written).toBe(
      'sipexec: a.pcap: 3 bytes are missing\nsipexec: a.txt: this text has no addresses\n',
    );
    expect([log.hasDamage, log.hasMore, log.summary()]).toEqual([false, false, '']);
  });

  test('is not told with -q', () => {
    const log = logOf({ isQuiet: true });
    log.add(elsewhere, 'a.pcap');
    log.add(format, 'a.txt');
    expect(written).toBe('');
  });

  test('counts with --strict, but for what the format cannot show', () => {
    const log = logOf({ isStrict: true });
    log.add(elsewhere, 'a.pcap');
    log.add(format, 'a.txt');
    expect([log.hasDamage, log.summary()]).toEqual([true, 'lost-segments: 1']);
  });
});

test('a place and control characters of a problem are shown, on one line', () => {
  logOf().add({ kind: 'bad-record', message: 'no\nrecord', place: { line: 7 } }, 'a\u001b.txt');
  expect(written).toBe('sipexec: a\\e.txt:7: no\\nrecord\n');
});
