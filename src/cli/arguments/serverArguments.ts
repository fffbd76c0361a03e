import type { EnvironmentEntry } from '../../exec/environmentEntry.js';
import type { ServerProfile } from '../../server/profile.js';
import type { ScriptVariable, ServerState } from '../../server/serverState.js';
import { findServer } from '../../server/servers.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import type { ParsedArguments } from './parsedArguments.js';
import { bytesOf } from './rawWords.js';
import { UsageError } from './usageError.js';

/** What the options say of the server, whatever the message is. */
export interface ServerArguments {
  readonly profile: ServerProfile;
  readonly source: Partial<Endpoint>;
  readonly destination: Partial<Endpoint>;
  readonly transport: Transport | undefined;
  readonly state: Pick<
    ServerState,
    'requestUri' | 'setvars' | 'daemonEnvironment' | 'route' | 'avps' | 'vars'
  >;
}

/** In: the options, and this process's own environment. @throws UsageError, UnknownServerError */
export function serverArguments(
  args: ParsedArguments,
  own: readonly EnvironmentEntry[] = [],
): ServerArguments {
  const requestUri = args.value('ruri');
  const setvars = args.value('setvars');
  return {
    profile: findServer(args.value('server') ?? 'documented'),
    source: parseEndpoint('src', args.value('src')),
    destination: parseEndpoint('dst', args.value('dst')),
    transport: args.value('transport') as Transport | undefined,
    state: {
      ...(requestUri === undefined ? {} : { requestUri: bytesOf(requestUri) }),
      ...(setvars === undefined ? {} : { setvars: setvars === '1' }),
      daemonEnvironment: daemonEnvironment(args, own),
      route: (args.value('route') ?? 'request') as ServerState['route'],
      avps: args.list('avp').map((text) => parseAssignment('avp', text)),
      vars: args.list('var').map((text) => parseAssignment('var', text)),
    },
  };
}

/** The daemon's own environment: this process's, or none, and what `--env` adds. @throws UsageError */
export function daemonEnvironment(
  args: ParsedArguments,
  own: readonly EnvironmentEntry[],
): EnvironmentEntry[] {
  const inherited = args.flag('clean-env') ? [] : own;
  const added = args.list('env').map((text) => parseAssignment('env', text));
  const replaced = new Set(added.map(({ name }) => name));
  return [...inherited.filter(({ name }) => !replaced.has(name)), ...added];
}

function parseAssignment(option: string, text: string): ScriptVariable {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new UsageError(`--${option} ${text}: expected NAME=VALUE`);
  return { name: text.slice(0, equals), value: bytesOf(text.slice(equals + 1)) };
}

/** `192.0.2.1`, `192.0.2.1:5060`, `2001:db8::1`, `[2001:db8::1]:5060`. */
function parseEndpoint(option: string, text: string | undefined): Partial<Endpoint> {
  if (text === undefined) return {};
  const match =
    /^(?:\[([0-9A-Fa-f:.%\w]+)\]|(\d{1,3}(?:\.\d{1,3}){3})|([0-9A-Fa-f]*:[0-9A-Fa-f:.]+))(?::(\d{1,5}))?$/.exec(
      text,
    );
  const ip = match?.[1] ?? match?.[2] ?? match?.[3];
  const port = match?.[4] === undefined ? undefined : Number(match[4]);
  if (
    ip === undefined ||
    (port ?? 0) > 65_535 ||
    (match?.[2] ?? '').split('.').some((part) => Number(part) > 255)
  ) {
    throw new UsageError(
      `--${option} ${text}: expected IP or IP:PORT, an IPv6 address with a port in brackets`,
    );
  }
  return { ip, ...(port === undefined ? {} : { port }) };
}

/** `--exec-timer` in milliseconds. @throws UsageError */
export function execTimerMs(args: ParsedArguments): number {
  const text = args.value('exec-timer') ?? '0';
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text))
    throw new UsageError(`--exec-timer ${text}: expected a number of seconds`);
  return Math.ceil(Number(text) * 1000);
}

/** `--jobs`. @throws UsageError */
export function jobCount(args: ParsedArguments): number {
  const text = args.value('jobs') ?? '1';
  if (!/^0*[1-9]\d*$/.test(text)) throw new UsageError(`--jobs ${text}: expected a whole number from 1`);
  return Number(text);
}
