/** Languages whose ways to run a shell are known. */
export type ScriptLanguage = 'python' | 'perl' | 'php' | 'ruby' | 'node' | 'lua' | 'other';

const BY_PROGRAM: Readonly<Record<string, ScriptLanguage>> = {
  python: 'python',
  pypy: 'python',
  perl: 'perl',
  php: 'php',
  'php-cli': 'php',
  ruby: 'ruby',
  node: 'node',
  nodejs: 'node',
  deno: 'node',
  bun: 'node',
  lua: 'lua',
  luajit: 'lua',
};

const BY_SUFFIX: Readonly<Record<string, ScriptLanguage>> = {
  py: 'python',
  pl: 'perl',
  pm: 'perl',
  php: 'php',
  rb: 'ruby',
  js: 'node',
  cjs: 'node',
  mjs: 'node',
  ts: 'node',
  lua: 'lua',
};

/** The language of a script by the program of its first line, without a version, or else by its name. */
export function scriptLanguage(name: string, program: string | undefined): ScriptLanguage {
  if (program !== undefined) return BY_PROGRAM[program] ?? 'other';
  return BY_SUFFIX[/\.(\w+)$/.exec(name)?.[1] ?? ''] ?? 'other';
}
