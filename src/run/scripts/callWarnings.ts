import { isOffByDefault } from '../../exec/environment.js';
import type { CallToRun } from '../../exec/prepareCall.js';
import type { Warning } from '../../warnings.js';
import type { ServerSettings } from '../arrival/serverSettings.js';
import type { RequestedCall } from '../call/execCall.js';
import type { InputMessage } from '../input/inputMessage.js';
import { namedFiles } from './namedFiles.js';
import { offByDefault } from './offByDefault.js';

/** A call of which is to be said what its scripts and its server give rise to. */
export interface WatchedCall {
  readonly requested: RequestedCall;
  readonly settings: ServerSettings;
  /** Where the command runs. */
  readonly folder: string;
}

/** Says of the calls of one run, once, what lint finds in their scripts, and what a server would do otherwise that nobody named. */
export class CallWarnings {
  private readonly told = new Set<string>();
  private isToldOfServer = false;
  private isToldOfSetvars = false;

  constructor(private readonly call: WatchedCall) {}

  /** In: a message, and what the call comes to for it. */
  async of(message: InputMessage, prepared: CallToRun): Promise<Warning[]> {
    const { requested, settings, folder } = this.call;
    const authored = withoutValues(prepared);
    const scripts = namedFiles(authored, folder);
    const warnings: Warning[] = [];
    const news = scripts.filter(({ name }) => !this.told.has(name));
    if (news.length > 0) {
      const { scriptWarnings } = await import('./scriptWarnings.js');
      warnings.push(...scriptWarnings(news, settings.isNamed ? settings.profile : undefined));
      for (const { name } of news) this.told.add(name);
    }
    if (!settings.isNamed && !this.isToldOfServer) {
      const { unnamedServerWarning } = await import('../unnamed/unnamedServer.js');
      const call = { requested, settings, message, prepared, authored, scripts };
      const warning = await unnamedServerWarning(call);
      if (warning !== undefined) {
        warnings.push(warning);
        this.isToldOfServer = true;
      }
    }
    const { profile, setvars } = settings;
    if (!this.isToldOfSetvars && isOffByDefault(profile, setvars) && getsVariables(requested)) {
      const { variablesRead } = await import('../unnamed/variablesRead.js');
      const [read] = variablesRead(authored, scripts);
      if (read !== undefined) {
        const [name, where] = read;
        warnings.push(offByDefault(profile, `; ${name}, which ${where} reads, is not set here`));
        this.isToldOfSetvars = true;
      }
    }
    return warnings;
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
