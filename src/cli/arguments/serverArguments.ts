import type { EnvironmentEntry } from '../../exec/environment.js';
import { bytesOf } from '../../rawWords.js';
import { type ServerSettings, serverSettings } from '../../run/arrival/serverSettings.js';
import type { ServerProfile } from '../../server/profile.js';
import type { ScriptVariable, ServerState } from '../../server/serverState.js';
import { standInWarning } from '../../server/servers.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import { endpointForm, parseEndpoint } from '../../sip/endpointText.js';
import type { CommandIo } from '../commandIo.js';
import { remarkLine } from '../output/errorLine.js';
import type { ParsedArguments } from './parsedArguments.js';
import { UsageError } from './usageError.js';

/**
 * What the options say of the server, and a note where it was not measured.
 * @throws UsageError, UnknownServerError
 */
export function serverArguments(args: ParsedArguments, io: CommandIo): ServerSettings {
  const requestUri = args.value('ruri');
  const setvars = args.value('setvars');
  const settings = serverSettings({
    server: args.value('server'),
    source: endpointOf('src', args),
    destination: endpointOf('dst', args),
    transport: args.value('transport') as Transport | undefined,
    requestUri: requestUri === undefined ? undefined : bytesOf(requestUri),
    setvars: setvars === undefined ? undefined : setvars === '1',
    route: args.value('route') as ServerState['route'] | undefined,
    avps: args.list('avp').map((text) => parseAssignment('avp', text)),
    vars: args.list('var').map((text) => parseAssignment('var', text)),
    daemonEnvironment: daemonEnvironment(args, io.environment),
  });
  noteStandIns([settings.profile], args, io);
  return settings;
}

/** Says once on standard error which servers stand for another one; records say it themselves. */
export function noteStandIns(
  profiles: readonly ServerProfile[],
  args: ParsedArguments,
  { stderr }: Pick<CommandIo, 'stderr'>,
): void {
  if (args.flag('quiet') || args.flag('json')) return;
  const said = profiles.flatMap((profile) => standInWarning(profile)?.message ?? []);
  for (const message of new Set(said)) stderr.write(remarkLine(message));
}

/** The daemon's own environment: this process's or its unit's, or none, and what `--env` and `--path` add. @throws UsageError */
function daemonEnvironment(args: ParsedArguments, own: readonly EnvironmentEntry[]): EnvironmentEntry[] {
  const inherited = args.flag('clean-env') ? [] : own;
  const path = args.value('path');
  const added = [
    ...args.list('env').map((text) => parseAssignment('env', text)),
    ...(path === undefined ? [] : [{ name: 'PATH', value: bytesOf(path) }]),
  ];
  const replaced = new Set(added.map(({ name }) => name));
  return [...inherited.filter(({ name }) => !replaced.has(name)), ...added];
}

function parseAssignment(option: string, text: string): ScriptVariable {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new UsageError(`--${option} ${text}: expected NAME=VALUE`);
  return { name: text.slice(0, equals), value: bytesOf(text.slice(equals + 1)) };
}

function endpointOf(option: 'src' | 'dst', args: ParsedArguments): Partial<Endpoint> | undefined {
  const text = args.value(option);
  if (text === undefined) return undefined;
  const endpoint = parseEndpoint(text);
  if (endpoint === undefined) throw new UsageError(`${args.written(option)}: expected ${endpointForm}`);
  return endpoint;
}

/** `--exec-timer` in milliseconds. @throws UsageError */
export function execTimerMs(args: ParsedArguments): number {
  const text = args.value('exec-timer') ?? '0';
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text))
    throw new UsageError(`${args.written('exec-timer')}: expected a number of seconds`);
  return Math.ceil(Number(text) * 1000);
}

/** `--jobs`. @throws UsageError */
export function jobCount(args: ParsedArguments): number {
  const text = args.value('jobs') ?? '1';
  if (!/^0*[1-9]\d*$/.test(text)) throw new UsageError(`--jobs ${text}: expected a whole number from 1`);
  return Number(text);
}
