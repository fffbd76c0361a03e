import { type ExecArgument, type ExecCall, programVariable } from '../../config/scannedConfig.js';
import { readable } from '../../config/sourceFile.js';
import { appendedUriAdvice } from '../../exec/warnings/appendedUri.js';
import { quoteContexts } from '../../exec/warnings/quoteContext.js';
import { type CallFacts, quotingAdvice } from '../../exec/warnings/quotingAdvice.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';
import { lintEnvironmentReads } from '../script/environmentReads.js';
import { lintShell } from '../shell/lintShell.js';
import { readShell } from '../shell/shellReader.js';
import type { VariableJudge } from '../variables/variableAdvice.js';
import { type CommandText, readCommandText, type VariableUse } from './commandText.js';
import { misplacedCall } from './misplacedCalls.js';
import { joinedCommandText, rawCommandText, rawStringProblems } from './rawCommand.js';
import { unknownVariable } from './unknownVariable.js';

/**
 * Finds what is wrong with one call: a function that the server does not have (`unknown-function`) or does not let
 * stand in this route (`misplaced-function`), a `$` that the server takes for its own (`single-dollar`) or does not know (`unknown-pseudo-variable`), pseudo-variables whose values the shell splits, expands
 * or runs (the codes of `quotingAdvice`), a request URI that is appended unsafely (`bare-uri`, `quoted-uri`), variables that the command does not get (`no-variables`), and all that
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
  findings.push(...misplacedCall(call, profile));
  const [command] = call.arguments;
  if (command?.notFollowed !== undefined) {
    const what = programVariable(command) ?? command.value.toString('latin1');
    const message = `what ${readable(what)} runs is not looked at: ${command.notFollowed}`;
    findings.push({ code: 'command-not-followed', message, place: command.place });
  }
  const text = command === undefined ? undefined : textOf(command, call);
  if (command === undefined || text === undefined) return findings;
  const written = call.strings === 'raw' ? text.shellText : command.value.toString('latin1');
  const placeAt = (offset: number) => command.placeOfByte(Math.min(offset, written.length - 1));
  const why = whyNoVariables(call, profile, setvars);
  const assigned = assignedNames(text.shellText);
  const facts = factsOf(call, profile, setvars);
  const quoting = quotingAdvice(text, facts);
  if (call.strings === 'raw') {
    for (const { at, ...problem } of rawStringProblems(written, assigned)) {
      findings.push({ ...problem, place: placeAt(at) });
    }
  }
  text.variables.forEach((variable, i) => {
    const native =
      call.strings === 'raw'
        ? undefined
        : (dollarProblem(variable, written, assigned) ??
          unknownVariable(variable.written, variable.name, profile));
    const problem = native ?? findingOf(quoting[i], call.strings);
    if (problem !== undefined) findings.push({ ...problem, place: placeAt(variable.start) });
  });
  const end = endOf(text.shellText);
  const uri =
    end === 'comment'
      ? undefined
      : findingOf(appendedUriAdvice(facts, end === 'document' ? 'here-document' : 'line'), call.strings);
  if (uri !== undefined) findings.push({ ...uri, place: command.place });
  const shell = {
    text: text.shellText,
    dialect: 'sh' as const,
    runBy: 'the /bin/sh of the server',
    placeAt: (offset: number) => placeAt(text.offsets[offset] as number),
  };
  // What the shell reads as one dollar, the configuration writes as two.
  const dollars = call.strings === 'raw' ? '$' : '$$';
  const own = [...lintShell(shell, judge), ...lintEnvironmentReads(shell, judge)].map((finding) => ({
    ...finding,
    message: finding.message.replaceAll('$', () => dollars),
  }));
  if (why === undefined) return [...findings, ...own];
  const found = /\$(?:(?=\{)\{(?!\w+:?[-+=?]))?(SIP_\w+)/.exec(text.shellText);
  if (found !== null) {
    const message = `${why}: ${found[1]} is not set`;
    findings.push({ code: 'no-variables', message, place: shell.placeAt(found.index) });
  }
  return [...findings, ...own.filter(({ code }) => code !== 'unset-variable')];
}

/** The command as the shell gets it, but for its values. Out: undefined where nobody can tell. */
function textOf(command: ExecArgument, { strings }: ExecCall): CommandText | undefined {
  const { kind, value, pieces } = command;
  if (pieces !== undefined) return joinedCommandText(pieces);
  if (kind !== 'string') return undefined;
  const written = value.toString('latin1');
  if (strings === 'raw') return rawCommandText(written);
  const text = readCommandText(written);
  const variables = text.variables.map((variable) => ({
    ...variable,
    isChecked: command.isCheckedByte?.(variable.start) === true,
  }));
  return { ...text, variables };
}

/** The variables that the command itself sets: a `$` before one of these was meant for the shell, though it is not doubled. */
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

/** Names of the shell's and the command's own variables, which no server has as pseudo-variables. */
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

function factsOf(call: ExecCall, profile: ServerProfile, setvars: SetvarsState): CallFacts {
  const environmentAvp = /^\$avp\((?:s:)?([^()]*)\)$/.exec(
    call.arguments[4]?.value.toString('latin1') ?? '',
  )?.[1];
  return {
    function: call.function,
    profile,
    setvars: setvars === 'default' ? profile.environment.setvarsDefault === 'on' : setvars === 'on',
    ...(environmentAvp === undefined ? {} : { environmentAvp }),
    ...(call.strings === 'raw' ? { strings: 'raw' } : {}),
  };
}

/**
 * What the URI that a server appends to the command would stand in: a comment, a here-document (whose last line is then no
 * longer its end), or a word of the command.
 */
function endOf(shellText: string): 'comment' | 'document' | 'word' {
  const text = Buffer.from(`${shellText} x`, 'latin1');
  const [context] = quoteContexts(text, [{ start: text.length - 1, end: text.length }]);
  if (context === 'comment') return 'comment';
  return context === 'here-document' || context === 'quoted-here-document' ? 'document' : 'word';
}

function findingOf(
  advice: { readonly code: string; readonly danger: string; readonly cure: string } | undefined,
  strings: ExecCall['strings'],
): { code: string; message: string } | undefined {
  if (advice === undefined) return undefined;
  const hasQuotes = /"\$\$?[A-Z]/.test(advice.cure);
  const howToQuote =
    strings === 'raw'
      ? ' (with its quotes within the string: each " as \\" between double quotes)'
      : ' (each " as \\" in a string between double quotes)';
  const quotes = hasQuotes ? howToQuote : '';
  return { code: advice.code, message: `${readable(advice.danger)}; ${readable(advice.cure)}${quotes}` };
}
