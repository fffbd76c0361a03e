import { environmentOf } from '../../exec/environment.js';
import type { ComparedMessage } from '../../report/comparison/comparisonPage.js';
import { type ComparedServer, compareServers } from '../../report/comparison/serverComparison.js';
import { comparisonRecordLine } from '../../report/json/comparisonRecord.js';
import { seenEnvironment } from '../../report/seenEnvironment.js';
import { comparisonText } from '../../report/text/comparisonText.js';
import { arrive } from '../../run/arrival/arrival.js';
import type { ServerSettings } from '../../run/arrival/serverSettings.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { findServer, serverIds } from '../../server/servers.js';
import { formatArgument } from '../arguments/formatArgument.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { noteStandIns, serverArguments } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { Printer } from '../session/printer.js';
import { runSession } from '../session/session.js';

/** `sipexec compare`: the same message as several servers would export it, and where they differ. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const names =
    args
      .value('servers')
      ?.split(',')
      .map((name) => name.trim()) ?? serverIds;
  const profiles = names.map(findServer);
  const settings = serverArguments(args, io);
  noteStandIns(profiles, args, io);
  const servers = profiles.map((profile) => ({ ...settings, profile }));
  const printer = await Printer.create(args, io);
  const format = formatArgument(args) ?? 'text';
  const all: ComparedMessage[] = [];
  const status = await runSession<readonly ComparedServer[]>(
    {
      jobs: 1,
      async handle(message) {
        const compared = servers.map((server) => exported(message, server));
        return compared.includes(undefined) ? undefined : (compared as ComparedServer[]);
      },
      print(message, compared) {
        const comparison = compareServers(compared, (entries) =>
          seenEnvironment(settings.daemonEnvironment, entries),
        );
        if (format === 'html') all.push({ identity: identityOf(message), comparison });
        else if (format === 'json') printer.line(comparisonRecordLine(identityOf(message), comparison));
        else printer.picture(message, comparisonText(comparison));
        return ExitStatus.ok;
      },
      printer,
      words: { handled: 'compared' },
    },
    args,
    io,
  );
  if (format === 'html') {
    const { comparisonPage } = await import('../../report/comparison/comparisonPage.js');
    io.stdout.write(comparisonPage(all, io.version));
  }
  return status;
}

/** Out: undefined for a reply. */
function exported(message: InputMessage, server: ServerSettings): ComparedServer | undefined {
  const { id } = server.profile;
  const arrival = arrive(message, server);
  if (arrival.kind === 'reply') return undefined;
  if (arrival.kind === 'dropped') return { id, outcome: 'dropped', reason: arrival.reason, entries: [] };
  const environment = environmentOf(arrival.message, server.profile, arrival.state);
  if (environment.outcome === 'refused')
    return { id, outcome: 'refused', reason: environment.reason, entries: [] };
  return { id, outcome: 'ran', entries: environment.entries };
}
