import { describe, expect, it } from 'vitest';
import { scanConfig } from '../../src/config/scanConfig.js';
import { callLines, problemLines, scanText } from './scanText.js';

describe('included files', () => {
  it.each(['include_file "a.cfg"', 'import_file "a.cfg"', '#!include_file "a.cfg"', '!!import_file "a.cfg"'])(
    'are read where %s stands, within a block too',
    (line) => {
      const config = scanText(`route[R] {\n${line}\n exec_msg("2"); }`, {
        files: { 'a.cfg': 'exec_msg("1");' },
      });
      expect(callLines(config)).toEqual([
        '1:1 exec_msg(string:1) in route[R]',
        '3:2 exec_msg(string:2) in route[R]',
      ]);
      expect(config.calls.map(({ place }) => place.file)).toEqual(['a.cfg', 'test.cfg']);
    },
  );

  it('are found beside the file that includes them, where they are not as named', () => {
    const files: Record<string, string> = {
      'dir/sub/a.cfg': 'include_file "b.cfg"',
      'dir/sub/b.cfg': 'exec_msg("b");',
    };
    const read = (path: string) => (files[path] === undefined ? undefined : Buffer.from(files[path]));
    const config = scanConfig('dir/main.cfg', Buffer.from('include_file "sub/a.cfg"'), { readFile: read });
    expect(config.calls.map(({ place }) => place.file)).toEqual(['dir/sub/b.cfg']);
  });

  it('share their defines with the file that includes them', () => {
    const config = scanText('include_file "a.cfg"\nexec_msg(CMD);', {
      files: { 'a.cfg': '#!define CMD "x"' },
    });
    expect(callLines(config)).toEqual(['2:1 exec_msg(string:x)']);
  });

  it('are a problem when they are missing, unless imported', () => {
    expect(problemLines(scanText('include_file "a"\nimport_file "b"'))).toEqual([
      'missing-include test.cfg:1:1',
    ]);
  });

  it('are a problem when they include themselves', () => {
    const files = { 'a.cfg': 'exec_msg("a");\ninclude_file "b.cfg"', 'b.cfg': '\ninclude_file "a.cfg"' };
    const config = scanText('include_file "a.cfg"', { files });
    expect(callLines(config)).toHaveLength(1);
    expect(problemLines(config)).toEqual(['include-loop b.cfg:2:1']);
  });

  it.each([
    ['kamailio', 10],
    ['opensips', 20],
  ] as const)('are a problem when they are too deep for %s: more than %d', (family, deepest) => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`${i}.cfg`, `include_file "${i + 1}.cfg"\n`]),
    );
    const config = scanText('include_file "0.cfg"', { files, family });
    expect(problemLines(config)).toEqual([`include-too-deep ${deepest - 1}.cfg:1:1`]);
  });

  it('are a problem when they are too many', () => {
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [`${i}.cfg`, `include_file "${i + 1}.cfg"\n`.repeat(50)]),
    );
    const { problems } = scanText('include_file "0.cfg"', { files: { ...files, '9.cfg': '' } });
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'too-many-includes: more than 1000 files are included; what follows is not included',
    ]);
  });

  it('are a problem when they are included again with more text than any configuration has', () => {
    const files = { 'a.cfg': `exec_msg("a");\n${'# nothing else\n'.repeat(20_000)}` };
    const config = scanText('include_file "a.cfg"\n'.repeat(20), { files });
    expect(callLines(config)).toHaveLength(4);
    expect(config.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'too-many-includes: files are included again and again, with more than 1 MiB in all; what follows is not included',
    ]);
  });

  it('have each of their problems once, however often they are included', () => {
    const files = { 'a.cfg': 'include_file "none.cfg"\n'.repeat(900) };
    const config = scanText('include_file "a.cfg"\n'.repeat(900), { files });
    const places = problemLines(config).filter((line) => line.startsWith('missing-include'));
    expect(places.length).toBeLessThanOrEqual(900);
    expect(new Set(places).size).toBe(places.length);
  });

  it('are not read where a condition hides them', () => {
    const config = scanText('#!ifdef X\ninclude_file "a.cfg"\n#!endif', {
      files: { 'a.cfg': 'exec_msg("a");' },
    });
    expect([callLines(config), problemLines(config)]).toEqual([[], []]);
  });
});
