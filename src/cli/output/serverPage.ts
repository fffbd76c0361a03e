import { serverPageRecord } from '../../report/json/serverPageRecord.js';
import { serverPageText } from '../../report/text/serverPageText.js';
import { serverPage } from '../../server/rules/serverPage.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';

/** `--server show ID`: prints all that the servers of these ids do, each as text or as a JSON record. */
export async function printServerPages(args: ParsedArguments, io: CommandIo): Promise<number> {
  const ids = args.all('input');
  if (ids.length === 0)
    throw new UsageError('--server show wants the id of a server; --server list shows all');
  const pages = ids.map((id) => serverPage(findServer(id)));
  if (args.flag('json')) for (const page of pages) io.stdout.write(`${serverPageRecord(page)}\n`);
  else io.stdout.write(pages.map(serverPageText).join('\n'));
  return ExitStatus.ok;
}
