import { bytesOf } from '../../rawWords.js';
import { timeText } from '../../report/json/messageRecord.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import type { OutputStream } from './outputStream.js';
import { visible } from './visible.js';

/**
 * Puts a heading line above each result where there is more than one (cli.md, "Output"). Whether the first needs
 * one is known only when the second comes or the input ends: until then the first is held back.
 */
export class Headings {
  private readonly stdout: OutputStream;
  private readonly onRelease: () => void;
  private state: 'none' | 'one' | 'many' = 'none';
  private held: Buffer[] = [];
  private first: InputMessage | undefined;

  /** @param onRelease called when what was held back has been written, and what belongs to it may follow */
  constructor(stdout: OutputStream, onRelease: () => void) {
    this.stdout = stdout;
    this.onRelease = onRelease;
  }

  /** True while the first result waits for a second one, or for the end. */
  get isHolding(): boolean {
    return this.state === 'one';
  }

  /** True once it is known that there is more than one result. */
  get isMany(): boolean {
    return this.state === 'many';
  }

  /** Begins the result of a message. */
  begin(message: InputMessage): void {
    if (this.state === 'none') {
      this.first = message;
      this.state = 'one';
      return;
    }
    this.expectMore();
    this.stdout.write(heading(message));
  }

  write(bytes: Buffer): void {
    if (this.state === 'many') this.stdout.write(bytes);
    else this.held.push(bytes);
  }

  /** Call when more results will come, or when the next may be long in coming. */
  expectMore(): void {
    if (this.state !== 'one') return;
    this.state = 'many';
    this.stdout.write(heading(this.first as InputMessage));
    this.release();
  }

  /** Call after the last result. */
  finish(): void {
    this.release();
  }

  private release(): void {
    for (const bytes of this.held) this.stdout.write(bytes);
    this.held = [];
    this.onRelease();
  }
}

function heading({ index, input, captured, summary }: InputMessage): string {
  const frame = captured.frame === undefined ? '' : ` frame ${captured.frame}`;
  const time = captured.time === undefined ? '' : `, ${timeText(captured.time)}`;
  const what = [summary.method, summary.uri].filter((part) => part !== undefined).join(' ');
  const call = summary.callId === undefined ? '' : `, Call-ID ${summary.callId}`;
  return `${visible(bytesOf(`# message ${index} (${input}${frame}${time}): ${what}${call}`), 'line')}\n`;
}
