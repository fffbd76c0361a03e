import type { InputFormat } from '../../capture/openReader.js';
import type { Place, SipexecError } from '../../errors.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { placeInMessage } from '../../run/input/placeInMessage.js';
import { notMeasured } from '../../server/servers.js';
import type { Warning } from '../../warnings.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { errorLine, placeText, remarkLine } from '../output/errorLine.js';
import { Headings } from '../output/headings.js';
import { plainStyle, type Style, styleFor } from '../output/style.js';
import { visible } from '../output/visible.js';

/**
 * Prints results to standard output, in order and under headings, and everything else to standard error. Where both go
 * to one terminal, remarks about a message follow its result.
 */
export class Printer {
  private readonly io: CommandIo;
  private readonly style: Style;
  private readonly isQuiet: boolean;
  private readonly headings: Headings;
  /** Warnings about the command itself, which are given once and not for each message. */
  private readonly commandWarnings = new Set<string>();
  /** Remarks about the first result, while that is held back. */
  private heldRemarks: (() => void)[] = [];

  static async create(args: ParsedArguments, io: CommandIo): Promise<Printer> {
    const style = args.flag('json')
      ? plainStyle
      : await styleFor(io.stderr, args.value('color'), io.environment);
    return new Printer(io, style, args.flag('quiet'));
  }

  private constructor(io: CommandIo, style: Style, isQuiet: boolean) {
    this.io = io;
    this.style = style;
    this.isQuiet = isQuiet;
    this.headings = new Headings(io.stdout, () => this.releaseRemarks());
  }

  /** A record or other line that needs no heading. */
  line(text: string): void {
    this.io.stdout.write(`${text}\n`);
    this.io.stdout.flush();
  }

  /** The result of a message: on a terminal with control characters escaped, else byte for byte. */
  result(message: InputMessage, bytes: Buffer, heading: 'headed' | 'bare' = 'headed'): void {
    this.shown(message, this.io.stdout.isTerminal ? Buffer.from(visible(bytes, 'lines')) : bytes, heading);
  }

  /** What is made for people alone: control characters are escaped wherever it goes. */
  picture(message: InputMessage, bytes: Buffer): void {
    this.shown(message, Buffer.from(visible(bytes, 'lines')), 'headed');
  }

  private shown(message: InputMessage, shown: Buffer, heading: 'headed' | 'bare'): void {
    if (heading === 'headed') this.headings.begin(message);
    if (heading === 'headed') this.headings.write(shown);
    else this.io.stdout.write(shown);
  }

  warnings(message: InputMessage, warnings: readonly Warning[]): void {
    for (const { code, message: text, isOfCommand } of warnings) {
      // It is said once, before the first message.
      if (code === notMeasured) continue;
      if (isOfCommand && this.commandWarnings.has(text)) continue;
      if (isOfCommand) this.commandWarnings.add(text);
      this.remark(message, `${text} [${code}]`, `${this.style.warning('warning')}: `);
    }
  }

  /** From the first result on, each has a heading, even if no second one comes. */
  expectMany(): void {
    this.headings.expectMore();
  }

  /** A line about a message on standard error, unless `--quiet`. */
  remark(message: InputMessage, text: string, label = ''): void {
    if (this.isQuiet) return;
    const write = () => {
      const which = this.headings.isMany ? `message ${message.index}: ` : '';
      this.io.stderr.write(`sipexec: ${label}${which}${visible(Buffer.from(text), 'line')}\n`);
    };
    if (this.headings.isHolding) this.heldRemarks.push(write);
    else write();
  }

  /** A line about a message that nothing was run for, with its place. */
  notRun(message: InputMessage, text: string, place?: Place): void {
    if (this.isQuiet) return;
    const where = placeText(placeInMessage(message, place));
    this.io.stderr.write(remarkLine(`${where}${text}`));
  }

  /** A line about a command that still runs: it is not held back. */
  notice(message: InputMessage, text: string): void {
    if (this.isQuiet) return;
    const which = this.headings.isMany ? `message ${message.index}: ` : '';
    this.io.stderr.write(`sipexec: ${which}${text}\n`);
    this.io.stderr.flush();
  }

  /**
   * What `-v` tells, made for people alone: control characters are escaped wherever it goes, the log of a CI service among
   * them. It is written at once, so that what the command itself writes stands behind it.
   */
  story(bytes: Buffer): void {
    this.io.stderr.write(visible(bytes, 'lines'));
    this.io.stderr.flush();
  }

  /** Output of a command that the server does not read. */
  commandOutput(chunk: Buffer): void {
    this.io.stderr.write(this.io.stderr.isTerminal ? visible(chunk, 'lines') : chunk);
  }

  error(message: InputMessage, error: SipexecError): void {
    this.io.stderr.write(errorLine(error, placeInMessage(message, error.place)));
  }

  /** Writes pending remarks out, and before them the results that they are about. */
  flushRemarks(): void {
    if (!this.io.stderr.hasPending) return;
    this.io.stdout.flush();
    this.io.stderr.flush();
  }

  /** The input pauses. Where more messages are likely, the first result is printed now, with its heading. */
  pause(format: InputFormat | undefined): void {
    if (format !== undefined && format !== 'message' && format !== 'messages') this.headings.expectMore();
    this.io.stdout.flush();
  }

  /** The end: a summary where there is one, and why nothing was run where nothing was. */
  finish(summary: string | undefined, nothingRun: string | undefined): void {
    this.headings.finish();
    this.io.stdout.flush();
    if (summary !== undefined && !this.isQuiet) this.io.stderr.write(`sipexec: ${summary}\n`);
    if (nothingRun !== undefined) this.io.stderr.write(`sipexec: ${nothingRun}\n`);
    this.io.stderr.flush();
  }

  private releaseRemarks(): void {
    for (const write of this.heldRemarks.splice(0)) write();
    this.flushRemarks();
  }
}
