/** The languages that Kamailio's KEMI modules run (app_lua, app_python3, app_jsdt, app_ruby, app_sqlang). */
export type KemiLanguage = 'lua' | 'python' | 'javascript' | 'ruby' | 'squirrel';

const BY_NAME: readonly (readonly [RegExp, KemiLanguage])[] = [
  [/\.lua$/i, 'lua'],
  [/\.py$/i, 'python'],
  [/\.[cm]?js$/i, 'javascript'],
  [/\.rb$/i, 'ruby'],
  [/\.(?:nut|sq)$/i, 'squirrel'],
];

const USES_KEMI = /\bKSR(?:\.|::)[A-Za-z_]/;
const NATIVE =
  /^[ \t]*(?:#!(?:KAMAILIO|SER|ALL|MAXCOMPAT)\b|loadmodule[ \t]|modparam[ \t]*\(|[a-z_]*route[ \t]*[[{])/m;

/** What tells the languages apart where the file's name does not, the surest first. */
const BY_TEXT: readonly (readonly [{ test(text: string): boolean }, KemiLanguage])[] = [
  [/^#!.*\blua/, 'lua'],
  [/^#!.*\bpython/, 'python'],
  [/^#!.*\bruby/, 'ruby'],
  [/\bKSR::/, 'ruby'],
  [{ test: hasPythonFunction }, 'python'],
  [/^[ \t]*def[ \t]+\w+/m, 'ruby'],
  [/^[ \t]*(?:local[ \t]|--|end\b)|\bthen[ \t\r]*$/m, 'lua'],
  [/@"|<-/, 'squirrel'],
  [/^[ \t]*import[ \t]/m, 'python'],
];

/**
 * Tells in which language a script uses KEMI. In: the file's name, and its text, one character per byte.
 * Out: undefined where it does not: a native configuration, or any other file.
 */
export function kemiLanguageOf(name: string, text: string): KemiLanguage | undefined {
  if (!USES_KEMI.test(text)) return undefined;
  const named = BY_NAME.find(([expression]) => expression.test(name));
  if (named !== undefined) return named[1];
  if (NATIVE.test(text)) return undefined;
  return BY_TEXT.find(([expression]) => expression.test(text))?.[1] ?? 'javascript';
}

/** Whether a function begins as Python's do: `def name(…):`, `def name(…) -> type:`. */
function hasPythonFunction(text: string): boolean {
  for (const [, behind = ''] of text.matchAll(/^[ \t]*def[ \t]+\w+[ \t]*\(([^\n]*)/gm)) {
    if (/\)[ \t]*:/.test(behind)) return true;
    const arrow = behind.search(/\)[ \t]*->/);
    if (arrow >= 0 && behind.includes(':', arrow)) return true;
  }
  return false;
}
