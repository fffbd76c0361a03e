import type { EnvironmentEntry } from '../../exec/environment.js';
import { type Environment, environmentOf, isOffByDefault } from '../../exec/environment.js';
import { type EnvironmentReport, environmentRecordLine } from '../../report/json/environmentRecord.js';
import { seenEnvironment } from '../../report/seenEnvironment.js';
import { environmentFormats } from '../../report/text/environmentText.js';
import { droppedText } from '../../report/text/execText.js';
import { arrive, standInWarnings, whyDropped } from '../../run/arrival/arrival.js';
import type { ServerSettings } from '../../run/arrival/serverSettings.js';
import { wantedVariables } from '../../run/call/commandFormat.js';
import { valuesOf, type WantedVariable } from '../../run/call/wantedVariables.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { offByDefault } from '../../run/scripts/offByDefault.js';
import { serverNotNamed } from '../../run/unnamed/serverNotNamed.js';
import type { ServerProfile } from '../../server/profile.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { serverArguments } from '../arguments/serverArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { remarkLine } from '../output/errorLine.js';
import { printServers, wantsServerList, wantsServerPages } from '../output/serverList.js';
import { Printer } from '../session/printer.js';
import { runSession } from '../session/session.js';

/** `sipexec env`: the environment that the command would get, for every request of the input; nothing is run. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  if (wantsServerList(args)) return printServers(args, io);
  if (wantsServerPages(args)) {
    const { printServerPages } = await import('../output/serverPage.js');
    return printServerPages(args, io);
  }
  const server = serverArguments(args, io);
  const wanted = await wantedVariables(args.value('pv'), server.profile);
  const daemon = server.daemonEnvironment;
  const printer = await Printer.create(args, io);
  const asked = args.value('format');
  if (args.flag('json') && asked !== undefined && asked !== 'json')
    throw new UsageError(`--json and --format ${asked}: give one of them`);
  const format = args.flag('json') ? 'json' : (asked ?? 'text');
  if (wanted.length > 0 && format !== 'json')
    throw new UsageError('--pv goes with --json: only a record has room for pseudo-variables');
  const status = await runSession<EnvironmentReport>(
    {
      jobs: 1,
      handle: async (message) => report(message, server, wanted),
      print(message, result) {
        if (format === 'json') printer.line(environmentRecordLine(identityOf(message), result, daemon));
        else printText(message, result, daemon, format as keyof typeof environmentFormats, printer);
        return result.outcome === 'ran' ? ExitStatus.ok : ExitStatus.false;
      },
      printer,
      words: { handled: 'read', verdicts: { succeeded: 'with an environment', failed: 'without' } },
    },
    args,
    io,
  );
  if (!server.isNamed && format !== 'json' && !args.flag('quiet') && status === ExitStatus.ok)
    io.stderr.write(remarkLine(`warning: ${serverNotNamedText(server.profile)}`));
  return status;
}

/** The warning where no server was named: which variables only the manual has, and no released server sets (servers.md §1). */
function serverNotNamedText({ environment }: ServerProfile): string {
  const released = findServer('kamailio').environment.originalUriNames;
  const names = environment.originalUriNames.filter((name) => !released.includes(name)).join(', ');
  return `no server was named, and no released server sets ${names}; name yours with --server [${serverNotNamed}]`;
}

function report(
  message: InputMessage,
  server: ServerSettings,
  wanted: readonly WantedVariable[],
): EnvironmentReport | undefined {
  const { profile } = server;
  const arrival = arrive(message, server);
  if (arrival.kind === 'reply') return undefined;
  if (arrival.kind === 'dropped')
    return {
      server: profile.id,
      outcome: 'dropped',
      ...whyDropped(arrival),
      warnings: standInWarnings(server),
    };
  const environment: Environment = environmentOf(arrival.message, profile, arrival.state);
  const pseudoVariables = valuesOf(wanted, arrival.message, profile, arrival.state);
  if (environment.outcome === 'refused') {
    return {
      server: profile.id,
      outcome: 'refused',
      reason: environment.reason,
      warnings: arrival.warnings,
      pseudoVariables,
    };
  }
  const { entries } = environment;
  const warnings = [...arrival.warnings, ...environment.warnings];
  if (isOffByDefault(profile, arrival.state.setvars)) warnings.push(offByDefault(profile));
  return { server: profile.id, outcome: 'ran', entries, warnings, pseudoVariables };
}

function printText(
  message: InputMessage,
  result: EnvironmentReport,
  daemon: readonly EnvironmentEntry[],
  format: keyof typeof environmentFormats,
  printer: Printer,
): void {
  if (result.outcome !== 'ran') {
    const { server, outcome, reason, place } = result;
    const text =
      outcome === 'dropped'
        ? droppedText(server, reason)
        : `${server} fails the function and runs nothing: ${reason}`;
    printer.notRun(message, text, place);
    return;
  }
  const entries = seenEnvironment(daemon, result.entries);
  // A NUL ends each variable of the exact format: a heading would be a part of the next one's name.
  printer.result(message, environmentFormats[format](entries), format === 'null' ? 'bare' : 'headed');
  const isSaid = result.warnings.some(({ code }) => code === 'setvars-default');
  if (entries.length === 0 && !isSaid) printer.remark(message, `${result.server} sets no variables`);
  printer.warnings(message, result.warnings);
}
