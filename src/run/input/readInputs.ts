import type { CapturedMessage, CaptureProblem } from '../../capture/capturedMessage.js';
import type { CaptureSeries } from '../../capture/conversations.js';
import { type InputFormat, openReader } from '../../capture/openReader.js';
import { type StopSignal, whileWaiting } from '../../stopSignal.js';
import type { Selection } from '../selection/selection.js';
import { Selector } from '../selection/selector.js';
import { inputName, openInput } from './chunks.js';
import { InputMessage } from './inputMessage.js';
import { afterSilence } from './silence.js';

/** What is to be read, and which of its messages are meant. */
export interface InputRequest {
  /** Names of files; `-` is standard input. */
  readonly inputs: readonly string[];
  /** What the inputs are; undefined: recognised by content. */
  readonly format?: InputFormat | undefined;
  readonly selection: Selection;
  /** Standard input is a terminal, where nobody will ever type a message. */
  readonly isStdinTerminal: boolean;
  /** Aborted when the user wants an end. */
  readonly interrupt: StopSignal;
}

/** What is done with the messages. */
export interface MessageHandler {
  /** Each selected message, in order; the next piece of input is read when the promise is settled. */
  message(message: InputMessage): void | Promise<void>;
  /** Something of the input could not be read: a damaged capture, an unknown format. */
  problem(problem: CaptureProblem, input: string): void;
  /** A piece of input has been handled, and the next may be long in coming. */
  pause?(format: InputFormat | undefined): void;
  /** An input is about to be read. Out: what follows the reading, such as a progress bar; undefined: nothing does. */
  watch?(input: string): ReadingWatcher | undefined;
}

/** Follows how much of an input has been read. */
export interface ReadingWatcher {
  advance(bytes: number): void;
  finish(): void;
}

/** Why reading stopped. */
type StreamEnd = 'end-of-input' | 'selection-complete' | 'interrupted';

/**
 * Reads all inputs, one after the other, and hands over the messages that are selected.
 * Out: how many messages the inputs hold, selected or not, as far as they were read.
 * @throws InputError, and what the handler throws
 */
export async function readInputs(request: InputRequest, handler: MessageHandler): Promise<number> {
  const stream = new MessageStream(request, handler);
  let end: StreamEnd = 'end-of-input';
  for (const input of request.inputs) {
    end = await stream.read(input);
    if (end !== 'end-of-input') break;
  }
  if (end === 'end-of-input') stream.finish();
  return stream.found;
}

/** What comes of waiting for the next piece of input. */
type NextChunk = IteratorResult<Buffer, void> | 'interrupted' | 'idle';

/** After so long without input, the last message of a text is taken for complete. */
const IDLE_MS = 50;

/** A message, and what is wrong with it. */
interface Arrived {
  readonly captured: CapturedMessage;
  readonly damage: readonly CaptureProblem[];
}

class MessageStream {
  private readonly request: InputRequest;
  private readonly selector: Selector;
  private readonly handler: MessageHandler;
  private index = 0;
  /** Messages that came while one before them was being handled. */
  private readonly waiting: Arrived[] = [];
  private handling: Promise<void> | undefined;
  /** The captures among the inputs are the files of one, as `tcpdump -C` or `-G` rotates them. */
  private readonly series: CaptureSeries = {};
  /** What is wrong with the message that comes next. */
  private damage: readonly CaptureProblem[] = [];
  /** Why no further message is wanted. */
  private end: StreamEnd | undefined;

  constructor(request: InputRequest, handler: MessageHandler) {
    this.request = request;
    this.selector = new Selector(request.selection);
    this.handler = handler;
  }

  /** All inputs have been read: captures among them tell what can no longer come. */
  finish(): void {
    this.series.conversations?.end();
  }

  /** How many messages have been found so far. */
  get found(): number {
    return this.index;
  }

  async read(input: string): Promise<StreamEnd> {
    const name = inputName(input);
    const { format, isStdinTerminal } = this.request;
    const reader = openReader(
      {
        message: (captured) => {
          this.arrive(name, { captured, damage: this.damage });
          this.damage = [];
        },
        problem: (problem) => {
          if (problem.precedesMessage) this.damage = [...this.damage, problem];
          else this.handler.problem(problem, problem.place?.input ?? name);
        },
      },
      { inputName: name, series: this.series, ...(format === undefined ? {} : { format }) },
    );
    const { chunks, isLive } = openInput(input, isStdinTerminal);
    const watcher = this.handler.watch?.(input);
    let coming = chunks.next();
    let canIdle = false;
    for (;;) {
      const next: NextChunk = await (isLive ? this.nextChunk(coming, canIdle) : this.chunkOfFile(coming));
      if (next === 'interrupted') return next;
      this.request.interrupt.busy?.();
      if (next === 'idle') reader.idle();
      else if (next.done) {
        watcher?.finish();
        await reader.end();
      } else {
        await reader.push(next.value);
        watcher?.advance(next.value.length);
      }
      const isOver = next !== 'idle' && (next.done || reader.hasGivenUp);
      if (isOver && !next.done) await reader.end();
      const end = await this.settle(name);
      if (end !== undefined) return end;
      canIdle = next !== 'idle';
      if (isOver) {
        watcher?.finish();
        await chunks.return();
        return 'end-of-input';
      }
      this.handler.pause?.(reader.format);
      if (next !== 'idle') coming = chunks.next();
    }
  }

  /** The next piece of a file, for which nobody has to wait. */
  private async chunkOfFile(coming: Promise<IteratorResult<Buffer, void>>): Promise<NextChunk> {
    return this.request.interrupt.aborted ? 'interrupted' : coming;
  }

  /**
   * Waits for the next piece, an interruption, or a short silence: a live input may send nothing for hours, and a message
   * of a text may be complete although only the next entry would prove it.
   */
  private nextChunk(coming: Promise<IteratorResult<Buffer, void>>, canIdle: boolean): Promise<NextChunk> {
    const { interrupt } = this.request;
    if (interrupt.aborted) return Promise.resolve('interrupted');
    return new Promise((resolve, reject) => {
      const stopListening = whileWaiting(interrupt, () => resolve('interrupted'));
      const endSilence = canIdle ? afterSilence(IDLE_MS, () => resolve('idle')) : undefined;
      coming.then(resolve, reject).finally(() => {
        endSilence?.();
        stopListening();
      });
    });
  }

  /**
   * Takes a message from the reader. It is handled at once unless one before it is still being handled, so that few of
   * a million messages are in memory at a time.
   */
  private arrive(name: string, arrived: Arrived): void {
    if (this.handling === undefined) this.handling = this.handle(name, arrived);
    else if (this.end === undefined) this.waiting.push(arrived);
  }

  /** Handles the messages that had to wait. Out: why reading stops, where it does. */
  private async settle(name: string): Promise<StreamEnd | undefined> {
    await this.handling;
    for (const arrived of this.waiting.splice(0)) {
      if (this.isOver()) break;
      await this.handle(name, arrived);
    }
    this.handling = undefined;
    return this.isOver() ? this.end : undefined;
  }

  /** Out: a promise where the next message must wait for it. */
  private handle(name: string, { captured, damage }: Arrived): Promise<void> | undefined {
    if (this.end !== undefined) return undefined;
    this.index += 1;
    const message = new InputMessage(this.index, name, captured);
    const isSelected = this.selector.selects(message);
    // Damage of a message that is not selected harms nobody: it is a mere remark.
    for (const problem of damage)
      this.handler.problem(isSelected ? problem : { ...problem, nature: 'elsewhere' }, name);
    const handling = isSelected ? this.handler.message(message) : undefined;
    if (this.selector.isComplete(this.index)) this.end = 'selection-complete';
    if (handling === undefined) return undefined;
    // Its rejection is handled in settle(); until then it must not count as unhandled.
    handling.catch(() => {});
    return handling;
  }

  private isOver(): boolean {
    if (this.request.interrupt.aborted) this.end = 'interrupted';
    return this.end !== undefined;
  }
}
