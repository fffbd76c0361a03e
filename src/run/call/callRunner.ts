import type { ExecResult } from '../../exec/execResult.js';
import type { CallToRun, ExecCall } from '../../exec/prepareCall.js';
import { PipeMaker } from '../../exec/process/pipes/pipes.js';
import { type RunOptions, runCall } from '../../exec/runCall.js';
import type { ServerState } from '../../server/serverState.js';
import type { StopSignal } from '../../stopSignal.js';
import { type Arrival, arrive, standInWarnings, whyDropped } from '../arrival/arrival.js';
import type { ServerSettings } from '../arrival/serverSettings.js';
import type { InputMessage } from '../input/inputMessage.js';
import { CallWarnings } from '../scripts/callWarnings.js';
import type { DaemonSurroundings } from '../surroundings/daemonSurroundings.js';
import type { RequestedCall } from './execCall.js';

/** The result of a call, and, where output is collected, what the command printed that the server does not read. */
export interface CallResult {
  readonly result: ExecResult;
  readonly shown: readonly Buffer[];
}

/** How the calls of one run are made. */
export interface CallSettings {
  readonly call: ExecCall;
  /** The call as it was asked for: where no server was named, it is held against others. */
  readonly requested?: RequestedCall | undefined;
  readonly server: ServerSettings;
  /** Undefined: /bin/sh, under the name by which the server calls it. */
  readonly shell?: string | undefined;
  /** In what folder, as what user and so on commands run; as this process by default. */
  readonly surroundings?: DaemonSurroundings | undefined;
  /** The exec timer in milliseconds; 0, the default: none. */
  readonly timeoutMs?: number | undefined;
  readonly cancel: StopSignal;
  readonly keepOutput: boolean;
  /** Whether a call is run although a part of the message would run as shell; by default it is `unsafe`, and nothing runs. */
  readonly runInjected?: boolean | undefined;
  /** Where output goes that the server does not read: to a descriptor, nowhere, or collected until the result is printed. */
  readonly otherOutput: Exclude<RunOptions['otherOutput'], { kind: 'show' }> | { readonly kind: 'collect' };
  /** Whether results have a trace of what the call did, step by step. */
  readonly isTraced?: boolean | undefined;
  /** Called right before a message's command is started. */
  onStart?(prepared: CallToRun, message: InputMessage, state: ServerState): void;
  onHeldOpen?(message: InputMessage): void;
}

/** Makes one call for any number of messages, one after the other or side by side. */
export class CallRunner {
  private readonly settings: CallSettings;
  private readonly pipes: PipeMaker;
  private readonly callWarnings: CallWarnings | undefined;

  /** @param pipes one that several runners share is closed by its owner; then do not close the runners */
  constructor(settings: CallSettings, pipes = new PipeMaker()) {
    this.settings = settings;
    this.pipes = pipes;
    this.pipes.prepare();
    const { requested, server, surroundings } = settings;
    if (requested !== undefined)
      this.callWarnings = new CallWarnings({
        requested,
        settings: server,
        surroundings: surroundings ?? { surroundings: {}, warnings: [] },
      });
  }

  /** Out: undefined for a reply. @throws SipexecError */
  async run(message: InputMessage): Promise<CallResult | undefined> {
    const { settings } = this;
    const { profile } = settings.server;
    const arrival = arrive(message, settings.server);
    if (arrival.kind === 'reply') return undefined;
    if (arrival.kind === 'dropped') return { result: this.dropped(arrival), shown: [] };
    const shown: Buffer[] = [];
    const { onHeldOpen, otherOutput } = settings;
    let started: CallToRun | undefined;
    const onStart = (prepared: CallToRun) => {
      started = prepared;
      settings.onStart?.(prepared, message, arrival.state);
    };
    const running = runCall(settings.call, arrival.message, profile, arrival.state, {
      daemonEnvironment: settings.server.daemonEnvironment,
      ...(settings.shell === undefined ? {} : { shell: settings.shell }),
      surroundings: settings.surroundings?.surroundings ?? {},
      timeoutMs: settings.timeoutMs ?? 0,
      cancel: settings.cancel,
      keepOutput: settings.keepOutput,
      runInjected: settings.runInjected === true,
      ...(settings.isTraced ? { isTraced: true } : {}),
      otherOutput:
        otherOutput.kind === 'collect'
          ? { kind: 'show', show: (chunk) => void shown.push(chunk) }
          : otherOutput,
      pipes: this.pipes,
      onStart,
      ...(onHeldOpen === undefined ? {} : { onHeldOpen: () => onHeldOpen(message) }),
    });
    // While the command runs there is time to look at what it is.
    const looking = started === undefined ? [] : (this.callWarnings?.of(message, started) ?? []);
    const [result, ofCall] = await Promise.all([running, looking]);
    // A script that cannot start gets this warning from lint, too: that of the run is enough.
    const hasWarned = result.warnings.some(({ code }) => code === 'not-started');
    const more = hasWarned ? ofCall.filter(({ code }) => code !== 'not-started') : ofCall;
    return { result: { ...result, warnings: [...arrival.warnings, ...result.warnings, ...more] }, shown };
  }

  close(): void {
    this.pipes.close();
  }

  private dropped(arrival: Extract<Arrival, { kind: 'dropped' }>): ExecResult {
    return {
      outcome: 'dropped',
      ...whyDropped(arrival),
      server: this.settings.server.profile.id,
      function: this.settings.call.function,
      returnCode: -1,
      requestUri: Buffer.alloc(0),
      branches: [],
      warnings: standInWarnings(this.settings.server),
    };
  }
}
