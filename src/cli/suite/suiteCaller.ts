import { isAbsolute, join } from 'node:path';
import { SipexecError } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environmentEntry.js';
import type { ExecResult } from '../../exec/execResult.js';
import { PipeMaker } from '../../exec/process/pipes/pipes.js';
import { missingFunction } from '../../server/servers.js';
import type { CheckCaller, RunPlace } from '../../suite/plan/check.js';
import { hasExecTimer } from '../../suite/run/runChecks.js';
import { type DaemonEnvironment, type MessageSource, type SuiteCase, scriptName } from '../../suite/suite.js';
import { ParsedArguments } from '../arguments/parsedArguments.js';
import { parseCommandString } from '../arguments/pseudoVariableStrings.js';
import { execTimerMs, serverArguments } from '../arguments/serverArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { InputMessage } from '../input/inputMessage.js';
import { readMessages } from '../input/messageStream.js';
import { CallRunner, type CallSettings } from '../session/callRunner.js';

/** A capture of a suite is damaged. */
class SuiteInputError extends SipexecError {}

/**
 * Makes the calls of a suite exactly as the commands `dset`, `msg`, … make theirs: a case becomes the arguments of such
 * a command.
 */
export class SuiteCaller implements CheckCaller<InputMessage> {
  private readonly io: CommandIo;
  private readonly pipes = new PipeMaker();
  /** What each file holds for each selection: cases share messages, and a capture may be large. */
  private readonly read = new Map<string, InputMessage[]>();

  constructor(io: CommandIo) {
    this.io = io;
  }

  /** @throws SipexecError where the source cannot be read to its end */
  async requests(source: MessageSource, folder: string): Promise<InputMessage[]> {
    if (source.kind === 'text') {
      const message = new InputMessage(1, 'suite', { bytes: Buffer.from(source.text) });
      return message.isReply ? [] : [message];
    }
    const path = inputPath(folder, source.path);
    const key = JSON.stringify([path, ...source.selection]);
    const before = this.read.get(key);
    if (before !== undefined) return before;
    const found: InputMessage[] = [];
    const args = new ParsedArguments(
      'test',
      new Map([['input', [path]]]),
      Object.fromEntries(source.selection),
    );
    await readMessages(args, this.io, {
      message(message) {
        if (!message.isReply) found.push(message);
      },
      problem(problem) {
        throw new SuiteInputError(`${source.path}: ${problem.message}`);
      },
    });
    this.read.set(key, found);
    return found;
  }

  /** @throws SipexecError where the server has no such function, or does not know a pseudo-variable, … */
  prepare(
    suiteCase: SuiteCase,
    server: string,
  ): (message: InputMessage, place: RunPlace) => Promise<ExecResult> {
    const settings = this.settingsOf(suiteCase, server);
    return async (message, { workingFolder, environment }) => {
      const runner = new CallRunner(
        {
          ...settings,
          workingDirectory: workingFolder,
          daemonEnvironment: this.daemonEnvironment(suiteCase.environment, environment),
        },
        this.pipes,
      );
      const made = await runner.run(message);
      if (made === undefined) throw new SuiteInputError('the message is a reply');
      return made.result;
    };
  }

  close(): void {
    this.pipes.close();
  }

  private settingsOf(suiteCase: SuiteCase, server: string): Omit<CallSettings, 'daemonEnvironment'> {
    const options = [...suiteCase.options].map(([name, { value }]) => [name, value] as const);
    const args = new ParsedArguments(suiteCase.function, new Map(), {
      ...Object.fromEntries(options),
      server,
    });
    const name = scriptName(suiteCase.function);
    const stdin = args.value('stdin');
    const arguments_ = serverArguments(args);
    const missing = missingFunction(arguments_.profile, name);
    if (missing !== undefined) throw new UsageError(missing);
    return {
      call: {
        function: name,
        command: parseCommandString(suiteCase.command.value, arguments_.profile),
        ...(stdin === undefined ? {} : { input: parseCommandString(stdin, arguments_.profile) }),
      },
      server: arguments_,
      shell: args.value('shell'),
      timeoutMs: hasExecTimer(suiteCase.options) ? execTimerMs(args) : suiteCase.timeoutMs,
      cancel: this.io.interrupt,
      keepOutput: true,
      otherOutput: { kind: 'null' },
    };
  }

  private daemonEnvironment(
    { inherit, set }: DaemonEnvironment,
    ofPlace: ReadonlyMap<string, string>,
  ): EnvironmentEntry[] {
    const inherited = this.io.environment.filter(({ name }) => inherit === 'all' || inherit.includes(name));
    const entries = new Map(inherited.map((entry) => [entry.name, entry]));
    for (const [name, value] of [...ofPlace, ...set]) entries.set(name, { name, value: Buffer.from(value) });
    return [...entries.values()];
  }
}

/** A path as the reader of inputs takes it, to which `-` alone is standard input. */
function inputPath(folder: string, path: string): string {
  const joined = isAbsolute(path) ? path : join(folder, path);
  return joined === '-' ? './-' : joined;
}
