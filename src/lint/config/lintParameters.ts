import type { ExecParameter, ScannedConfig } from '../../config/scannedConfig.js';
import { nearestName } from '../../nearestName.js';
import type { ServerProfile } from '../../server/profile.js';
import type { LintFinding } from '../finding.js';

/** The parameters that measured servers accept, by family where not all do (servers.md §9). */
const PARAMETERS: Readonly<Record<string, (profile: ServerProfile) => boolean>> = {
  setvars: () => true,
  time_to_kill: () => true,
  bash_safety: ({ family }) => family === 'kamailio',
  async: ({ running }) => running.messageInput === 'never-flushed',
};

/**
 * Finds parameters that the server does not accept (`unknown-parameter`), of the wrong type (`parameter-type`), or
 * without effect (`parameter-without-effect`), and `setvars` where it should be set (`setvars-off`).
 */
export function lintParameters(config: ScannedConfig, profile: ServerProfile): LintFinding[] {
  const seen = config.parameters.filter(({ disabled }) => !disabled);
  return [
    ...seen.flatMap((parameter) => lintParameter(parameter, profile)),
    ...missingSetvars(config, profile),
  ];
}

function lintParameter(parameter: ExecParameter, profile: ServerProfile): LintFinding[] {
  const { name, value, place } = parameter;
  const finding = (code: string, message: string) => [{ code, message, place }];
  if (name === 'exec_timer') {
    const message = `no measured server accepts exec_timer, ${profile.id} refuses to start; take it out, and end commands with timeout(1)`;
    return finding('unknown-parameter', message);
  }
  if (PARAMETERS[name]?.(profile) !== true) {
    const accepted = Object.keys(PARAMETERS).filter((known) => PARAMETERS[known]?.(profile));
    const nearest = nearestName(name, accepted);
    const hint = nearest === undefined ? `it knows ${accepted.join(', ')}` : `did you mean ${nearest}?`;
    return finding(
      'unknown-parameter',
      `${profile.id} has no parameter ${name} and refuses to start; ${hint}`,
    );
  }
  if (value.kind === 'string') {
    return finding('parameter-type', `${name} is a number; with a string ${profile.id} refuses to start`);
  }
  if (name === 'time_to_kill' && profile.running.timeToKill === 'no-effect' && !isZero(parameter)) {
    const message = `time_to_kill has no effect in ${profile.id}: a command runs as long as it likes; end it with timeout(1)`;
    return finding('parameter-without-effect', message);
  }
  if (name === 'setvars' && profile.environment.variables === 'none' && !isZero(parameter)) {
    const message = `${profile.id} accepts setvars and sets no SIP_* variable all the same; use exec()'s environment argument`;
    return finding('parameter-without-effect', message);
  }
  return [];
}

function missingSetvars(config: ScannedConfig, profile: ServerProfile): LintFinding[] {
  const { variables, setvarsDefault } = profile.environment;
  const isSet = config.parameters.some(({ name, isEffective }) => name === 'setvars' && isEffective);
  if (isSet || variables === 'none' || setvarsDefault === 'on') return [];
  const call = config.calls.find(
    (each) => !each.disabled && ['exec_dset', 'exec_msg', 'exec_avp'].includes(each.function),
  );
  if (call === undefined) return [];
  const message = `${profile.id} sets no SIP_* variables unless told so; write modparam("exec", "setvars", 1), or 0 to say that none are needed`;
  return [{ code: 'setvars-off', message, place: call.place }];
}

function isZero({ value }: ExecParameter): boolean {
  return value.kind === 'integer' && value.value === 0;
}
