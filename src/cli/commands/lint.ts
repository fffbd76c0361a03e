import type { LintFinding } from '../../lint/finding.js';
import { lintFile, NotTextError } from '../../lint/lintFile.js';
import { findingLine, findingRecordLine } from '../../report/text/lintText.js';
import { inputName } from '../../run/input/chunks.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { noteStandIns } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { scanOptions } from '../input/configFile.js';
import { readWhole } from '../input/wholeFile.js';
import { visible } from '../output/visible.js';
import { eachFile } from './eachFile.js';

/** `sipexec lint`: what scripts and configurations will not do as their authors meant. Status 1: there are findings. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = args.value('server');
  const profile = server === undefined ? undefined : findServer(server);
  if (profile !== undefined) noteStandIns([profile], args, io);
  const options = {
    ...scanOptions(args, io),
    ...(profile === undefined ? {} : { server: profile }),
  };
  const files = args.all('file');
  let count = 0;
  const errors = await eachFile(files, io, async (file) => {
    const findings = lintFile(inputName(file), await readWhole(file, io), options);
    for (const finding of findings) print(finding, args.flag('json'), io);
    count += findings.length;
  });
  // A program among scripts is no mistake; one that is all there is to look at is.
  const hasFailed =
    errors.some((error) => !(error instanceof NotTextError)) || errors.length === files.length;
  if (hasFailed) return ExitStatus.failed;
  return count > 0 ? ExitStatus.false : ExitStatus.ok;
}

function print(finding: LintFinding, isJson: boolean, io: CommandIo): void {
  const line = isJson ? findingRecordLine(finding) : findingLine(finding);
  const isEscaped = io.stdout.isTerminal && !isJson;
  io.stdout.write(`${isEscaped ? visible(Buffer.from(line), 'one-line') : line}\n`);
}
