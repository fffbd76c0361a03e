/** A text that a shell reads, with where each of its bytes came from. */
export interface ShellText {
  readonly bytes: readonly number[];
  /** The number of the value that a byte came from; -1: whoever wrote the command. */
  readonly origins: readonly number[];
  /** The byte's offset: within its value, or within the command line. */
  readonly offsets: readonly number[];
}

/** The origin of what the command's author wrote. */
export const OF_AUTHOR = -1;

/** A text that grows byte by byte. */
export class ShellTextBuilder implements ShellText {
  readonly bytes: number[] = [];
  readonly origins: number[] = [];
  readonly offsets: number[] = [];

  get length(): number {
    return this.bytes.length;
  }

  add(byte: number, origin: number, offset: number): void {
    this.bytes.push(byte);
    this.origins.push(origin);
    this.offsets.push(offset);
  }

  addFrom(text: ShellText, at: number): void {
    this.add(text.bytes[at] as number, text.origins[at] as number, text.offsets[at] as number);
  }

  addAll(text: ShellText): void {
    for (let i = 0; i < text.bytes.length; i++) this.addFrom(text, i);
  }
}

/** A part of a text, from `start` up to `end`. */
export function partOf(text: ShellText, start: number, end: number): ShellText {
  return {
    bytes: text.bytes.slice(start, end),
    origins: text.origins.slice(start, end),
    offsets: text.offsets.slice(start, end),
  };
}

/** Whether any byte of a text came from a value. */
export function holdsValue({ origins }: ShellText): boolean {
  return origins.some((origin) => origin !== OF_AUTHOR);
}

/** The text as its author meant it: each value is one letter, which no shell takes for anything else. */
export function asMeant(text: ShellText): ShellText {
  const meant = new ShellTextBuilder();
  for (let i = 0; i < text.bytes.length; i++) {
    const origin = text.origins[i] as number;
    if (origin === OF_AUTHOR) meant.addFrom(text, i);
    else if (i === 0 || text.origins[i - 1] !== origin) meant.add(0x78, origin, 0);
  }
  return meant;
}

/** One character a byte. */
export function latin1Of({ bytes }: ShellText, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.slice(start, end)).toString('latin1');
}
