import type { ScannedConfig } from '../../config/scannedConfig.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';
import { VariableJudge } from '../variables/variableAdvice.js';
import { lintCall, type SetvarsState } from './lintCall.js';
import { lintParameters } from './lintParameters.js';
import { unknownDirectives } from './unknownDirectives.js';

/**
 * Finds what is wrong with the exec calls and parameters of a configuration, and with how it is written.
 * In: the configuration, and the server that it is for. Calls that an `#!ifdef` leaves out are passed over.
 * Out: findings in the order of their places, the main file's among those of the files that it includes.
 */
export function lintConfig(config: ScannedConfig, profile: ServerProfile): LintFinding[] {
  const judge = new VariableJudge(profile.family === 'documented' ? undefined : profile);
  const setvars = setvarsOf(config);
  const calls = config.calls.filter(({ disabled }) => !disabled);
  const findings = [
    ...config.problems,
    ...unknownDirectives(config, profile),
    ...lintParameters(config, profile),
    ...calls.flatMap((call) => lintCall(call, profile, judge, setvars)),
  ];
  findings.sort((a, b) => {
    if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
    return a.place.offsetBytes - b.place.offsetBytes;
  });
  return withoutRepeats(findings);
}

/**
 * Drops findings that come twice: where a script assigns a value once and a command uses it twice, both uses lead to the one
 * place of the assignment.
 */
function withoutRepeats(findings: readonly LintFinding[]): LintFinding[] {
  const reported = new Set<string>();
  return findings.filter(({ code, message, place: { file, offsetBytes } }) => {
    const finding = JSON.stringify([file, offsetBytes, code, message]);
    return !reported.has(finding) && reported.add(finding);
  });
}

function setvarsOf(config: ScannedConfig): SetvarsState {
  const parameter = config.parameters.find(({ name, isEffective }) => name === 'setvars' && isEffective);
  if (parameter?.value.kind !== 'integer') return 'default';
  return parameter.value.value === 0 ? 'off' : 'on';
}
