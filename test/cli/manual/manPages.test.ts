import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { commandTable } from '../../../src/cli/arguments/commandTable.js';
import { commandPages } from '../../../src/cli/manual/commandPage.js';
import { manPages } from '../../../src/cli/manual/manPages.js';
import { roffText } from '../../../src/cli/manual/roff.js';
import { canRun } from '../../capture/live/tools.js';

const pages = [...manPages('1.2.3')];

/** Why a test of the pages as readers see them is left out here. */
function without(tool: string): string {
  return canRun(tool) ? '' : ` (skipped: ${tool} is not installed)`;
}

describe('text in roff', () => {
  test.each([
    ['-n', '\\-n'],
    ['a\\b', 'a\\eb'],
    ['.TH', '\\&.TH'],
    ["it's\n'quoted'", "it's\n\\&'quoted'"],
    ['and so on \u2026', 'and so on ...'],
  ])('%j', (text, roff) => {
    expect(roffText(text)).toBe(roff);
  });
});

describe('the pages of the manual', () => {
  test('are one of the program and one of each command', () => {
    expect(pages.map(([file]) => file)).toEqual([
      'sipexec.1',
      ...commandTable.map(({ name }) => `sipexec-${name}.1`),
      'sipexec-completion.1',
    ]);
  });

  test.runIf(canRun('mandoc'))(`are as mandoc wants them, but for a date${without('mandoc')}`, () => {
    for (const [, page] of pages) {
      const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], {
        input: page,
        encoding: 'utf8',
      });
      expect(stdout.replace(/^.*missing date.*\n/gm, '')).toBe('');
    }
  });

  test.runIf(canRun('man'))(`show every option and example as it is typed${without('man')}`, () => {
    for (const { name, options, examples } of commandPages) {
      const shown = execFileSync('man', ['-l', `dist/man/sipexec-${name}.1`], {
        encoding: 'utf8',
        env: { ...process.env, MANWIDTH: '200', MANPAGER: 'cat', LC_ALL: 'C.UTF-8' },
      });
      for (const { forms } of options.flatMap(({ entries }) => entries))
        expect(shown).toContain(forms.join(', ').replaceAll('\u2026', '...'));
      for (const { line } of examples) expect(shown).toContain(`           ${line}\n`);
    }
  });
});
