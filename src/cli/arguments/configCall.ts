import { routeKindOf } from '../../config/routeKind.js';
import {
  type ConfigPlace,
  type ExecArgument,
  type ExecCall,
  programVariable,
  type ScannedConfig,
} from '../../config/scannedConfig.js';
import { SipexecError } from '../../errors.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from './parsedArguments.js';

/** A call of a configuration cannot be run as it stands there. */
export class ConfigCallError extends SipexecError {
  constructor(message: string, { file, line }: ConfigPlace) {
    super(message, { input: file, line });
  }
}

/**
 * The command string of a call: its first argument, with the values that assignments before it give, unless the options say others.
 * @throws ConfigCallError where the command cannot be known without running the script
 */
export function commandOf(call: ExecCall, args: ParsedArguments): Buffer {
  const [command] = call.arguments;
  if (command === undefined || command.kind === 'empty') {
    throw new ConfigCallError(`${call.function}() has no command`, call.place);
  }
  const given = givenVariable(command, args);
  if (given !== undefined) return given;
  const name = programVariable(command);
  if (command.notFollowed !== undefined && name !== undefined) {
    if (command.kind === 'string' && isGiven(name, args)) return command.value;
    const option = name.includes('avp') ? '--avp' : '--var';
    throw new ConfigCallError(
      `the command of ${call.function}() ${command.kind === 'string' ? 'begins with' : 'is'} ${name}, and its value is not known: ${command.notFollowed}; give it with ${option} NAME=VALUE`,
      call.place,
    );
  }
  if (command.kind === 'expression' || command.kind === 'word') {
    const written = command.value.toString('latin1');
    const hint =
      command.kind === 'word'
        ? 'it is defined nowhere; give it with --define'
        : (command.notFollowed ?? 'only the running script can tell');
    throw new ConfigCallError(`the command of ${call.function}() is ${written}: ${hint}`, call.place);
  }
  return command.value;
}

/** The script variable that is the whole command, if an option gives its value. */
function givenVariable({ kind, value, written }: ExecArgument, args: ParsedArguments): Buffer | undefined {
  const variable = written ?? (kind === 'pseudo-variable' ? value : undefined);
  return variable !== undefined && isGiven(variable.toString('latin1'), args) ? variable : undefined;
}

/** Whether `--var` or `--avp` gives the value of a script variable. In: the variable as written. */
function isGiven(variable: string, args: ParsedArguments): boolean {
  const [, option, name] = /^\$\(?(var|avp)\((?:[si]:)?([^()]+)\)\)?$/.exec(variable) ?? [];
  return option !== undefined && args.list(option).some((text) => text.startsWith(`${name}=`));
}

/** What a call has beside its command, for the functions that take more. */
export interface FurtherArguments {
  /** Whether pseudo-variables in the command are expanded. */
  readonly strings?: 'expanded' | 'raw';
  /** exec(): the text for standard input, with pseudo-variables. */
  readonly input?: Buffer;
  /** exec(): the AVP that gives the environment. */
  readonly environmentAvp?: string;
  /** exec_avp(): the AVPs that take the lines. */
  readonly avpNames?: readonly string[];
}

/** The further arguments of a call: `exec(command, stdin, stdout, stderr, env)`, `exec_avp(command, avps)`. */
export function furtherArguments(call: ExecCall): FurtherArguments {
  const [, second, , , fifth] = call.arguments;
  if (call.function === 'exec_avp') {
    const avpNames = second === undefined ? [] : avpNamesIn(second.value);
    return { strings: call.strings, ...(avpNames.length === 0 ? {} : { avpNames }) };
  }
  if (call.function !== 'exec') return { strings: call.strings };
  const hasInput = second !== undefined && second.value.length > 0;
  const [environmentAvp] = fifth === undefined ? [] : avpNamesIn(fifth.value);
  return {
    ...(hasInput ? { input: second.value } : {}),
    ...(environmentAvp === undefined ? {} : { environmentAvp }),
  };
}

/** `a` and `b` of `$avp(a);$avp(s:b)`. */
function avpNamesIn(list: Buffer): string[] {
  const uses = list.toString('utf8').matchAll(/\$\(?avp\((?:[si]:)?([^()]*)\)/g);
  return [...uses].map(([, name]) => name as string);
}

/**
 * The arguments of a run with what the configuration says for every option that was not given: the server, the
 * module's parameters, and the route that the call stands in. `time_to_kill` is the timer of servers that heed it.
 * @throws UnknownServerError
 */
export function withConfig(args: ParsedArguments, config: ScannedConfig, call: ExecCall): ParsedArguments {
  const integers = new Map(
    config.parameters.flatMap(({ name, value, isEffective }) =>
      isEffective && value.kind === 'integer' ? [[name, value.value] as const] : [],
    ),
  );
  const setvars = integers.get('setvars');
  const profile = findServer(args.value('server') ?? config.suggestedServer);
  const timeToKill =
    profile.running.timeToKill === 'terminates-shell' ? integers.get('time_to_kill') : undefined;
  // The places of asynchronous calls are not those of the function.
  const route = call.mode === undefined ? routeKindOf(call.block) : undefined;
  const execTimer = timeToKill ?? integers.get('exec_timer');
  const reason = `${config.file}: ${config.suggestedServerReason}`;
  return args.withDefaults({ server: config.suggestedServer }, reason).withDefaults({
    ...(setvars === undefined ? {} : { setvars: setvars === 0 ? '0' : '1' }),
    ...(execTimer === undefined || execTimer < 0 ? {} : { 'exec-timer': String(execTimer) }),
    ...(route === undefined ? {} : { route }),
  });
}
