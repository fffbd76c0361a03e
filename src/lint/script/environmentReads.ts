import type { SourceFile } from '../../config/sourceFile.js';
import type { LintFinding } from '../finding.js';
import type { VariableJudge } from '../variables/variableAdvice.js';

/** A place where a script reads a variable of its environment. */
export interface EnvironmentRead {
  readonly name: string;
  /** Offset of the name. */
  readonly offset: number;
  /** True where the script sets the variable there. */
  readonly isSet: boolean;
  /** How it is looked for: by its name, or among the names of all, as with grep. */
  readonly by: 'name' | 'search';
}

/** How scripts read an environment variable, up to its name: Python, Perl, Node, PHP, Ruby, Lua, Go, C, awk. */
const READING =
  /(?:\benviron(?:b)?\s*(?:\[|\.(?:get|setdefault|pop)\s*\()\s*b?|\b(?:os\.)?(?:getenv|Getenv|LookupEnv)b?\s*\(\s*b?|\bENV(?:IRON)?\s*(?:\[|\.fetch\s*\(|\{)\s*|\$_(?:ENV|SERVER)\s*\[\s*|\bprocess\.env(?:\.|\??\.?\[)\s*|\benv(?:::var)?\s*\(\s*)["'`]?([A-Za-z_]\w*)/g;

/** printenv NAME, and env, printenv or set with a grep behind them. */
const PRINTENV = /\bprintenv[ \t]+(?:-\w+[ \t]+)?["']?([A-Za-z_]\w*)/g;
const SEARCH =
  /\b(?:env|printenv|set|export -p)[ \t]*\|[ \t]*[ef]?grep[ \t]+(?:-\w+[ \t]+){0,4}["']?\^?([A-Za-z_]\w*)/g;

/** Other names for the environment as a whole. */
const ALIASES: readonly RegExp[] = [
  /\bimport[ \t]+environ[ \t]+as[ \t]+(\w+)/g,
  /\b(\w+)[ \t]*=[ \t]*(?:dict\()?(?:os\.)?environ\b(?![ \t]*[[(]|\.(?:get|setdefault|pop)\b)/g,
  /\b(?:const|let|var)[ \t]+(\w+)[ \t]*=[ \t]*process\.env\b(?![ \t]*[.[?])/g,
  /\{[ \t]*(?:env|env[ \t]*:[ \t]*(\w+))[ \t]*\}[ \t]*=[ \t]*(?:process\b|require\()/g,
  /\bimport[ \t]*\{[ \t]*env(?:[ \t]+as[ \t]+(\w+))?[ \t]*\}/g,
  /\b(\w+)[ \t]*=[ \t]*ENV\b(?![ \t]*[[.{])/g,
];
const GETENV_ALIAS = /\bimport[ \t]+getenv[ \t]+as[ \t]+(\w+)/g;
const THROUGH_WHOLE =
  /\b(\w+)[ \t]*(?:\[|\.get[ \t]*\(|\.fetch[ \t]*\(|\.)[ \t]*b?["'`]?((?:SIP_|OSIPS_EXEC_|[IS]P_|SI_)\w*)/g;
const THROUGH_GETTER = /\b(\w+)[ \t]*\([ \t]*["']([A-Za-z_]\w*)/g;
const DESTRUCTURED = /\{([^{}\n]{1,500})\}[ \t]*=[ \t]*process\.env\b/g;

const COMMENT_LINE = /^\s*(?:#|\/\/)/;

/** Finds where a text reads variables of the environment, as languages other than the shell's do it, or by commands. */
export function environmentReads(text: string): EnvironmentRead[] {
  const reads = [
    ...readsBy(READING, text, 'name'),
    ...readsBy(PRINTENV, text, 'name'),
    ...readsBy(SEARCH, text, 'search'),
    ...aliasReads(text),
    ...destructured(text),
  ];
  const seen = new Set<number>();
  return reads
    .filter(({ offset }) => !seen.has(offset) && seen.add(offset) && !isInComment(text, offset))
    .sort((a, b) => a.offset - b.offset);
}

/**
 * Finds environment variables that no server sets: in a script of its own, or in the middle of a shell script (`awk`,
 * `perl -e`, `printenv`). Comment lines are passed over, and what the script sets itself.
 */
export function lintEnvironmentReads(
  file: Pick<SourceFile, 'text' | 'placeAt'>,
  judge: VariableJudge,
  own: ReadonlySet<string> = new Set(),
): LintFinding[] {
  const reads = environmentReads(file.text);
  const set = new Set(reads.filter(({ isSet }) => isSet).map(({ name }) => name));
  return reads.flatMap(({ name, offset, by }) => {
    if (set.has(name) || own.has(name)) return [];
    const advice = by === 'search' ? judge.judgeSearch(name) : judge.judgeRead(name);
    return advice === undefined
      ? []
      : [{ code: advice.code, message: advice.message, place: file.placeAt(offset) }];
  });
}

function readsBy(pattern: RegExp, text: string, by: EnvironmentRead['by']): EnvironmentRead[] {
  return [...text.matchAll(pattern)].map((match) => readAt(match, match[1] as string, text, by));
}

/** In: a match that ends with the variable's name. */
function readAt(
  match: RegExpExecArray,
  name: string,
  text: string,
  by: EnvironmentRead['by'],
): EnvironmentRead {
  const [whole] = match;
  const end = match.index + whole.length;
  const isWritten = /^["'`]?[ \t]*(?:[\])}][ \t]*)?(?:\|\|)?=(?![=~>])/.test(text.slice(end, end + 20));
  const isSet = by === 'name' && (isWritten || whole.includes('setdefault'));
  return { name, offset: end - name.length, isSet, by };
}

/** Reads through another name for the environment (`e["SIP_USER"]`), or for the function that reads it. */
function aliasReads(text: string): EnvironmentRead[] {
  const wholes = ALIASES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? 'env'));
  const getters = [...text.matchAll(GETENV_ALIAS)].map((match) => match[1] as string);
  return [
    ...readsThrough(new Set(wholes), THROUGH_WHOLE, text),
    ...readsThrough(new Set(getters), THROUGH_GETTER, text),
  ];
}

/** `pattern`: such a read, with the other name as its first group and the variable's name as its second. */
function readsThrough(names: ReadonlySet<string>, pattern: RegExp, text: string): EnvironmentRead[] {
  if (names.size === 0) return [];
  return [...text.matchAll(pattern)].flatMap((match) =>
    names.has(match[1] as string) ? [readAt(match, match[2] as string, text, 'name')] : [],
  );
}

/** `const { SIP_USER, SIP_RURI: uri } = process.env` */
function destructured(text: string): EnvironmentRead[] {
  return [...text.matchAll(DESTRUCTURED)].flatMap((match) => {
    const start = match.index + 1;
    return [...(match[1] as string).matchAll(/(?:^|,)\s*(\w+)/g)].map((part) => ({
      name: part[1] as string,
      offset: start + part.index + part[0].length - (part[1] as string).length,
      isSet: false,
      by: 'name' as const,
    }));
  });
}

function isInComment(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset) + 1;
  // A line that is longer than this is no comment that anybody wrote.
  return COMMENT_LINE.test(text.slice(Math.max(lineStart, offset - 2_000), offset));
}
