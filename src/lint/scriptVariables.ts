import type { SourceFile } from '../config/sourceFile.js';
import type { LintFinding } from './finding.js';
import type { VariableJudge } from './variables/variableAdvice.js';

/** How scripts read an environment variable, up to its name: Python, Perl, Node, PHP, Ruby, Lua, Go, C, awk. */
const READING =
  /(?:\benviron(?:b)?\s*(?:\[|\.get\s*\()\s*b?|\b(?:os\.)?(?:getenv|Getenv|LookupEnv)b?\s*\(\s*b?|\bENV(?:IRON)?\s*(?:\[|\.fetch\s*\(|\{)\s*|\$_(?:ENV|SERVER)\s*\[\s*|\bprocess\.env(?:\.|\??\.?\[)\s*|\benv(?:::var)?\s*\(\s*)["'`]?((?:SIP_|sip_|OSIPS_EXEC_)\w*)/g;

const COMMENT_LINE = /^\s*(?:#|\/\/)/;

/**
 * Finds environment variables that no server sets by how other languages than the shell's read one: in a script of
 * its own, or in the middle of a shell script (`awk`, `perl -e`). Comment lines are passed over.
 */
export function lintScriptVariables(file: SourceFile, judge: VariableJudge): LintFinding[] {
  return [...file.text.matchAll(READING)].flatMap((match) => {
    const [whole, name] = match as unknown as [string, string];
    const offset = match.index + whole.length - name.length;
    const lineStart = file.text.lastIndexOf('\n', offset) + 1;
    if (COMMENT_LINE.test(file.text.slice(lineStart, offset))) return [];
    const advice = judge.judge(name);
    return advice === undefined ? [] : [{ ...advice, place: file.placeAt(offset) }];
  });
}
