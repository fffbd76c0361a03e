import type { LintFinding } from '../../lint/finding.js';
import { lintFile, NotTextError } from '../../lint/lintFile.js';
import { lintReports } from '../../report/lint/lintReports.js';
import { warningPage } from '../../report/warningPage.js';
import { inputName } from '../../run/input/chunks.js';
import { findServer } from '../../server/servers.js';
import { shownText } from '../../shownText.js';
import { formatArgument } from '../arguments/formatArgument.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { noteStandIns } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { githubActions } from '../githubActions.js';
import { scanOptions } from '../input/configFile.js';
import { readWhole } from '../input/wholeFile.js';
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
  const format = (formatArgument(args) ?? 'text') as keyof typeof lintReports;
  const report = lintReports[format];
  const pathFromRoot = githubActions(io)?.pathFromRoot ?? String;
  const files = args.all('file');
  const all: LintFinding[] = [];
  const codesExplained = new Set<string>();
  const errors = await eachFile(files, io, async (file) => {
    const findings = lintFile(inputName(file), await readWhole(file, io), { ...options, ...factsOf(file) });
    for (const finding of findings) {
      print(report.finding(finding, pathFromRoot), format, io);
      if (format === 'text' && args.flag('verbose') && !codesExplained.has(finding.code)) {
        const page = warningPage(finding.code) ?? `sipexec files warnings/${finding.code}.md`;
        print(`  about ${finding.code}: ${page}`, format, io);
      }
      codesExplained.add(finding.code);
    }
    all.push(...findings);
  });
  print(report.end(all), format, io);
  // A binary among other files is passed over (`sipexec lint bin/*`); it is an error where nothing else was given.
  const hasFailed =
    errors.some((error) => !(error instanceof NotTextError)) || errors.length === files.length;
  if (hasFailed) return ExitStatus.failed;
  return all.length > 0 ? ExitStatus.false : ExitStatus.ok;
}

function print(text: string, format: string, io: CommandIo): void {
  if (text === '') return;
  io.stdout.write(`${format === 'text' ? shownText(text, 'line') : text}\n`);
}

/** What the system knows of a file, as far as it decides whether it runs; nothing of standard input. */
function factsOf(file: string): { path?: string } {
  return file === '-' ? {} : { path: file };
}
