import { dirname, relative, resolve } from 'node:path';
import type { CapturedMessage } from '../../capture/capturedMessage.js';
import { Scrubber } from '../../record/scrub/scrubber.js';
import { scrubCaptured } from '../../record/scrub/scrubRecording.js';
import { narrows } from '../../run/selection/selection.js';
import { exactly } from '../../shownText.js';
import { endpointText } from '../../sip/endpointText.js';
import { optionKeys } from '../../suite/read/caseKeys.js';
import { type NewCase, newSuiteText } from '../../suite/record/newSuite.js';
import { renewSuite } from '../../suite/record/renewSuite.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { type CaseFunction, caseFunctions } from '../../suite/suite.js';
import { writeNew, writing } from '../../writeWhole.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { selectionArguments } from '../arguments/selectionArguments.js';
import { serverArguments } from '../arguments/serverArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { readMessages } from '../input/readMessages.js';
import { remarkLine } from '../output/errorLine.js';
import { initFromRecordings } from './initFromRecordings.js';
import { InitError, MessageFolder, mustBeNew, runNew } from './newSuiteFiles.js';

/**
 * Writes a first suite: runs a call for each request of its input and records what it did.
 * In: the file to write; the arguments, whose words are a call such as `dset ./route.sh trace.pcap`.
 */
export async function initSuite(file: string, args: ParsedArguments, io: CommandIo): Promise<number> {
  const [name, command, ...inputs] = args.all('suite');
  if (name === 'replay') return initFromRecordings(file, args.all('suite').slice(1), args, io);
  const called = caseFunctions.find((candidate) => candidate === name);
  if (called === undefined || command === undefined || inputs.length === 0) {
    throw new UsageError(
      `--init ${file} needs a call behind it: ${caseFunctions.join(', ')}, then the command and at least one file of messages; or replay, then recordings`,
    );
  }
  mustBeNew(file);
  const found = await casesOf(inputs, dirname(resolve(file)), args, io);
  const cases = args.flag('scrub') ? withoutNames(found, file) : found;
  const text = newSuiteText({
    file,
    function: called,
    command,
    server: serverArguments(args, io).profile.id,
    state: stateOf(args, dirname(resolve(file))),
    env: Object.fromEntries(args.list('env').map(splitAssignment)),
    cases,
  });
  const results = await runNew(file, text, io);
  if (io.interrupt.aborted) return statusOfSignal(io.interrupt.reason as NodeJS.Signals);
  const renewal = renewSuite(text, results);
  writing(file, () => writeNew(file, renewal.text));
  io.stdout.write(`${exactly(file)}: ${cases.length} ${cases.length === 1 ? 'case' : 'cases'} written\n`);
  for (const reason of renewal.notRenewed) io.stderr.write(remarkLine(`nothing recorded for ${reason}`));
  warnOfMissingCommand(called, results, file, io);
  return renewal.notRenewed.length === 0 ? ExitStatus.ok : ExitStatus.false;
}

/** A case, and the message that it is about. */
interface FoundCase extends NewCase {
  readonly captured: CapturedMessage;
}

/** The same cases with messages that name nobody, in files beside the suite. */
function withoutNames(found: readonly FoundCase[], file: string): NewCase[] {
  const scrubber = new Scrubber();
  for (const { captured } of found) scrubCaptured(captured, scrubber);
  const folder = new MessageFolder(file);
  return found.map(({ name, captured }, i) => {
    const { bytes, source, transport } = scrubCaptured(captured, scrubber);
    return {
      name: scrubber.text(Buffer.from(name)).toString(),
      file: folder.add(i + 1, bytes),
      index: undefined,
      state: {
        ...(source === undefined ? {} : { src: endpointText(source) }),
        ...(transport === undefined ? {} : { transport }),
      },
    };
  });
}

async function casesOf(
  inputs: readonly string[],
  folder: string,
  args: ParsedArguments,
  io: CommandIo,
): Promise<FoundCase[]> {
  const cases: FoundCase[] = [];
  const isNarrow = narrows(selectionArguments(args));
  for (const input of inputs) {
    if (input === '-') throw new UsageError('--init needs files: the suite refers to them later');
    const found: FoundCase[] = [];
    await readMessages(args.withPositional('input', [input]), io, {
      message({ isReply, index, summary, captured }) {
        const { method, uri } = summary;
        const path = relative(folder, resolve(input));
        if (!isReply) found.push({ name: `${method} ${uri}`, file: path, index, captured });
      },
      problem(problem) {
        if (problem.nature !== undefined && problem.nature !== 'damage') return;
        throw new InitError(`${input}: ${problem.message}`);
      },
    });
    cases.push(
      ...(found.length === 1 && !isNarrow ? found.map((only) => ({ ...only, index: undefined })) : found),
    );
  }
  if (cases.length === 0) throw new InitError('no request was found or selected: there is nothing to record');
  return cases;
}

/** The options of the call as keys of a case, the files that they name from the suite's folder. */
function stateOf(args: ParsedArguments, folder: string): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(optionKeys)) {
    if (args.flag(option)) state[key] = true;
    const values = args.list(option);
    if (values.length === 0) continue;
    if (key === 'avp' || key === 'var') state[key] = grouped(values);
    else if (key === 'cwd' || (key === 'unit' && values.at(-1)?.includes('/')))
      state[key] = `./${relative(folder, resolve(values.at(-1) as string))}`;
    else if (key === 'setvars' || key === 'exec_timer') state[key] = Number(values.at(-1));
    else state[key] = values.at(-1);
  }
  return state;
}

function grouped(assignments: readonly string[]): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of assignments.map(splitAssignment))
    values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] as string) : all]),
  );
}

function splitAssignment(text: string): [string, string] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** A relative path that was right here is wrong in the suite's folder, when that is another one. */
function warnOfMissingCommand(
  called: CaseFunction,
  results: readonly CheckResult[],
  file: string,
  io: CommandIo,
): void {
  const isMissing = results.some(
    ({ result }) => result?.outcome === 'ran' && [126, 127].includes(result.exitCode ?? 0),
  );
  if (!isMissing) return;
  io.stderr.write(
    remarkLine(
      `warning: the shell did not find or could not run the command of ${called}: it runs in the suite's folder, ${dirname(resolve(file))}`,
    ),
  );
}
