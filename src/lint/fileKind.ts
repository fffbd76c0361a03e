import { guessFamily } from '../config/family.js';
import { kemiLanguageOf } from '../config/kemi/language.js';
import { type ScriptLanguage, scriptLanguage } from './script/language.js';
import type { ShellDialect } from './shell/shellReader.js';

/** What a file is, as far as `lint` treats it differently. */
export type FileKind =
  | { readonly kind: 'configuration' }
  | { readonly kind: 'shell'; readonly dialect: ShellDialect; readonly isPosix: boolean }
  | { readonly kind: 'script'; readonly language: ScriptLanguage }
  | { readonly kind: 'binary' }
  /** Something that sipexec knows, and that is none of these; `what` ends a sentence. */
  | { readonly kind: 'other'; readonly what: string };

const SHELL_PROGRAMS: Readonly<Record<string, ShellDialect>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  bash: 'bash',
  ksh: 'bash',
  zsh: 'bash',
};
const SERVER_PROGRAMS = /^(?:kamailio|opensips|openser|ser)$/;
const CONFIG_STATEMENT =
  /^[ \t]*(?:loadmodule[ \t]+"|modparam[ \t]*\(|(?:[a-z]+_)?route(?:[ \t]*\[[^[\]\n]*\])?[ \t\r\n]*\{)/m;
const SCRIPT_NAME = /\.(?:py|pl|pm|js|cjs|mjs|ts|php|rb|lua|go|c|rs)$/;

/**
 * Tells what a file is: binary where it has a NUL, which no script can have; else by the program in its first line; else by
 * lines that only a server's configuration has; else by the end of its name; else it is a shell script.
 * In: the file's name, and its text, one character per byte.
 */
export function fileKindOf(name: string, text: string): FileKind {
  if (text.includes('\0')) return { kind: 'binary' };
  if (kemiLanguageOf(name, text) !== undefined) return { kind: 'configuration' };
  const program = programIn(text);
  if (program !== undefined) {
    if (SERVER_PROGRAMS.test(program)) return { kind: 'configuration' };
    const dialect = SHELL_PROGRAMS[program];
    return dialect === undefined
      ? { kind: 'script', language: scriptLanguage(name, program) }
      : { kind: 'shell', dialect, isPosix: /^(?:sh|dash|ash)$/.test(program) };
  }
  const { family, reason } = guessFamily(text);
  const isNamed = family !== 'unknown' && !reason.startsWith('a comment');
  if (/\.(?:cfg|m4)$/.test(name) || CONFIG_STATEMENT.test(text) || (isNamed && /^its header/.test(reason))) {
    return { kind: 'configuration' };
  }
  if (SCRIPT_NAME.test(name)) return { kind: 'script', language: scriptLanguage(name, undefined) };
  const what = knownContent(name, text);
  if (what !== undefined) return { kind: 'other', what };
  return { kind: 'shell', dialect: /\.bash$/.test(name) ? 'bash' : 'sh', isPosix: false };
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  json: 'JSON',
  md: 'Markdown',
  xml: 'XML',
  html: 'HTML',
  yaml: 'YAML (sipexec test runs suites)',
  yml: 'YAML (sipexec test runs suites)',
};

/** What else a text is: a message above all, which is easily given instead of the script. */
function knownContent(name: string, text: string): string | undefined {
  if (
    /^(?:[ \t]*\r?\n){0,20}(?:[A-Za-z!%*_+.~-]{1,40} \S{1,2000} SIP\/\d|SIP\/\d\.\d \d{3} )/.test(
      text.slice(0, 4_096),
    )
  ) {
    return 'a SIP message';
  }
  if (/^\s{0,100}<(?:\?xml|!DOCTYPE|html|scenario)\b/i.test(text)) return 'XML';
  if (/^\s{0,100}\{\s{0,100}"[^"\n]{0,200}"\s{0,100}:/.test(text)) return 'JSON';
  return OTHER_NAMES[/\.(\w+)$/.exec(name)?.[1] ?? ''];
}

/** `python3` of `#!/usr/bin/env -S python3 -u`, without a version. */
function programIn(text: string): string | undefined {
  const match = /^(?:\xef\xbb\xbf)?#![ \t]*(\/\S+)(?:[ \t]+(?:-S[ \t]*|\w+=\S*[ \t]+)*(\S+))?/.exec(text);
  if (match === null) return undefined;
  const [, path, next] = match as unknown as [string, string, string?];
  const base = (word: string) => withoutVersion(word.slice(word.lastIndexOf('/') + 1));
  return base(path) === 'env' && next !== undefined ? base(next) : base(path);
}

function withoutVersion(program: string): string {
  let end = program.length;
  while (end > 0 && /[\d.]/.test(program[end - 1] as string)) end--;
  return program.slice(0, end);
}
