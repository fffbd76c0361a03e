import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { InputFormat } from '../inputReader.js';
import { asteriskFormat } from './format/asterisk.js';
import { baresipFormat } from './format/baresip.js';
import { freeswitchFormat } from './format/freeswitch.js';
import { homerFormat } from './format/homer.js';
import { kamailioFormat } from './format/kamailio.js';
import { ngrepFormat } from './format/ngrep.js';
import { opensipsFormat } from './format/opensips.js';
import { sippFormat } from './format/sipp.js';
import { sngrepFormat } from './format/sngrep.js';
import { wiresharkFormat } from './format/wireshark.js';
import { HexDumpReader } from './hexDumpReader.js';
import { type MarkedFormat, MarkedTextReader } from './markedText.js';
import { TcpdumpReader } from './tcpdump/tcpdumpReader.js';

/** A reader of a text; `idle` hands over what is complete while the input is silent. */
export type TextReader = CaptureReader & { idle(): void };

/** The formats in which each message stands below a heading. */
const markedFormats = {
  sngrep: sngrepFormat,
  ngrep: ngrepFormat,
  sipp: sippFormat,
  kamailio: kamailioFormat,
  opensips: opensipsFormat,
  asterisk: asteriskFormat,
  freeswitch: freeswitchFormat,
  baresip: baresipFormat,
  homer: homerFormat,
  wireshark: wiresharkFormat,
} satisfies Partial<Record<InputFormat, () => MarkedFormat>>;

/** The formats that are text. */
export type TextFormat = 'tcpdump' | 'hexdump' | keyof typeof markedFormats;

/** The reader of a text format. */
export function textReader(format: TextFormat, sink: CaptureSink, inputName: string): TextReader {
  if (format === 'tcpdump') return new TcpdumpReader(sink, inputName);
  if (format === 'hexdump') return new HexDumpReader(sink, inputName);
  return new MarkedTextReader(sink, inputName, markedFormats[format]());
}
