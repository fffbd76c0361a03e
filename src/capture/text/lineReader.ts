import type { Mark } from './heading/mark.js';
import type { TextLine } from './lines/lineCutter.js';

/** Lines that a reader held; `isDamaged`: some of them are not what the reader reads, though they began so. */
export interface HeldLines {
  readonly lines: readonly TextLine[];
  readonly isDamaged: boolean;
}

/** Reads the lines of one format, those of others left out. */
export interface LineReader {
  /** `isFirst`: a SIP first line begins the line, and header lines stand behind it. */
  line(line: TextLine, isFirst: boolean): void;
  /** Another format goes on: what is open is whole. */
  close(): void;
  /** The text is at its end. */
  end(): void;
  /** The text is silent for a moment: hands over what is complete. */
  idle(): void;
  /** Whether what is open must go on, so that a line that looks like another format's heading may be its own. */
  readonly isBusy: boolean;
  /** Whether a first line without heading may belong to what is open. Absent: the reader finds out itself. */
  readonly hasOpenEntry?: boolean;
  /** Takes the lines that the reader held and could make nothing of, so that they are read in another way. */
  takeHeld?(): HeldLines;
  /** Whether a heading has come and its message has not: a first line that stands behind something is that message's. */
  readonly awaitsMessage?: boolean;
  /** A first line without heading comes: ends what is open, where the line cannot belong to it. */
  endBefore?(): void;
}

/** A reader that also takes messages of which the text tells the begin alone, or all in one line. */
export interface MessageReader extends LineReader {
  /** A message begins with this line; its own length ends it. */
  begin(line: TextLine, mark: Mark): void;
  /** A message that stood in one line, as lines. */
  whole(line: TextLine, mark: Mark, lines: readonly string[]): void;
}
