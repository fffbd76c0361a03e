import type { ExecCall } from '../../config/scannedConfig.js';
import { readable } from '../../config/sourceFile.js';
import { type QuoteContext, quoteContexts } from '../../exec/warnings/quoteContext.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';
import { lintShell } from '../shell/lintShell.js';
import { readShell } from '../shell/shellReader.js';
import type { VariableJudge } from '../variables/variableAdvice.js';
import { type CommandText, readCommandText, type VariableUse } from './commandText.js';

/**
 * Finds what is wrong with one call: a function that the server does not have (`unknown-function`) or does not let
 * stand in this route (`misplaced-function`), a `$` that the server takes for its own (`single-dollar`), pseudo-variables whose values the shell splits (`unquoted-variable`)
 * or expands (`double-quoted-variable`), variables that the command does not get (`no-variables`), and all that
 * `lintShell` finds in the command itself.
 */
export function lintCall(
  call: ExecCall,
  profile: ServerProfile,
  judge: VariableJudge,
  setvars: SetvarsState,
): LintFinding[] {
  const findings: LintFinding[] = [];
  if (!profile.functions.includes(call.function)) {
    const message = `${profile.id} has no ${call.function}(); it has ${profile.functions.map((name) => `${name}()`).join(', ')}`;
    findings.push({ code: 'unknown-function', message, place: call.place });
  }
  const misplaced = misplacement(call);
  if (misplaced !== undefined) findings.push({ ...misplaced, place: call.place });
  const [command] = call.arguments;
  if (command === undefined || command.kind !== 'string') return findings;
  const text = readCommandText(command.value.toString('latin1'));
  const placeAt = (offset: number) => command.placeOfByte(Math.min(offset, command.value.length - 1));
  const why = whyNoVariables(call, profile, setvars);
  const contexts = contextsOf(text);
  const assigned = assignedNames(text.shellText);
  const isWhole = text.shellText.trim() === 'x' && text.variables.length === 1;
  text.variables.forEach((variable, i) => {
    const problem =
      dollarProblem(variable, command.value.toString('latin1'), assigned) ??
      (isWhole
        ? wholeCommandProblem(variable)
        : quotingProblem(variable, contexts[i] as QuoteContext, text, i, why === undefined));
    if (problem !== undefined) findings.push({ ...problem, place: placeAt(variable.start) });
  });
  const shell = {
    text: text.shellText,
    dialect: 'sh' as const,
    placeAt: (offset: number) => placeAt(text.offsets[offset] as number),
  };
  const own = lintShell(shell, judge);
  if (why === undefined) return [...findings, ...own];
  const found = /\$\{?(SIP_\w+)/.exec(text.shellText);
  if (found !== null) {
    const message = `${why}: ${found[1]} is not set`;
    findings.push({ code: 'no-variables', message, place: shell.placeAt(found.index) });
  }
  return [...findings, ...own.filter(({ code }) => code !== 'unset-variable')];
}

/** Routes in which Kamailio refuses these functions when it starts (measured with 5.6); all manuals leave them out. */
const WITHOUT_REQUEST = /^(?:onreply|branch|onsend)_route$/;
const FOR_REQUESTS = /^exec_(?:dset|msg|avp)$/;

function misplacement({ function: name, block }: ExecCall): { code: string; message: string } | undefined {
  if (block === undefined || !FOR_REQUESTS.test(name) || !WITHOUT_REQUEST.test(block.kind)) return undefined;
  const message = `${name}() cannot stand in ${block.kind}, only in request and failure routes: Kamailio refuses to start`;
  return { code: 'misplaced-function', message };
}

/** The variables that the command itself sets: with one dollar they were meant for the shell all the same. */
function assignedNames(shellText: string): ReadonlySet<string> {
  return new Set(readShell(shellText, 'sh').assignments.map(({ name }) => name));
}

/** What a configuration says of `setvars`: nothing, that it is off, or that it is on. */
export type SetvarsState = 'default' | 'off' | 'on';

/** Why a call gives its command no `SIP_*` variables; undefined where it does, or where that is said elsewhere. */
function whyNoVariables(call: ExecCall, profile: ServerProfile, setvars: SetvarsState): string | undefined {
  if (call.function === 'exec_cmd') return 'exec_cmd() gives the command no variables, exec_msg() does';
  if (call.function === 'exec')
    return 'exec() gives the command no SIP_* variables, only its environment argument';
  if (setvars === 'off') return 'setvars is 0 and the command gets no SIP_* variables';
  return profile.environment.variables === 'none' ? `${profile.id} sets no SIP_* variables` : undefined;
}

/** Names that are variables of the shell's world, and of no server. */
const SHELL_NAME =
  /^(?:SIP_\w*|OSIPS_EXEC_\w*|[0-9]+|HOME|PATH|USER|PWD|SHELL|LOGNAME|HOSTNAME|IFS|PPID|TMPDIR)$/;

function dollarProblem(
  variable: VariableUse,
  command: string,
  assigned: ReadonlySet<string>,
): { code: string; message: string } | undefined {
  const { written, name, start } = variable;
  const isBracketed = written.startsWith('$(');
  const shown = readable(written === '$' ? command.slice(start, start + 2) : written);
  const isCommand =
    isBracketed &&
    /^[a-z_./-]+(?:$|[ \t|;])/.test(name) &&
    /[ \t|;/]|^(?:date|hostname|whoami|pwd|id)$/.test(name);
  if (written !== '$' && !SHELL_NAME.test(name) && !assigned.has(name) && !isCommand) return undefined;
  const escaped = command[start - 1] === '\\' ? ' (a backslash before it does not help)' : '';
  const message = `the server takes ${shown} for a variable of its own and refuses to start${escaped}; write $${shown} for the shell's`;
  return { code: 'single-dollar', message };
}

/** Pseudo-variables whose values cannot hold anything that a shell minds. */
const HARMLESS = /^(?:si|src_ip|sp|Ri|Rp|dp|rp|op|mi|ml|mf|mF|pp|rs|Ts|TS|proto|retcode|rc)$/;

/** The environment variables that carry the same, and that the shell takes literally within double quotes. */
const SAME_VARIABLE: Readonly<Record<string, string>> = {
  ru: 'SIP_RURI',
  rU: 'SIP_USER',
  ou: 'SIP_ORUI',
  oU: 'SIP_OUSER',
  ci: 'SIP_HF_CALLID',
  ct: 'SIP_HF_CONTACT',
  ua: 'SIP_HF_USER_AGENT',
};

function contextsOf(text: CommandText): QuoteContext[] {
  const spans = text.variableOffsets.map((start) => ({ start, end: start + 1 }));
  return quoteContexts(Buffer.from(text.shellText, 'latin1'), spans);
}

/** Variables that the script has filled, as it had to for a command that is nothing else. */
const OF_SCRIPT = /^(?:var|avp|xavp|xavu|xavi|shv|sht|dbr|def|env|cfg_get|sel)\(/;

/** The shell runs the value itself: quotes would make one word of it. */
function wholeCommandProblem(variable: VariableUse): { code: string; message: string } | undefined {
  if (OF_SCRIPT.test(variable.name)) return undefined;
  const message = `the command is nothing but ${readable(variable.written)}: the shell runs what came with the message`;
  return { code: 'unquoted-variable', message };
}

function quotingProblem(
  variable: VariableUse,
  context: QuoteContext,
  text: CommandText,
  index: number,
  hasVariables: boolean,
) {
  const { name } = variable;
  if (HARMLESS.test(name)) return undefined;
  const written = readable(variable.written);
  const same = hasVariables ? (SAME_VARIABLE[name] ?? headerVariable(name)) : undefined;
  const instead = same === undefined ? '' : `, or better "$$${same}", which the shell takes as it is`;
  if (context === 'unquoted') {
    const message = `${written} is not quoted: the shell splits its value, and runs what stands behind a ; in it; write '${written}'${instead}`;
    return { code: 'unquoted-variable', message };
  }
  if (context !== 'double-quoted') return undefined;
  const at = text.variableOffsets[index] as number;
  const isAlone = text.shellText[at - 1] === '"' && text.shellText[at + 1] === '"';
  const way = isAlone ? `write '${written}'` : `close them before it and write "…"'${written}'"…"`;
  const message = `the shell expands $ and \` in the value of ${written} within double quotes; ${way}${instead}`;
  return { code: 'double-quoted-variable', message };
}

function headerVariable(name: string): string | undefined {
  const header = /^hdr\(([A-Za-z0-9-]{2,})\)$/.exec(name)?.[1];
  if (header === undefined) return undefined;
  return /^call-id$/i.test(header) ? 'SIP_HF_CALLID' : `SIP_HF_${header.toUpperCase().replaceAll('-', '_')}`;
}
