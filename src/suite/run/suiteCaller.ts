import { isAbsolute, join } from 'node:path';
import { SipexecError } from '../../errors.js';
import type { EnvironmentEntry } from '../../exec/environment.js';
import type { ExecResult } from '../../exec/execResult.js';
import { PipeMaker } from '../../exec/process/pipes/pipes.js';
import { bytesOf } from '../../rawWords.js';
import { serverSettings } from '../../run/arrival/serverSettings.js';
import { CallRunner, type CallSettings } from '../../run/call/callRunner.js';
import { execCall, NotRunnableError } from '../../run/call/execCall.js';
import { InputMessage } from '../../run/input/inputMessage.js';
import { readInputs } from '../../run/input/readInputs.js';
import { serverNotNamed } from '../../run/unnamed/serverNotNamed.js';
import type { StopSignal } from '../../stopSignal.js';
import type { CheckCaller, RunPlace } from '../plan/check.js';
import { type MessageSource, type SuiteCase, scriptName } from '../suite.js';
import { caseSurroundings } from './caseSurroundings.js';
import { composeMessage } from './composeMessage.js';
import { cutByYaml } from './cutByYaml.js';
import { hasExecTimer } from './runChecks.js';
import type { FolderKeeper } from './workFolder.js';

/** A capture of a suite is damaged. */
class SuiteInputError extends SipexecError {}

/** What a suite takes from the process that it runs in. */
export interface CallerSurroundings {
  /** Aborted: what is being read or run ends. */
  readonly interrupt: StopSignal;
  /** The process's own environment. */
  readonly environment: readonly EnvironmentEntry[];
  /** Gets remarks that are about a suite as a whole and about no single check. */
  remark?(text: string, file: string): void;
}

/** Reads the messages of a suite and makes its calls. */
export class SuiteCaller implements CheckCaller<InputMessage> {
  private readonly surroundings: CallerSurroundings;
  private readonly pipes = new PipeMaker();
  /** What each file holds for each selection: cases share messages, and a capture may be large. */
  private readonly read = new Map<string, InputMessage[]>();

  constructor(surroundings: CallerSurroundings) {
    this.surroundings = surroundings;
  }

  /** @throws SipexecError where the source cannot be read to its end; SuiteError with places within it */
  async requests(source: MessageSource, folder: string): Promise<InputMessage[]> {
    if (source.kind === 'text') {
      const message = new InputMessage(1, 'suite', { bytes: Buffer.from(source.text) });
      return message.isReply ? [] : [message];
    }
    if (source.kind === 'fields')
      return [new InputMessage(1, 'suite', { bytes: composeMessage(source, folder) })];
    const { format, selection } = source;
    const path = inputPath(folder, source.path);
    const key = JSON.stringify([path, format, selection]);
    const before = this.read.get(key);
    if (before !== undefined) return before;
    const found: InputMessage[] = [];
    const { interrupt } = this.surroundings;
    await readInputs(
      { inputs: [path], format, selection, isStdinTerminal: false, interrupt },
      {
        message(message) {
          if (!message.isReply) found.push(message);
        },
        problem(problem) {
          if (problem.nature !== undefined && problem.nature !== 'damage') return;
          throw new SuiteInputError(`${source.path}: ${problem.message}`);
        },
      },
    );
    this.read.set(key, found);
    return found;
  }

  /** @throws SipexecError where the server has no such function, or does not know a pseudo-variable, … */
  async prepare(
    suiteCase: SuiteCase,
    server: string,
  ): Promise<(message: InputMessage, place: RunPlace) => Promise<ExecResult>> {
    const settings = await this.settingsOf(suiteCase, server);
    return async (message, place) => {
      const { daemonEnvironment, ...surroundings } = await caseSurroundings(
        suiteCase,
        place,
        this.surroundings.environment,
      );
      const runner = new CallRunner(
        { ...settings, surroundings, server: { ...settings.server, daemonEnvironment } },
        this.pipes,
      );
      const called = await runner.run(message);
      if (called === undefined) throw new NotRunnableError('the message is a reply');
      const { result } = called;
      const warnings = [...result.warnings, ...cutByYaml(suiteCase, result)];
      return this.withoutServerWarning({ ...result, warnings }, suiteCase.file);
    };
  }

  /** Removes the folders of runs if this process is killed. */
  get folders(): FolderKeeper {
    return this.pipes.helper;
  }

  close(): void {
    this.pipes.close();
  }

  /** Takes the warning that no server was named out of a check's result: it is about the suite, and is reported as a remark. */
  private withoutServerWarning(result: ExecResult, file: string): ExecResult {
    const ofSuite = result.warnings.find(({ code }) => code === serverNotNamed);
    if (ofSuite === undefined) return result;
    this.surroundings.remark?.(`${file}: ${ofSuite.message.replace('--server', "'server:'")}`, file);
    return { ...result, warnings: result.warnings.filter((warning) => warning !== ofSuite) };
  }

  private async settingsOf(suiteCase: SuiteCase, id: string): Promise<CallSettings> {
    const { options, timeoutMs } = suiteCase;
    const { execTimerMs, shell, stdin, runInjected, kemi, ...state } = options;
    const server = serverSettings({ ...state, server: suiteCase.isServerNamed ? id : undefined });
    const requested = {
      function: scriptName(suiteCase.function),
      command: bytesOf(suiteCase.command.value),
      input: stdin && bytesOf(stdin.value),
      ...(kemi === true ? { strings: 'raw' as const } : {}),
    };
    return {
      call: await execCall(requested, server.profile, server.route),
      requested,
      server,
      shell,
      timeoutMs: hasExecTimer(options) ? execTimerMs : timeoutMs,
      cancel: this.surroundings.interrupt,
      keepOutput: true,
      runInjected,
      otherOutput: { kind: 'null' },
    };
  }
}

/** A path as the reader of inputs takes it, to which `-` alone is standard input. */
function inputPath(folder: string, path: string): string {
  const joined = isAbsolute(path) ? path : join(folder, path);
  return joined === '-' ? './-' : joined;
}
