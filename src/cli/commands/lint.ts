import { SipexecError } from '../../errors.js';
import type { LintFinding } from '../../lint/finding.js';
import { lintFile, NotTextError } from '../../lint/lintFile.js';
import { findingLine, findingRecordLine } from '../../report/text/lintText.js';
import { findServer } from '../../server/servers.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { inputName } from '../input/chunks.js';
import { scanOptions } from '../input/configFile.js';
import { readWhole } from '../input/wholeFile.js';
import { endsProgram } from '../output/endsProgram.js';
import { errorLine } from '../output/errorLine.js';
import { visible } from '../output/visible.js';

/** `sipexec lint`: what scripts and configurations will not do as their authors meant. Status 1: there are findings. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = args.value('server');
  const options = {
    ...scanOptions(args, io),
    ...(server === undefined ? {} : { server: findServer(server) }),
  };
  let status: number = ExitStatus.ok;
  let passedOver = 0;
  for (const file of args.all('file')) {
    try {
      const findings = lintFile(inputName(file), await readWhole(file, io), options);
      for (const finding of findings) print(finding, args.flag('json'), io);
      if (findings.length > 0 && status === ExitStatus.ok) status = ExitStatus.false;
    } catch (error) {
      if (!(error instanceof SipexecError) || endsProgram(error)) throw error;
      io.stdout.flush();
      io.stderr.write(errorLine(error));
      // A program among scripts is no mistake; one that is all there is to look at is.
      if (error instanceof NotTextError) passedOver += 1;
      else status = ExitStatus.failed;
    }
  }
  return passedOver === args.all('file').length ? ExitStatus.failed : status;
}

function print(finding: LintFinding, isJson: boolean, io: CommandIo): void {
  const line = isJson ? findingRecordLine(finding) : findingLine(finding);
  const isEscaped = io.stdout.isTerminal && !isJson;
  io.stdout.write(`${isEscaped ? visible(Buffer.from(line), 'one-line') : line}\n`);
}
