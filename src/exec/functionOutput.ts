import type { ExecFunction, ServerProfile } from '../server/profile.js';
import type { LineTrace } from './callTrace.js';
import { type OutputLine, OutputLines } from './outputLines.js';
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
  /** True when the command of exec_cmd printed something: the server closes its end of the pipe without reading. */
  isPrintedUnread = false;
  private readonly lines: OutputLines;
  private readonly kind: ExecFunction;
  private readonly avpNames: readonly string[] | undefined;

  /** @param trace gets every line and what became of it; absent where no trace was asked for */
  constructor(
    call: ExecCall,
    profile: ServerProfile,
    private readonly trace?: LineTrace,
  ) {
    this.kind = call.function;
    this.avpNames = call.avpNames;
    this.uriSet = new UriSet(profile.running.maxUris);
    this.lines = new OutputLines(
      profile.running.maxLineBytes,
      trace && (() => trace.add({ text: Buffer.alloc(0), became: 'blank', isRemainder: false })),
    );
  }

  /** True for the functions that read their command's output. */
  get isRead(): boolean {
    return this.kind === 'exec_dset' || this.kind === 'exec_avp';
  }

  /** Takes the next piece. Out: `stop` when the server reads no further. */
  take(chunk: Buffer): 'more' | 'stop' {
    if (this.trace !== undefined) this.trace.outputBytes += chunk.length;
    for (const line of this.lines.push(chunk)) if (this.takeLine(line) === 'stop') return 'stop';
    return 'more';
  }

  /** The output has ended, with or without a line end. */
  end(): void {
    const line = this.lines.end();
    if (line !== undefined) this.takeLine(line);
  }

  private takeLine(line: OutputLine): 'more' | 'stop' {
    if (this.kind === 'exec_dset') {
      const branch = this.uriSet.uris.length;
      const next = this.uriSet.take(line);
      if (next === 'stop') this.trace?.add({ ...line, became: 'not-taken' });
      else
        this.trace?.add({
          ...line,
          ...(branch === 0 ? { became: 'request-uri' } : { became: 'branch', branch }),
        });
      return next;
    }
    const count = this.avps.length;
    const name = this.avpNames === undefined ? String(count + 1) : this.avpNames[count];
    if (name === undefined) this.trace?.add({ ...line, became: 'not-taken' });
    if (name === undefined) return 'more';
    this.trace?.add({ ...line, became: 'avp', avp: name });
    if (count < MAX_AVPS) this.avps.push([name, line.text]);
    else this.hasMoreAvps = true;
    return 'more';
  }
}
