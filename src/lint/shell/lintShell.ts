import type { ConfigPlace } from '../../config/scannedConfig.js';
import { readable } from '../../config/sourceFile.js';
import type { LintFinding } from '../finding.js';
import type { VariableAdvice, VariableJudge } from '../variables/variableAdvice.js';
import type { ShellReference, ShellScript } from './reference.js';
import { readShell, type ShellDialect } from './shellReader.js';
import { variablesFromMessage } from './taint.js';

const SHELLS = /^(?:.*\/)?(?:sh|bash|dash|ash|ksh|zsh)$/;

/** A shell script, or a command that a server gives to a shell. */
export interface ShellText {
  /** One character per byte. */
  readonly text: string;
  readonly dialect: ShellDialect;
  placeAt(offsetBytes: number): ConfigPlace;
  /** Set where the shell that reads it need not be bash: what chose that shell, such as `#!/bin/sh`. */
  readonly runBy?: string;
}

/**
 * Finds in a shell script: variables that no server sets (`unset-variable`, `unlikely-header`), expansions of what
 * came with the message that the shell splits (`unquoted-variable`) or runs (`eval-variable`, `nested-shell`).
 */
export function lintShell(shell: ShellText, judge: VariableJudge): LintFinding[] {
  const script = readShell(shell.text, shell.dialect);
  const findings = [
    ...unsetVariables(script, shell, judge),
    ...hazards(script, shell, judge),
    ...bashSyntax(script, shell),
  ];
  return findings.sort((a, b) => a.place.offsetBytes - b.place.offsetBytes);
}

/** The variables that a script sets itself, with a default, too: `${SIP_DOMAIN:=example.com}`. */
export function ownNames(script: ShellScript): ReadonlySet<string> {
  const given = script.references.filter(({ written }) => /^\$\{\w+:?=/.test(written));
  return new Set([...script.assignments, ...given].map(({ name }) => name));
}

function unsetVariables(script: ShellScript, shell: ShellText, judge: VariableJudge): LintFinding[] {
  const own = ownNames(script);
  return script.references.flatMap((reference) => {
    if (own.has(reference.name) || reference.hasDefault) return [];
    const advice = judge.judge(reference.name);
    if (advice === undefined) return [];
    const { code, message } = advice;
    return [{ code, message, place: shell.placeAt(reference.start) }];
  });
}

function bashSyntax(script: ShellScript, shell: ShellText): LintFinding[] {
  const { runBy } = shell;
  if (runBy === undefined) return [];
  return script.bashSyntax.map(({ what, instead, start }) => ({
    code: 'bash-syntax',
    message: `${what} is bash's, and ${runBy} need not be bash (Debian's is dash); ${instead}, or have bash run it`,
    place: shell.placeAt(start),
  }));
}

function hazards(script: ShellScript, shell: ShellText, judge: VariableJudge): LintFinding[] {
  const fromMessage = variablesFromMessage(script.assignments);
  const own = ownNames(script);
  return script.references.flatMap((reference) => {
    if (!fromMessage(reference.name)) return [];
    const hazard = hazardOf(reference, own.has(reference.name) ? undefined : judge.judge(reference.name));
    return hazard === undefined ? [] : [{ ...hazard, place: shell.placeAt(reference.start) }];
  });
}

/** In: the reference, and what is wrong with its name. */
function hazardOf(
  reference: ShellReference,
  naming: VariableAdvice | undefined,
): { code: string; message: string } | undefined {
  const { command, quoted, role } = reference;
  const written = readable(reference.written);
  const runner = command.findIndex((word) => SHELLS.test(word));
  if (command[0] === 'eval') {
    const message = `eval runs whatever ${written} holds, and that came with the message; do without eval`;
    return { code: 'eval-variable', message };
  }
  if (runner !== -1 && /^-[a-z]*c$/.test(command.at(-1) as string)) {
    const message = `${command[runner]} -c runs whatever ${written} holds, and that came with the message; hand it over as an argument: ${command[runner]} -c 'command "$1"' sh "${written}"`;
    return { code: 'nested-shell', message };
  }
  if (quoted || role !== 'word') return undefined;
  // Quotes do not mend `$SIP_HF_*`: no variable has that name.
  if (reference.name === 'SIP_HF_') return undefined;
  const meant = naming?.instead === undefined ? written : written.replace(reference.name, naming.instead);
  const message = `the shell splits ${written} at blanks and takes *, ? and [ in it for file names: write "${meant}"`;
  return { code: 'unquoted-variable', message };
}
