import type { ExecResult } from '../../exec/execResult.js';
import { allowOptimizerPause } from '../../exec/process/optimizerPause.js';
import { bytesOf } from '../../rawWords.js';
import { execRecordLine } from '../../report/json/execRecord.js';
import type { RecordText } from '../../report/json/recordText.js';
import { execText, notRunText } from '../../report/text/execText.js';
import type { ServerSettings } from '../../run/arrival/serverSettings.js';
import { type CallResult, CallRunner, type CallSettings } from '../../run/call/callRunner.js';
import { execCall } from '../../run/call/execCall.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import type { DaemonSurroundings } from '../../run/surroundings/daemonSurroundings.js';
import type { ExecFunction } from '../../server/profile.js';
import type { CommandModule } from '../arguments/commandSpec.js';
import type { FurtherArguments } from '../arguments/configCall.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { execTimerMs, jobCount, serverArguments } from '../arguments/serverArguments.js';
import { surroundingsArguments } from '../arguments/surroundingsArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus, statusOfSignal } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { remarkLine } from '../output/errorLine.js';
import { runAllTheSame } from '../output/runAllTheSame.js';
import { Printer } from '../session/printer.js';
import { runSession } from '../session/session.js';
import type { StoryTeller } from '../session/storyTeller.js';

/** exec_dset(): each line that the command prints is a URI. */
export const dset = moduleFor('exec_dset');
/** exec_msg(): the command reads the whole message. */
export const msg = moduleFor('exec_msg');
/** exec_avp(): each line that the command prints becomes an AVP. */
export const avp = moduleFor('exec_avp');
/** exec_cmd() of Kamailio: no environment, no input, only the status. */
export const cmd = moduleFor('exec_cmd');

/** exec() of OpenSIPS: its second argument is what the command reads. */
export const exec: CommandModule = {
  run(args, io) {
    const stdin = args.value('stdin');
    const further = stdin === undefined ? {} : { input: bytesOf(stdin) };
    return runFunction('exec', bytesOf(args.required('command')), args, io, further);
  },
};

function moduleFor(name: ExecFunction): CommandModule {
  return {
    run: (args, io) =>
      runFunction(
        name,
        bytesOf(args.required('command')),
        args,
        io,
        args.flag('kemi') ? { strings: 'raw' } : {},
      ),
  };
}

const HELD_OPEN =
  'the command has exited, but something that it started still holds its standard output: the server would wait for it, too';

/**
 * Calls one exec function for every request of the input.
 * In: the function, its command string with pseudo-variables, and what else a configuration passes to it.
 * Out: the exit status. @throws SipexecError for what concerns all messages: an option, the command string
 */
export async function runFunction(
  name: ExecFunction,
  command: Buffer,
  args: ParsedArguments,
  io: CommandIo,
  further: FurtherArguments = {},
): Promise<number> {
  allowOptimizerPause();
  const settings = await callSettings(name, command, args, io, further);
  const other = args.value('against');
  if (args.flag('ladder') && (other !== undefined || args.flag('json')))
    throw new UsageError(`--ladder and --${other === undefined ? 'json' : 'against'} exclude each other`);
  if (other === undefined) return runAndPrint(settings, args, io);
  const { compareCommands } = await import('./against.js');
  return compareCommands(settings, other, args, io);
}

async function runAndPrint(settings: CallSettings, args: ParsedArguments, io: CommandIo): Promise<number> {
  const printer = await Printer.create(args, io);
  const isJson = args.flag('json');
  const story = args.flag('verbose') ? await storyTeller(settings, args, printer) : undefined;
  const runner = new CallRunner({
    ...settings,
    isTraced: story !== undefined,
    onHeldOpen(message) {
      printer.notice(message, HELD_OPEN);
    },
    ...(story === undefined ? {} : { onStart: (...start) => story.begin(...start) }),
  });
  const drawing = args.flag('ladder') ? (await import('./execLadder.js')).drawingOf(args, io) : undefined;
  const print = isJson
    ? (message: InputMessage, { result }: CallResult) => {
        const further = story && ((texts: RecordText) => story.record(message, result, texts));
        printer.line(execRecordLine(identityOf(message), result, settings.server.daemonEnvironment, further));
      }
    : (message: InputMessage, result: CallResult) => {
        story?.end(message, result.result);
        if (drawing === undefined) printText(message, result, printer);
        else {
          for (const chunk of result.shown) printer.commandOutput(chunk);
          printer.warnings(message, result.result.warnings);
          drawing.result(message, result.result);
        }
      };
  try {
    const status = await runSession(
      {
        jobs: jobCount(args),
        handle(message) {
          drawing?.add(message);
          return runner.run(message);
        },
        print(message, result) {
          print(message, result);
          return statusOf(result.result);
        },
        isUnsafe: ({ result }) => result.outcome === 'unsafe',
        printer,
      },
      args,
      io,
    );
    for (const line of drawing?.lines() ?? []) io.stdout.write(`${line}\n`);
    return status;
  } finally {
    runner.close();
  }
}

async function storyTeller(
  settings: CallSettings,
  args: ParsedArguments,
  printer: Printer,
): Promise<StoryTeller> {
  const { StoryTeller } = await import('../session/storyTeller.js');
  const isLive = !args.flag('json') && jobCount(args) === 1;
  return new StoryTeller(settings, args.originOf('server') ?? 'nobody named one', printer, isLive);
}

async function callSettings(
  name: ExecFunction,
  command: Buffer,
  args: ParsedArguments,
  io: CommandIo,
  further: FurtherArguments,
): Promise<CallSettings> {
  const surroundings = await surroundingsArguments(args, io);
  const server = serverArguments(args, { ...io, environment: surroundings?.environment ?? io.environment });
  if (surroundings !== undefined) await checkedRights(surroundings, command, server, args, io);
  const mustCollect = io.stderr.isTerminal || jobCount(args) > 1;
  const isSilent = args.flag('quiet') || args.flag('json');
  const requested = { function: name, command, ...further };
  return {
    call: await execCall(requested, server.profile, server.route),
    requested,
    server,
    shell: args.value('shell'),
    surroundings,
    timeoutMs: execTimerMs(args),
    runInjected: args.flag('run-injected'),
    cancel: io.interrupt,
    keepOutput: args.flag('json'),
    otherOutput: isSilent
      ? { kind: 'null' }
      : mustCollect
        ? { kind: 'collect' }
        : { kind: 'descriptor', fd: io.stderr.fd },
  };
}

/**
 * Checks that this process may become the user, and enter the root directory, that were asked for. Where it may not, what
 * can be seen without running anything is printed as warnings. @throws NoRightsError
 */
async function checkedRights(
  { surroundings }: DaemonSurroundings,
  command: Buffer,
  { daemonEnvironment }: ServerSettings,
  args: ParsedArguments,
  io: CommandIo,
): Promise<void> {
  const { checkRights, NoRightsError } = await import('../../run/surroundings/surroundingsOf.js');
  const path = daemonEnvironment.findLast(({ name }) => name === 'PATH')?.value.toString();
  try {
    checkRights(surroundings, command.toString('latin1'), path);
  } catch (error) {
    if (error instanceof NoRightsError && !args.flag('quiet'))
      for (const { code, message } of error.findings)
        io.stderr.write(remarkLine(`warning: ${message} [${code}]`));
    throw error;
  }
}

function printText(message: InputMessage, { result, shown }: CallResult, printer: Printer): void {
  if (result.outcome !== 'ran') {
    const way = result.outcome === 'unsafe' ? `; ${runAllTheSame}` : '';
    printer.notRun(message, `${notRunText(result)}${way}`, result.place);
    if (result.outcome === 'unsafe') printer.warnings(message, result.warnings);
    return;
  }
  const text = execText(result);
  for (const chunk of shown) printer.commandOutput(chunk);
  printer.result(message, Buffer.concat(text.result.flatMap((line) => [line, Buffer.from('\n')])));
  printer.warnings(message, result.warnings);
  for (const remark of text.remarks) printer.remark(message, remark);
}

/** The exit status that one result alone makes (cli.md, "Exit status"). */
function statusOf(result: ExecResult): number {
  if (result.outcome === 'unsafe') return ExitStatus.failed;
  if (result.outcome === 'ran') {
    if (result.timedOut) return ExitStatus.timedOut;
    if (result.returnCode === 1) return ExitStatus.ok;
    if (result.signal !== undefined) return statusOfSignal(result.signal);
    if (result.exitCode !== undefined && result.exitCode !== 0) return result.exitCode;
  }
  return ExitStatus.false;
}
