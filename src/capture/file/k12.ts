import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { CaptureSeries } from '../conversations.js';
import { Dissector } from '../dissector.js';

const separator = '+---------+---------------+----------+';
const ethernetLinkType = 1;
const lineFeed = 0x0a;
/** A frame of 64 KiB has three characters a byte. */
const maxLineBytes = 262_144;

/** Whether a file that begins with these bytes is the text that a Tektronix K12 or K15 writes of its frames. */
export function isK12(firstBytes: Buffer): boolean {
  return firstBytes.toString('latin1', 0, separator.length) === separator;
}

/**
 * Reads such a text: for each frame a line of dashes, a line with the time of day and what it was captured on, and a line
 * of bytes in hexadecimal, `|0   |00|50|56|…|`. There is no date, so a message has no time.
 */
export function k12Reader(sink: CaptureSink, inputName: string, series?: CaptureSeries): CaptureReader {
  return new K12Reader(sink, inputName, series);
}

class K12Reader implements CaptureReader {
  readonly #dissector: Dissector;
  /** The parts of the line whose end has not come. */
  #parts: Buffer[] = [];
  #partsBytes = 0;
  #offsetBytes = 0;
  #isEthernet = true;
  readonly #unread = new Set<string>();

  constructor(sink: CaptureSink, inputName: string, series: CaptureSeries | undefined) {
    this.#dissector = new Dissector(sink, inputName, series);
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#hold(chunk.subarray(start, end + 1));
      this.#readLine();
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
  }

  end(): void {
    // The last line may lack its end.
    if (this.#partsBytes > 0) this.#readLine();
    this.#dissector.end();
  }

  /** Keeps a piece of the line. Of a line that is too long for a frame no more is kept than it takes to see that. */
  #hold(part: Buffer): void {
    if (this.#partsBytes <= maxLineBytes) this.#parts.push(part);
    this.#partsBytes += part.length;
  }

  #readLine(): void {
    const line = Buffer.concat(this.#parts).toString('latin1').trim();
    const isTooLong = this.#partsBytes > maxLineBytes;
    const packet = this.#dissector.current;
    packet.offsetBytes = this.#offsetBytes;
    this.#offsetBytes += this.#partsBytes;
    this.#parts = [];
    this.#partsBytes = 0;
    const heading = isTooLong ? null : /^\d\d:\d\d:\d\d,\d{3},\d{3} +(\S+)$/.exec(line);
    if (heading !== null) this.#begin(heading[1] as string);
    else if (line.startsWith('|')) this.#readFrame(isTooLong ? '' : line);
  }

  /** The name of what a frame was captured on. */
  #begin(name: string): void {
    this.#isEthernet = name === 'ETHER';
    if (this.#isEthernet || this.#unread.has(name)) return;
    this.#unread.add(name);
    this.#dissector.current.report('unknown-link-type', `frames of a ${name} interface are not read`);
  }

  #readFrame(line: string): void {
    const packet = this.#dissector.current;
    packet.frame++;
    packet.seconds = Number.NaN;
    if (!this.#isEthernet) return;
    const digits = line.slice(line.indexOf('|', 1) + 1).replaceAll('|', '');
    const bytes = Buffer.from(digits, 'hex');
    if (bytes.length * 2 !== digits.length || digits === '') {
      packet.report('bad-record', `frame ${packet.frame}: what stands between the bars is no frame's bytes`);
    }
    this.#dissector.frame(ethernetLinkType, bytes, 0, bytes.length, bytes.length);
  }
}
