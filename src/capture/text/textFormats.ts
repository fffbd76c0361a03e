import type { InputFormat } from '../inputReader.js';
import { asteriskFormat, isAsterisk } from './format/asterisk.js';
import { baresipFormat, isBaresip } from './format/baresip.js';
import { freeswitchFormat, isSofiaTrace } from './format/freeswitch.js';
import { headedFormat, headedFormats } from './format/headings.js';
import { homerFormat, isHomer } from './format/homer.js';
import { isJainSip, jainSipFormat } from './format/jainSip.js';
import { isKamailioDump, kamailioFormat } from './format/kamailio.js';
import { isNgrep, ngrepFormat } from './format/ngrep.js';
import { isOpensips, opensipsFormat } from './format/opensips.js';
import { isSipp, sippFormat } from './format/sipp.js';
import { isSngrep, sngrepFormat } from './format/sngrep.js';
import { isWireshark, wiresharkFormat } from './format/wireshark.js';
import { HexDumpReader, isHexDump } from './hexDumpReader.js';
import { isJson, JsonReader } from './json/jsonReader.js';
import type { LineReader } from './lineReader.js';
import { type MarkedFormat, MarkedTextReader } from './markedText.js';
import { isTcpdump } from './tcpdump/heading.js';
import { TcpdumpReader } from './tcpdump/tcpdumpReader.js';
import type { TextOutput } from './textOutput.js';

/** The formats of inputs that are text. */
export type TextFormat = Exclude<
  InputFormat,
  'message' | 'messages' | 'pcap' | 'pcapng' | 'snoop' | 'hep' | 'erf' | 'k12'
>;

/** What is known of a text format. */
interface TextFormatRules {
  /** Whether a line can only be a heading of this format. */
  readonly recognises: (line: string) => boolean;
  readonly reader: (output: TextOutput) => LineReader;
}

function marked(recognises: (line: string) => boolean, format: () => MarkedFormat): TextFormatRules {
  return { recognises, reader: (output) => new MarkedTextReader(output, format()) };
}

function headed(name: keyof typeof headedFormats): TextFormatRules {
  const format = headedFormats[name];
  return marked(
    (line) => format.heading(line) !== undefined,
    () => headedFormat(format),
  );
}

/** Each text format, in the order in which a line is tried: one that is not in this table does not compile. */
export const textFormats: Readonly<Record<TextFormat, TextFormatRules>> = {
  tcpdump: { recognises: isTcpdump, reader: (output) => new TcpdumpReader(output) },
  sngrep: marked(isSngrep, sngrepFormat),
  ngrep: marked(isNgrep, ngrepFormat),
  sipp: marked(isSipp, sippFormat),
  kamailio: marked(isKamailioDump, kamailioFormat),
  asterisk: marked(isAsterisk, asteriskFormat),
  freeswitch: marked(isSofiaTrace, freeswitchFormat),
  opensips: marked(isOpensips, opensipsFormat),
  homer: marked(isHomer, homerFormat),
  wireshark: marked(isWireshark, wiresharkFormat),
  hexdump: { recognises: isHexDump, reader: (output) => new HexDumpReader(output) },
  baresip: marked(isBaresip, baresipFormat),
  pjsip: headed('pjsip'),
  belle: headed('belle'),
  jssip: headed('jssip'),
  snom: headed('snom'),
  cisco: headed('cisco'),
  ribbon: headed('ribbon'),
  audiocodes: headed('audiocodes'),
  fritzbox: headed('fritzbox'),
  xlite: headed('xlite'),
  yate: headed('yate'),
  resiprocate: headed('resiprocate'),
  polycom: headed('polycom'),
  jainsip: marked(isJainSip, jainSipFormat),
  json: { recognises: () => false, reader: (output) => new JsonReader(output) },
  text: marked(
    () => false,
    () => headedFormat(),
  ),
};

/** The format that a line is the heading of. */
export function recogniseHeading(line: string): TextFormat | undefined {
  for (const [name, { recognises }] of Object.entries(textFormats)) {
    if (recognises(line)) return name as TextFormat;
  }
  return undefined;
}

/** Whether a line is the heading of some format. */
export function isHeading(line: string): boolean {
  return recogniseHeading(line) !== undefined;
}

export { isJson };
