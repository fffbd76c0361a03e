import { isOffByDefault } from '../../exec/environment.js';
import type { CallToRun } from '../../exec/prepareCall.js';
import type { Warning } from '../../warnings.js';
import type { ServerSettings } from '../arrival/serverSettings.js';
import type { RequestedCall } from '../call/execCall.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { DaemonSurroundings } from '../surroundings/daemonSurroundings.js';
import { relativeCommand } from '../surroundings/relativeCommand.js';
import { type NamedFile, namedFiles } from './namedFiles.js';
import { offByDefault } from './offByDefault.js';

/** A call whose scripts, surroundings and server are looked at. */
export interface WatchedCall {
  readonly requested: RequestedCall;
  readonly settings: ServerSettings;
  readonly surroundings: DaemonSurroundings;
}

/**
 * Makes the warnings of a run that do not depend on its messages, each once: what lint finds in the scripts, what the
 * surroundings keep the command from, and, where no server was named, what the real servers would do differently.
 */
export class CallWarnings {
  private readonly checkedScripts = new Set<string>();
  private hasWarnedOfServer = false;
  private hasWarnedOfSetvars = false;
  private hasWarnedOfSurroundings = false;

  constructor(private readonly call: WatchedCall) {}

  /** In: a message, and what the call comes to for it. */
  async of(message: InputMessage, prepared: CallToRun): Promise<Warning[]> {
    const { requested, settings, surroundings } = this.call;
    const { workingDirectory = process.cwd(), rootDirectory = '/' } = surroundings.surroundings;
    const authored = withoutValues(prepared);
    const scripts = namedFiles(authored, workingDirectory, rootDirectory);
    const warnings: Warning[] = [];
    const newScripts = scripts.filter(({ name }) => !this.checkedScripts.has(name));
    if (newScripts.length > 0) {
      const { scriptWarnings } = await import('./scriptWarnings.js');
      warnings.push(...scriptWarnings(newScripts, settings.isNamed ? settings.profile : undefined));
      for (const { name } of newScripts) this.checkedScripts.add(name);
    }
    if (!this.hasWarnedOfSurroundings) {
      this.hasWarnedOfSurroundings = true;
      warnings.push(...(await this.ofSurroundings(authored, scripts)));
    }
    if (!settings.isNamed && !this.hasWarnedOfServer) {
      const { unnamedServerWarning } = await import('../unnamed/unnamedServer.js');
      const call = { requested, settings, message, prepared, authored, scripts };
      const warning = await unnamedServerWarning(call);
      if (warning !== undefined) {
        warnings.push(warning);
        this.hasWarnedOfServer = true;
      }
    }
    const { profile, setvars } = settings;
    if (!this.hasWarnedOfSetvars && isOffByDefault(profile, setvars) && getsVariables(requested)) {
      const { variablesRead } = await import('../unnamed/variablesRead.js');
      const [read] = variablesRead(authored, scripts);
      if (read !== undefined) {
        const [name, where] = read;
        warnings.push(offByDefault(profile, `; ${name}, which ${where} reads, is not set here`));
        this.hasWarnedOfSetvars = true;
      }
    }
    return warnings;
  }

  private async ofSurroundings(authored: string, scripts: readonly NamedFile[]): Promise<Warning[]> {
    const { surroundings, warnings } = this.call.surroundings;
    const relative =
      surroundings.workingDirectory === undefined
        ? relativeCommand(
            authored,
            scripts.map(({ name }) => name),
          )
        : undefined;
    const ofPlace = [...warnings, ...(relative === undefined ? [] : [relative])];
    if (surroundings.account === undefined) return ofPlace;
    const { accessFindings } = await import('../surroundings/surroundingsOf.js');
    const path = this.call.settings.daemonEnvironment.findLast(({ name }) => name === 'PATH');
    return [...ofPlace, ...accessFindings(surroundings, authored, path?.value.toString())];
  }
}

/** The functions whose commands the `setvars` parameter is about. */
function getsVariables({ function: name }: RequestedCall): boolean {
  return name !== 'exec' && name !== 'exec_cmd';
}

/** The command, one character per byte, with blanks in place of the values that a message brought. */
function withoutValues({ commandLine, commandBytes, spans }: CallToRun): string {
  const text = Buffer.from(commandLine.subarray(0, commandBytes));
  for (const { start, end } of spans) if (start < text.length) text.fill(0x20, start, end);
  return text.toString('latin1');
}
