import type { Arrival, MessageOutput, Route } from '../messageOutput.js';
import { beginsAnew, lastLineStart, recogniseStream, spareKeepAlives } from '../stream/recognise.js';
import { StreamBuffer } from '../stream/streamBuffer.js';
import type { StreamContent, StreamPlace } from '../stream/streamContent.js';
import { type EarlySegment, EarlySegments } from './earlySegments.js';
import { distance } from './sequence.js';

/** A segment this far from where it is expected belongs to another connection of the same ports. */
const maxDistanceBytes = 1024 * 1024;
/** In how many segments of a connection that began before the capture a message's start is searched: a body may be long. */
const maxSearched = 64;

/** One direction of a TCP connection: puts its segments in order and hands them to what reads its content. */
export class TcpFlow implements StreamPlace {
  /** Sequence number of the next byte. */
  nextSequence: number;
  /** The first sequence number, where the SYN was seen; -1 elsewhere. */
  firstSequence = -1;
  lastFrame = 0;
  readonly early = new EarlySegments();
  readonly #waiting = new StreamBuffer();
  #content: StreamContent | 'undecided' | 'other' = 'undecided';
  /** Whether it carried something else than SIP until bytes were lost; what comes after the loss may be anything. */
  #wasOther = false;
  #searched = 0;
  /** What brought the last of the bytes that wait. */
  #lastArrival: Arrival | undefined;

  constructor(
    readonly output: MessageOutput,
    readonly route: Route,
    nextSequence: number,
  ) {
    this.nextSequence = nextSequence;
  }

  /** Bytes of memory that wait here for more. */
  get heldBytes(): number {
    return this.#waiting.capacity + this.early.bytes;
  }

  /** A SYN: a new connection, unless it is the one that is known. `sequence` is that of the first byte. */
  open(sequence: number, arrival: Arrival): void {
    if (this.firstSequence === sequence) return;
    this.#restart(sequence, arrival);
    this.firstSequence = sequence;
  }

  /** The segment from `start` to `end`; the snap length took `missing` more bytes of it. */
  segment(
    sequence: number,
    bytes: Buffer,
    start: number,
    end: number,
    missing: number,
    arrival: Arrival,
  ): void {
    let ahead = distance(this.nextSequence, sequence);
    if (Math.abs(ahead) > maxDistanceBytes || (ahead !== 0 && this.#content === 'other')) {
      if (this.#content !== 'other') this.#restart(sequence, arrival);
      this.nextSequence = sequence;
      ahead = 0;
    }
    if (ahead > 0) {
      if (!this.early.add(sequence, bytes, start, end, missing, arrival)) this.skipGap(arrival);
      return;
    }
    this.#inOrder(-ahead, bytes, start, end, missing, arrival);
    if (this.early.count > 0) this.#drain(arrival);
  }

  /** Gives up the bytes that are missing before the earliest segment that came too early, and goes on behind them. */
  skipGap(arrival: Arrival): void {
    const first = this.early.first;
    if (first === undefined) return;
    const lost = distance(this.nextSequence, first.sequence);
    if (lost > 0) {
      if (this.#carriesSip) {
        this.output.problem(
          'lost-segments',
          `${lost} bytes of a TCP connection are not in the capture`,
          first,
        );
      }
      this.#loseWaiting(arrival);
      this.nextSequence = first.sequence;
    }
    this.#drain();
  }

  /** Reads what came too early, as if the bytes before it were lost. */
  drainEarly(arrival: Arrival): void {
    while (this.early.count > 0) this.skipGap(arrival);
  }

  /** The capture or the connection is over: what came too early is read now, what is incomplete is reported. */
  close(arrival: Arrival): void {
    this.drainEarly(arrival);
    this.#loseWaiting(arrival);
  }

  /** What the connection has been found to carry. */
  get holds(): 'unknown' | 'sip' | 'other' {
    if (typeof this.#content !== 'string') return this.#content.mayHoldSip ? 'sip' : 'other';
    return this.#content === 'other' || this.#wasOther ? 'other' : 'unknown';
  }

  get #carriesSip(): boolean {
    return typeof this.#content !== 'string';
  }

  /** Whether the bytes that wait may be the middle of something. */
  get #mayBeInside(): boolean {
    if (this.#content === 'undecided') return this.firstSequence < 0;
    return typeof this.#content !== 'string' && this.#content.isSearching;
  }

  #restart(sequence: number, arrival: Arrival): void {
    this.close(arrival);
    this.#content = 'undecided';
    this.#searched = 0;
    this.firstSequence = -1;
    this.nextSequence = sequence;
  }

  /**
   * Reads the early segments that now follow without a gap. To the receiver they arrived when the gap before them was closed:
   * with the packet `completion`. Absent where nothing closed it: each then arrived with its own packet.
   */
  #drain(completion?: Arrival): void {
    for (;;) {
      const segment = this.early.first;
      if (segment === undefined || distance(this.nextSequence, segment.sequence) > 0) return;
      this.early.removeFirst();
      this.#early(segment, completion ?? segment);
    }
  }

  #early(segment: EarlySegment, arrival: Arrival): void {
    const repeatedBytes = distance(segment.sequence, this.nextSequence);
    this.#inOrder(repeatedBytes, segment.bytes, 0, segment.bytes.length, segment.missing, arrival);
  }

  /** A segment whose first `repeatedBytes` bytes came already with earlier ones. */
  #inOrder(
    repeatedBytes: number,
    bytes: Buffer,
    start: number,
    end: number,
    missing: number,
    arrival: Arrival,
  ): void {
    const length = end - start;
    if (repeatedBytes >= length + missing) return;
    const from = start + Math.min(repeatedBytes, length);
    this.nextSequence = (this.nextSequence + length + missing - repeatedBytes) >>> 0;
    if (end > from) this.#read(bytes, from, end, arrival);
    if (missing > 0) this.#lose(arrival, missing);
  }

  #read(bytes: Buffer, start: number, end: number, arrival: Arrival): void {
    const waiting = this.#waiting;
    if (waiting.length > 0 && this.#mayBeInside && beginsAnew(waiting.view, bytes, start, end)) {
      this.#loseWaiting(arrival);
    }
    if (waiting.length === 0) {
      const taken = this.#take(bytes, start, end, arrival);
      if (start + taken < end) this.#wait(bytes, start + taken, end, arrival);
      return;
    }
    this.#wait(bytes, start, end, arrival);
    waiting.consume(this.#take(waiting.bytes, waiting.start, waiting.end, arrival));
  }

  #wait(
    bytes: Buffer,
    start: number,
    end: number,
    { inputName, frame, offsetBytes, seconds, nanoseconds }: Arrival,
  ): void {
    this.#waiting.append(bytes, start, end);
    this.#lastArrival = { inputName, frame, offsetBytes, seconds, nanoseconds };
  }

  /** Offers bytes to the reader of the content. Returns how many of them, from `start` on, need not be offered again. */
  #take(bytes: Buffer, start: number, end: number, arrival: Arrival): number {
    let content = this.#content;
    if (typeof content === 'string') {
      const inside = this.firstSequence < 0 && this.#searched < maxSearched;
      this.#searched++;
      content = recogniseStream(bytes, start, end, this, inside);
      this.#content = content;
      this.#wasOther = false;
      // The unfinished last line may be a SIP first line that the next segment goes on with.
      if (content === 'other') return (inside ? lastLineStart(bytes, start, end) : end) - start;
      if (content === 'undecided') return spareKeepAlives(bytes, start, end);
    }
    const taken = content.read(bytes, start, end, arrival);
    if (taken >= 0) return taken;
    this.#content = 'other';
    return end - start;
  }

  /** Gives up the bytes that wait for more. The loss is reported for the packet that brought them. */
  #loseWaiting(arrival: Arrival): void {
    this.#lose(this.#lastArrival ?? arrival, 0);
  }

  #lose(arrival: Arrival, cutBytes: number): void {
    const { bytes, start, end } = this.#waiting;
    if (typeof this.#content !== 'string') this.#content.lose(bytes, start, end, arrival, cutBytes);
    else if (cutBytes > 0) {
      this.#wasOther = this.#content === 'other';
      this.#content = 'undecided';
    }
    this.#waiting.clear();
    this.#lastArrival = undefined;
  }
}
