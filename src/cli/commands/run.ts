import { findCall, parseCallTarget } from '../../config/findCall.js';
import type { ExecCall, ScannedConfig } from '../../config/scannedConfig.js';
import { SipexecError } from '../../errors.js';
import { misplacedCall } from '../../lint/config/misplacedCalls.js';
import { unknownDirectives } from '../../lint/config/unknownDirectives.js';
import { configPlaceText } from '../../report/text/configText.js';
import { commandFormat } from '../../run/call/commandFormat.js';
import { findServer } from '../../server/servers.js';
import { ConfigCallError, commandOf, furtherArguments, withConfig } from '../arguments/configCall.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { readConfig } from '../input/configFile.js';
import { remarkLine } from '../output/errorLine.js';
import { runFunction } from './exec.js';

/** `sipexec run kamailio.cfg:245`: the call that stands there, with that configuration's parameters. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const written = args.required('call');
  const target = parseCallTarget(written);
  if (target === undefined) {
    throw new UsageError(`${written}: expected config:line, as sipexec scan prints it`);
  }
  const config = await readConfig(target.file, args, io);
  checkCoreExec(config, target.line);
  const call = findCall(config, target);
  const command = commandOf(call, args);
  const settings = withConfig(args, config, call);
  checkRoute(call, settings);
  checkDirectives(config, settings);
  if (call.strings === 'expanded') await checkVariables(command, call, settings.value('server') as string);
  const remark = (text: string) => args.flag('quiet') || io.stderr.write(remarkLine(text));
  const m4 = config.problems.find(({ code }) => code === 'm4-source');
  if (m4 !== undefined) remark(`warning: ${configPlaceText(m4.place)}: ${m4.message} [${m4.code}]`);
  if (args.value('server') === undefined) {
    remark(`${config.file}: run as ${config.suggestedServer}: ${config.suggestedServerReason}`);
  }
  if (call.arguments[0]?.written !== undefined) {
    remark(
      `${configPlaceText(call.place)}: ${call.arguments[0].written.toString('latin1')} is put together from assignments before: ${command.toString('latin1')}`,
    );
  }
  if (call.mode !== undefined) {
    const how =
      call.mode === 'launch'
        ? 'launch(): the script goes on at once and nothing waits for the command'
        : 'async(): the script goes on in its resume route when the command has closed its output';
    remark(`${configPlaceText(call.place)}: ${how}`);
  }
  if (call.disabled) {
    remark(`${configPlaceText(call.place)}: a condition keeps the server from seeing this call`);
  }
  return runFunction(call.function, command, settings, io, furtherArguments(call));
}

/** Refuses exec() of the server's core: it is no function of the module, and sipexec does not know how it runs. @throws ConfigCallError */
function checkCoreExec({ file, calls, problems }: ScannedConfig, line: number): void {
  const problem = problems.find(
    ({ code, place }) => code === 'core-exec' && place.file === file && place.line === line,
  );
  if (problem !== undefined && !calls.some(({ place, end }) => place.line <= line && line <= end.line))
    throw new ConfigCallError(problem.message, problem.place);
}

/** Refuses a call in a kind of route in which the server does not allow the function: it would not start. @throws ConfigCallError */
function checkRoute(call: ExecCall, settings: ParsedArguments): void {
  const [misplaced] = misplacedCall(call, findServer(settings.value('server') as string));
  if (misplaced !== undefined) throw new ConfigCallError(misplaced.message, call.place);
}

/** Refuses a configuration with an `#!ifexp` that the server takes for a comment: it would not start. @throws ConfigCallError */
function checkDirectives(config: ScannedConfig, settings: ParsedArguments): void {
  const condition = config.expressions.find(({ directive }) => directive === 'ifexp');
  if (condition === undefined) return;
  const [unknown] = unknownDirectives(
    { ...config, expressions: [condition] },
    findServer(settings.value('server') as string),
  );
  if (unknown !== undefined) throw new ConfigCallError(unknown.message, condition.place);
}

/** An unknown variable is the configuration's mistake, and has its place there. */
async function checkVariables(command: Buffer, call: ExecCall, server: string): Promise<void> {
  const profile = findServer(server);
  try {
    await commandFormat(command, profile);
  } catch (error) {
    if (!(error instanceof SipexecError)) throw error;
    const offset =
      error.place?.offsetBytes ?? Math.max(0, command.toString('latin1').search(/\$(?:SIP_|OSIPS_)/));
    throw new ConfigCallError(error.message, call.arguments[0]?.placeOfByte(offset) ?? call.place);
  }
}
