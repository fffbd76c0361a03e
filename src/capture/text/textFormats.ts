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
  /** What each of its headings holds: a line that holds the sign of no format is looked at no further. */
  readonly sign: RegExp;
  /** Whether a line can only be a heading of this format. */
  readonly recognises: (line: string) => boolean;
  readonly reader: (output: TextOutput) => LineReader;
}

function marked(
  sign: RegExp,
  recognises: (line: string) => boolean,
  format: () => MarkedFormat,
): TextFormatRules {
  return { sign, recognises, reader: (output) => new MarkedTextReader(output, format()) };
}

function headed(sign: RegExp, name: keyof typeof headedFormats): TextFormatRules {
  const format = headedFormats[name];
  return marked(
    sign,
    (line) => format.heading(line) !== undefined,
    () => headedFormat(format),
  );
}

/** The sign of a format that has no headings. */
const nothing = /(?!)/;

/** Each text format, in the order in which a line is tried: one that is not in this table does not compile. */
export const textFormats: Readonly<Record<TextFormat, TextFormatRules>> = {
  tcpdump: { sign: /IP|ip: |ARP| > /, recognises: isTcpdump, reader: (output) => new TcpdumpReader(output) },
  sngrep: marked(/->/, isSngrep, sngrepFormat),
  ngrep: marked(/->/, isNgrep, ngrepFormat),
  sipp: marked(/-{20}|message|[SR]\t/, isSipp, sippFormat),
  kamailio: marked(/tag: /, isKamailioDump, kamailioFormat),
  asterisk: marked(/bytes|ransmitting|read/, isAsterisk, asteriskFormat),
  freeswitch: marked(/bytes/, isSofiaTrace, freeswitchFormat),
  opensips: marked(/->/, isOpensips, opensipsFormat),
  homer: marked(/->/, isHomer, homerFormat),
  wireshark: marked(/Follow|Frame|_index|<pdml|^peers:/, isWireshark, wiresharkFormat),
  hexdump: { sign: /^0000/, recognises: isHexDump, reader: (output) => new HexDumpReader(output) },
  baresip: marked(/->/, isBaresip, baresipFormat),
  pjsip: headed(/bytes/, 'pjsip'),
  belle: headed(/bytes/, 'belle'),
  jssip: headed(/message/, 'jssip'),
  snom: headed(/bytes/, 'snom'),
  cisco: headed(/ccsip/, 'cisco'),
  ribbon: headed(/IP\/port/, 'ribbon'),
  audiocodes: headed(/SIP Message/, 'audiocodes'),
  fritzbox: headed(/peer=/, 'fritzbox'),
  xlite: headed(/>>|<</, 'xlite'),
  yate: headed(/'(?:udp|tcp|tls):/, 'yate'),
  resiprocate: headed(/\[ V[46] /, 'resiprocate'),
  polycom: headed(/>>>|<<</, 'polycom'),
  oracle: headed(/On \[/, 'oracle'),
  genesys: headed(/bytes/, 'genesys'),
  cucm: headed(/ SIP /, 'cucm'),
  expressway: headed(/Local-ip/, 'expressway'),
  exosip: headed(/message len=|Message sent/, 'exosip'),
  jainsip: marked(/<message/, isJainSip, jainSipFormat),
  json: { sign: nothing, recognises: () => false, reader: (output) => new JsonReader(output) },
  text: marked(
    nothing,
    () => false,
    () => headedFormat(),
  ),
};

/** What a line holds that may be the heading of some format. */
export const headingSigns = new RegExp(
  [...new Set(Object.values(textFormats).map(({ sign }) => sign.source))].join('|'),
);

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
