import type { CharacterReader } from './characterReader.js';

/** The bytes of a string and where each was written. */
export interface StringContent {
  readonly text: string;
  readonly offsets: number[];
  readonly isClosed: boolean;
  /** A NUL was in it: the server drops what follows it, strings that are joined to this one included. */
  readonly isCut: boolean;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  a: '\x07',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

/**
 * Reads a string in double quotes. Escapes as all the servers have them: `\n \r \a \t \" \\`, `\x` with one or two
 * hexadecimal digits, two or three octal digits (one stays as it is, for back-references), and a backslash at the
 * end of a line, which joins the lines. Any other backslash stays, `\$` too. A NUL ends what the server keeps.
 * In: a reader at the opening quote.
 */
export function readDoubleQuoted(reader: CharacterReader): StringContent {
  return readQuoted(reader, '"', readEscape);
}

/** Reads a string in single quotes, which knows no escapes. In: a reader at the opening quote. */
export function readSingleQuoted(reader: CharacterReader): StringContent {
  return readQuoted(reader, "'", readBackslash);
}

function readQuoted(reader: CharacterReader, quote: string, atBackslash: typeof readEscape): StringContent {
  const content = new ContentBuilder();
  reader.skip();
  for (;;) {
    const character = reader.peek();
    if (character === '') return content.end(false);
    const { offset } = reader;
    if (character === quote) {
      reader.skip();
      return content.end(true);
    }
    if (character !== '\\') {
      content.add(character, offset);
      reader.skip();
      continue;
    }
    const { value, length } = atBackslash(reader);
    content.add(value, offset);
    reader.skip(length);
  }
}

/** A backslash that stands for itself. */
function readBackslash(): { value: string; length: number } {
  return { value: '\\', length: 1 };
}

/** In: a reader at a backslash. Out: what it stands for, and how many characters it takes. */
function readEscape(reader: CharacterReader): { value: string; length: number } {
  const next = reader.peek(1);
  const named = NAMED_ESCAPES[next];
  if (named !== undefined) return { value: named, length: 2 };
  if (next === '\n') return { value: '', length: 2 };
  if (next === 'x') {
    const digits = digitsAhead(reader, 2, 2, /[0-9A-Fa-f]/);
    if (digits !== '')
      return { value: String.fromCharCode(Number.parseInt(digits, 16)), length: 2 + digits.length };
  }
  const octal = digitsAhead(reader, 1, 3, /[0-7]/);
  if (octal.length >= 2) {
    return { value: String.fromCharCode(Number.parseInt(octal, 8) & 0xff), length: 1 + octal.length };
  }
  return readBackslash();
}

function digitsAhead(reader: CharacterReader, from: number, maxDigits: number, digit: RegExp): string {
  let digits = '';
  while (digits.length < maxDigits && digit.test(reader.peek(from + digits.length))) {
    digits += reader.peek(from + digits.length);
  }
  return digits;
}

class ContentBuilder {
  private readonly parts: string[] = [];
  private readonly offsets: number[] = [];
  private isCut = false;

  add(value: string, offset: number): void {
    if (value === '\0') this.isCut = true;
    if (this.isCut || value === '') return;
    this.parts.push(value);
    this.offsets.push(offset);
  }

  end(isClosed: boolean): StringContent {
    return { text: this.parts.join(''), offsets: this.offsets, isClosed, isCut: this.isCut };
  }
}
