import { isAsterisk } from './format/asterisk.js';
import { isBaresip } from './format/baresip.js';
import { isSofiaTrace } from './format/freeswitch.js';
import { isHomer } from './format/homer.js';
import { isKamailioDump } from './format/kamailio.js';
import { isNgrep } from './format/ngrep.js';
import { isOpensips } from './format/opensips.js';
import { isSipp } from './format/sipp.js';
import { isSngrep } from './format/sngrep.js';
import { isWireshark } from './format/wireshark.js';
import { isHexDump } from './hexDumpReader.js';
import { isTcpdump } from './tcpdump/heading.js';
import type { TextFormat } from './textReader.js';

/** How far into a text the first heading of a message may stand: logs begin with what else a server has to say. */
export const searchedBytes = 8 * 1024 * 1024;

/** What tells a heading of each format. A line that several would take belongs to the first of them. */
const recognisers = {
  tcpdump: isTcpdump,
  sngrep: isSngrep,
  ngrep: isNgrep,
  sipp: isSipp,
  kamailio: isKamailioDump,
  asterisk: isAsterisk,
  freeswitch: isSofiaTrace,
  opensips: isOpensips,
  homer: isHomer,
  wireshark: isWireshark,
  hexdump: isHexDump,
  baresip: isBaresip,
} satisfies Record<TextFormat, (line: string) => boolean>;

const inTurn = Object.entries(recognisers) as [TextFormat, (line: string) => boolean][];

/** Looks for the first line that only one tool's trace has; each line is looked at once, however it arrives. */
export class TextRecogniser {
  #looked = 0;

  /**
   * Looks at the lines of `bytes`, all that has come of the input, that it has not seen yet. Undefined: no line
   * tells, so far. `ended`: a last line without line feed counts too.
   */
  look(bytes: Buffer, ended: boolean): TextFormat | undefined {
    while (this.#looked < bytes.length) {
      const lineFeed = bytes.indexOf(0x0a, this.#looked);
      if (lineFeed < 0 && !ended) return undefined;
      const end = lineFeed < 0 ? bytes.length : lineFeed;
      const line = bytes.toString('latin1', this.#looked, Math.min(end, this.#looked + longestHeading));
      this.#looked = end + 1;
      for (const [format, recognises] of inTurn) if (recognises(line)) return format;
    }
    return undefined;
  }
}

/** A heading is shorter; of a longer line only the begin is looked at. */
const longestHeading = 2000;
