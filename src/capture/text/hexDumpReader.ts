import { sipStart } from '../content/sipFirstLine.js';
import type { LineReader } from './lineReader.js';
import type { TextLine } from './lines/lineCutter.js';
import { linkTypeOfDump } from './tcpdump/hexDump.js';
import { PacketFeed } from './tcpdump/packetFeed.js';
import type { Entry, TextOutput } from './textOutput.js';

const dumpLine = /^([0-9a-f]{4,8}) {2,3}((?:[0-9a-f]{2} {1,2}){1,16})/i;
/** The same as xxd has it: groups of bytes behind a colon. */
const xxdLine = /^([0-9a-f]{8}): ((?:[0-9a-f]{2,16} ){1,16})/i;
/** tshark names each dump of a frame when it has several: the frame's own, and what was put together from many. */
const label = /^(.+) \(\d+ bytes\):\r?$/;
/** No frame is longer. */
const maxFrameBytes = 262_144;

/** Whether a line is the first of a frame's dump. */
export function isHexDump(line: string): boolean {
  return /^0{4,8} {2,3}(?:[0-9a-f]{2} {1,2}){14,16}|^0{8}: (?:[0-9a-f]{4} ){8} /i.test(line);
}

/**
 * Reads frames as `tshark -x` and `text2pcap` have them: offset, then bytes in hex, from the link's header on. A dump that is a
 * message itself (`xxd`, `hexdump -C`, the bytes of the SIP layer alone) is read as it is.
 */
export class HexDumpReader implements LineReader {
  readonly #feed: PacketFeed;
  #entry: Entry | undefined;
  #pieces: Buffer[] = [];
  #length = 0;
  #isFrame = true;

  readonly isBusy = false;

  constructor(readonly output: TextOutput) {
    this.#feed = new PacketFeed(output.sink, output.inputName);
  }

  close(): void {
    this.#close();
  }

  get hasOpenEntry(): boolean {
    return this.#entry !== undefined;
  }

  end(): void {
    this.#close();
    this.#feed.end();
  }

  idle(): void {
    this.#close();
  }

  line(line: TextLine): void {
    const match = dumpLine.exec(line.text) ?? xxdLine.exec(line.text);
    if (match === null) {
      this.#close();
      const name = label.exec(line.text)?.[1];
      this.#isFrame = name === undefined || name === 'Frame';
      return;
    }
    if (!this.#isFrame) return;
    const offset = Number.parseInt(match[1] as string, 16);
    if (offset === 0) {
      this.#close();
      this.#entry = this.output.entry(line, {});
    }
    if (this.#entry === undefined || offset !== this.#length || offset > maxFrameBytes) return;
    const bytes = Buffer.from((match[2] as string).replace(/ /g, ''), 'hex');
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  #close(): void {
    const entry = this.#entry;
    if (entry !== undefined) {
      const bytes = Buffer.concat(this.#pieces);
      const linkType = linkTypeOfDump(bytes);
      if (sipStart(bytes, 0, bytes.length) >= 0) this.output.message(bytes, entry);
      else if (linkType !== undefined) this.#feed.frame(linkType, bytes, bytes.length, entry);
    }
    this.#entry = undefined;
    this.#pieces = [];
    this.#length = 0;
  }
}
