import { SipexecError } from '../../errors.js';
import type { ExecCall } from '../../exec/prepareCall.js';
import { misplacedFunction } from '../../server/misplacedFunction.js';
import type { ExecFunction, ServerProfile } from '../../server/profile.js';
import type { RouteKind } from '../../server/rules/routes.js';
import { missingFunction } from '../../server/servers.js';
import { commandFormat, rawFormat } from './commandFormat.js';

/** Nothing can be run: the server has no such function, never hands the message to its script, or it is a reply. */
export class NotRunnableError extends SipexecError {}

/** A call of an exec function as somebody asks for it: its strings as written. */
export interface RequestedCall {
  readonly function: ExecFunction;
  /** The command string, with pseudo-variables. */
  readonly command: Buffer;
  /** `raw`: no pseudo-variable is expanded, as in calls of a KEMI script. Default: `expanded`. */
  readonly strings?: 'expanded' | 'raw' | undefined;
  /** exec(): the text for standard input, with pseudo-variables. */
  readonly input?: Buffer | undefined;
  /** exec(): the AVP that gives the environment. */
  readonly environmentAvp?: string | undefined;
  /** exec_avp(): the AVPs that take the lines. */
  readonly avpNames?: readonly string[] | undefined;
}

/**
 * Reads a call as the server would when it starts.
 * In: the call, the server, and the kind of route that the call stands in.
 * @throws NotRunnableError where the server has no such function, or does not let it stand there
 * @throws UnknownPseudoVariableError and the like
 */
export async function execCall(
  requested: RequestedCall,
  profile: ServerProfile,
  route: RouteKind = 'request',
): Promise<ExecCall> {
  const { function: name, command, strings, input, environmentAvp, avpNames } = requested;
  const missing = missingFunction(profile, name);
  if (missing !== undefined) throw new NotRunnableError(missing);
  if (strings === 'raw' && profile.running.kemi === 'unknown')
    throw new NotRunnableError(`${profile.id} has no KEMI, which came with Kamailio 5.0`);
  const misplaced = strings === 'raw' ? undefined : misplacedFunction(profile, name, route);
  if (misplaced !== undefined) throw new NotRunnableError(misplaced);
  return {
    function: name,
    command: strings === 'raw' ? rawFormat(command) : await commandFormat(command, profile),
    ...(input === undefined ? {} : { input: await commandFormat(input, profile) }),
    ...(environmentAvp === undefined ? {} : { environmentAvp }),
    ...(avpNames === undefined ? {} : { avpNames }),
    ...(strings === undefined ? {} : { strings }),
  };
}
