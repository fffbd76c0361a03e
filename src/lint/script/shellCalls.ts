import type { SourceFile } from '../../config/sourceFile.js';
import type { LintFinding } from '../finding.js';
import { environmentReads } from './environmentReads.js';
import type { ScriptLanguage } from './language.js';
import { type LiteralQuotes, withoutLiterals } from './literals.js';

/** How a language hands a string to a shell, and what to do instead. */
interface Language {
  /** Each call up to and with its opening bracket or quote. */
  readonly call: RegExp;
  /** Whether the arguments of such a call run a shell at all. */
  runsShell?(call: string, args: string): boolean;
  /** A call that makes a value safe for the shell, with the value: `shlex.quote(value)`. */
  readonly quoting: RegExp;
  /** The quotes of literals that no value is put into, such as Python's "…" but not its f"…". */
  readonly literal: LiteralQuotes;
  readonly argument: RegExp;
  readonly cure: string;
}

const LANGUAGES: Readonly<Partial<Record<ScriptLanguage, Language>>> = {
  python: {
    call: /\b(?:os\.(?:system|popen)|system|popen|(?:subprocess\.)?(?:run|call|Popen|check_output|check_call|getoutput|getstatusoutput))[ \t]*\(/g,
    runsShell: (call, args) =>
      !/run|call|Popen|check_/.test(call) ||
      (/\bshell[ \t]*=[ \t]*(?:True|1)\b/.test(args) && !/^\s*\[/.test(args)),
    quoting: /\b(?:shlex\.)?quote\([^()]*\)/g,
    // The prefix leaves out f-strings: values are put into their braces.
    literal: { quotes: `"'`, prefix: /^[bBuU]?[rR]?$/ },
    argument: /\bsys\.argv\b/,
    cure: 'hand it over as an argument of its own, without a shell: subprocess.run(["command", value])',
  },
  perl: {
    call: /(?<![\w$@%])(?:system|exec)\b[ \t]*\(?[ \t]*(?=")|`|\bqx[ \t]*[{(/|]|\bopen[ \t]*\(?[ \t]*(?:my[ \t]+)?\$?\w+[ \t]*,[ \t]*/g,
    runsShell: (call, args) =>
      !/\bopen/.test(call) || /^(?:"[^",]*"|\$\w+(?:\{[^{}]*\})?)[ \t]*(?:\)|;|\bor\b|\|\|)/.test(args),
    quoting: /\b(?:quotemeta|shell_quote)\b[ \t]*\(?[^(),;]*\)?/g,
    literal: { quotes: "'" },
    argument: /\$ARGV\b|@ARGV\b/,
    cure: 'hand it over as an argument of its own: system("command", $value), open(my $file, "<", $value)',
  },
  php: {
    call: /(?<![\w>])(?:shell_exec|exec|system|passthru|popen|proc_open)[ \t]*\(|`/g,
    quoting: /\bescapeshellarg[ \t]*\((?:[^()]|\([^()]*\))*\)/g,
    literal: { quotes: "'" },
    argument: /\$argv\b/,
    cure: 'write escapeshellarg($value) for it',
  },
  ruby: {
    call: /(?<![\w.])(?:system|exec|spawn|IO\.popen|Open3\.\w+)[ \t]*\(?[ \t]*(?=")|`|%x[{([]/g,
    quoting: /\b(?:Shellwords\.escape|shellescape)\b(?:\([^()]*\))?/g,
    literal: { quotes: "'" },
    argument: /\bARGV\b/,
    cure: 'hand it over as an argument of its own: system("command", value)',
  },
  node: {
    call: /(?<![\w.])(?:child_process\.)?(?:exec|execSync)[ \t]*\(/g,
    quoting: /(?!)/g,
    literal: { quotes: `"'` },
    argument: /\bprocess\.argv\b/,
    cure: 'hand it over as an argument of its own: execFile("command", [value])',
  },
  lua: {
    call: /\b(?:os\.execute|io\.popen)[ \t]*\(/g,
    quoting: /(?!)/g,
    literal: { quotes: `"'` },
    argument: /\barg\[/,
    cure: 'read it from the environment in the command instead: os.execute(\'command "$SIP_USER"\')',
  },
};

const MAX_CALL_BYTES = 2_000;
const ASSIGNMENT =
  /^[ \t]*(?:(?:my|our|local|const|let|var)[ \t]+)?(?:\([ \t]*)?(\$?[A-Za-z_]\w*)[ \t]*(?:\)[ \t]*)?(?::=|=)(?![=~>])(.*)$/;

/**
 * Finds (`shell-command`) what came with the message in a string that a script of another language gives to a shell:
 * Python, Perl, PHP, Ruby, Node, Lua.
 */
export function lintShellCalls(file: SourceFile, name: ScriptLanguage): LintFinding[] {
  const language = LANGUAGES[name];
  if (language === undefined) return [];
  const { text } = file;
  const carriers = carriersOf(text, language);
  const findings: LintFinding[] = [];
  let end = 0;
  for (const match of text.matchAll(language.call)) {
    if (match.index < end || isInComment(text, match.index)) continue;
    const [call] = match;
    const args = argumentsAt(text, match.index + call.length, call);
    // This backquote closes the one before it, and opens nothing.
    if (call === '`') end = match.index + args.length + 2;
    if (language.runsShell?.(call, args) === false) continue;
    const value = valueIn(args, language, carriers);
    if (value === undefined) continue;
    const message = `a shell runs what ${value} holds, and that came with the message; ${language.cure}`;
    findings.push({ code: 'shell-command', message, place: file.placeAt(match.index) });
  }
  return findings;
}

/** The variables of a script that hold something of the environment, or of its arguments. */
function carriersOf(text: string, language: Language): ReadonlySet<string> {
  const carriers = new Set<string>();
  for (const line of text.split('\n')) {
    const [, name, value] = ASSIGNMENT.exec(line.slice(0, MAX_CALL_BYTES)) ?? [];
    if (name === undefined || value === undefined) continue;
    if (valueIn(value, language, carriers) !== undefined) carriers.add(name);
    else if (carriers.has(name)) carriers.delete(name);
  }
  return carriers;
}

/** What of a piece of code came with the message: a variable's name, or how the environment was read. */
function valueIn(code: string, language: Language, carriers: ReadonlySet<string>): string | undefined {
  const unquoted = code.replace(language.quoting, '');
  const read = environmentReads(unquoted).find(({ name }) => /^(?:SIP_|OSIPS_EXEC_)/.test(name));
  if (read !== undefined) return read.name;
  const bare = withoutLiterals(unquoted, language.literal);
  if (language.argument.test(bare)) return 'an argument';
  for (const [word] of bare.matchAll(/\$?[A-Za-z_]\w*/g)) if (carriers.has(word)) return word;
  return undefined;
}

/** The text of a call's arguments: up to what closes it, or the end of the statement. */
function argumentsAt(text: string, start: number, call: string): string {
  const rest = text.slice(start, start + MAX_CALL_BYTES);
  if (call === '`') return rest.slice(0, Math.max(0, rest.indexOf('`')));
  const opener = call.trim().at(-1) as string;
  if (!'([{'.includes(opener)) return rest.slice(0, endOfStatement(rest));
  let depth = 1;
  for (let at = 0; at < rest.length; at++) {
    if ('([{'.includes(rest[at] as string)) depth++;
    if (')]}'.includes(rest[at] as string) && --depth === 0) return rest.slice(0, at + 1);
  }
  return rest;
}

function endOfStatement(text: string): number {
  const end = text.search(/[;\n]/);
  return end === -1 ? text.length : end + 1;
}

function isInComment(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^\s*(?:#|\/\/|--|\*)/.test(text.slice(Math.max(lineStart, offset - MAX_CALL_BYTES), offset));
}
