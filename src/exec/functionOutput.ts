import type { ExecFunction, ServerProfile } from '../server/profile.js';
import { OutputLines } from './outputLines.js';
import type { ExecCall } from './prepareCall.js';
import { UriSet } from './uriSet.js';

/** How many AVPs are kept; a server would keep them until its memory ends. */
const MAX_AVPS = 10_000;

/** What the server reads of a command's standard output. */
export class FunctionOutput {
  readonly uriSet: UriSet;
  readonly avps: [string, Buffer][] = [];
  /** True when there were more AVPs than are kept. */
  hasMoreAvps = false;
  /** True when the command printed something that the server closes the pipe on. */
  isPrintedUnread = false;
  private readonly lines: OutputLines;
  private readonly kind: ExecFunction;
  private readonly avpNames: readonly string[] | undefined;

  constructor(call: ExecCall, profile: ServerProfile) {
    this.kind = call.function;
    this.avpNames = call.avpNames;
    this.uriSet = new UriSet(profile.running.maxUris);
    this.lines = new OutputLines(profile.running.maxLineBytes);
  }

  /** True for the functions that read it at all. */
  get isRead(): boolean {
    return this.kind === 'exec_dset' || this.kind === 'exec_avp';
  }

  /** Takes the next piece. Out: `stop` when the server reads no further. */
  take(chunk: Buffer): 'more' | 'stop' {
    for (const line of this.lines.push(chunk)) if (this.takeLine(line) === 'stop') return 'stop';
    return 'more';
  }

  /** The output has ended, with or without a line end. */
  end(): void {
    const line = this.lines.end();
    if (line !== undefined) this.takeLine(line);
  }

  private takeLine(line: { text: Buffer; isRemainder: boolean }): 'more' | 'stop' {
    if (this.kind === 'exec_dset') return this.uriSet.take(line);
    const count = this.avps.length;
    const name = this.avpNames === undefined ? String(count + 1) : this.avpNames[count];
    if (name === undefined) return 'more';
    if (count < MAX_AVPS) this.avps.push([name, line.text]);
    else this.hasMoreAvps = true;
    return 'more';
  }
}
