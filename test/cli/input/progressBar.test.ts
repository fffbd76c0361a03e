import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { barText } from '../../../src/cli/input/progressBar.js';
import { door } from '../program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-bar-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the bar of a long file', () => {
  test.each([
    [120, '[############------------------------------------------------]  20 %  58 of 290 MB'],
    [60, '[#######------------------------------]  20 %  58 of 290 MB'],
    [30, '[#------]  20 %  58 of 290 MB'],
    [25, '20 %  58 of 290 MB'],
    [10, '20 %  58 '],
  ])('fits into %i columns', (columns, expected) => {
    expect(barText(58_000_000, 290_000_000, columns)).toBe(expected);
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  describe.skipIf(!hasScript)(
    `on a terminal${hasScript ? '' : ' (skipped: script is not installed)'}`,
    () => {
      // Frames of ARP, 60 bytes each: nothing in them is SIP.
      const file = join(folder, 'long.pcap');
      const header = Buffer.alloc(24);
      header.writeUInt32LE(0xa1b2c3d4, 0);
      header.writeUInt16LE(2, 4);
      header.writeUInt16LE(4, 6);
      header.writeUInt32LE(65535, 16);
      header.writeUInt32LE(1, 20);
      const frame = Buffer.alloc(76);
      frame.writeUInt32LE(60, 8);
      frame.writeUInt32LE(60, 12);
      frame.writeUInt16BE(0x0806, 28);
      const frames = Buffer.concat(Array.from({ length: 50_000 }, () => frame));
      writeFileSync(file, header);
      for (let i = 0; i < 100; i++) appendFileSync(file, frames);

      function onTerminal(rest: string): string {
        const log = join(folder, 'typescript');
        const command = `stty cols 70; ${process.execPath} ${door} list ${file} ${rest}`;
        spawnSync('script', ['-qec', command, log], { stdio: ['pipe', 'ignore', 'ignore'] });
        return readFileSync(log, 'latin1').replace(/^Script started.*\n|\n?Script done[\s\S]*$/g, '');
      }

      test('is there although nothing is found, and is erased at the end', () => {
        const shown = onTerminal('>/dev/null').split('\r\x1b[K');
        const bars = shown.filter((text) => text.startsWith('['));
        expect(bars.length).toBeGreaterThan(0);
        for (const bar of bars) expect(bar).toMatch(/^\[#*-+\] {1,3}\d+ % {2}\d+ of 380 MB$/);
        expect(new Set(bars.map((bar) => bar.length))).toEqual(new Set([69]));
        expect(shown.at(-1)).not.toContain('[');
      });

      test('is not there where a pipe reads the output', () => {
        expect(onTerminal('| cat')).not.toContain('\x1b[K');
      });
    },
  );
});
