import { isUtf8 } from 'node:buffer';
import type { ConfigPlace } from './scannedConfig.js';

/** A piece of a configuration for people: one character per byte in, UTF-8 read as such where it is that. */
export function readable(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : text;
}

/** The text of one file of a configuration, one character per byte, and the places in it. */
export class SourceFile {
  readonly name: string;
  readonly text: string;
  private lineStarts: number[] | undefined;

  constructor(name: string, bytes: Buffer) {
    this.name = name;
    this.text = bytes.toString('latin1');
  }

  /** In: an offset in bytes, the end of the file at most. */
  placeAt(offsetBytes: number): ConfigPlace {
    this.lineStarts ??= lineStartsOf(this.text);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] as number) <= offsetBytes) low = middle;
      else high = middle - 1;
    }
    const column = offsetBytes - (this.lineStarts[low] as number) + 1;
    return { file: this.name, line: low + 1, column, offsetBytes };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
