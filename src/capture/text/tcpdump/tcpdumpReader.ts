import { type Mark, markOf } from '../heading/mark.js';
import type { LineReader } from '../lineReader.js';
import type { TextLine } from '../lines/lineCutter.js';
import { goesOnBehind, isComplete, restorePiece } from '../restore.js';
import type { Entry, TextOutput } from '../textOutput.js';
import { DatagramTexts } from './datagramTexts.js';
import { DumpText, linkBytesOf } from './dump.js';
import { type Heading, parseHeading } from './heading.js';
import { hexDumpLine, ipPacketBytes, linkTypeOfDump } from './hexDump.js';
import { PacketFeed } from './packetFeed.js';
import { Sequences } from './sequences.js';
import { parseWay, type Side, type Way } from './way.js';

const footer =
  /^(?:\d+ packets? (?:captured|received by filter|dropped by (?:kernel|interface))|tcpdump: .*|\^C.*)\r?$/;
const fragmentHeaderBytes = 8;
/** The most of one packet's text that is kept: a packet has at most 65,535 bytes, its hex five times that. */
const maxPacketTextBytes = 1024 * 1024;

/** A packet whose lines are being gathered. */
interface OpenPacket {
  readonly heading: Heading;
  readonly entry: Entry;
  way: Way | undefined;
  /** Lines of the message that `-v` prints, without their TAB. */
  readonly verbose: string[];
  readonly dump: string[];
  readonly hex: Buffer[];
  hexBytes: number;
  length: number;
}

/**
 * Reads what tcpdump prints with `-A`, `-AA`, `-X`, `-XX`, `-x`, `-xx` or `-v`, with every kind of time stamp, `-e`,
 * `-#` and of any interface. Hex dumps keep every byte; of the others the CRs are put back. A packet of a hex dump
 * is read with its last byte, another one with the next heading, or when `idle` says that none is near.
 */
export class TcpdumpReader implements LineReader {
  readonly #feed: PacketFeed;
  readonly #datagrams: DatagramTexts;
  readonly #sequences = new Sequences();
  #shape: string | undefined;
  #open: OpenPacket | undefined;
  #linkBytes = 0;
  #dumps = 0;
  #packets = 0;

  constructor(readonly output: TextOutput) {
    this.#feed = new PacketFeed(output.sink, output.inputName);
    this.#datagrams = new DatagramTexts(output);
  }

  close(): void {
    this.#close();
  }

  get hasOpenEntry(): boolean {
    return this.#open !== undefined;
  }

  get isBusy(): boolean {
    const { protocol } = this.#open?.way ?? {};
    const wireBytes = protocol !== undefined && 'wireBytes' in protocol ? protocol.wireBytes : undefined;
    return this.#open !== undefined && wireBytes !== undefined && this.#open.length < wireBytes;
  }

  end(): void {
    this.#close();
    this.#datagrams.end();
    this.#feed.end();
    if (this.#packets > 0 && this.#dumps === 0) {
      this.output.noPayload(
        'the text has the headings of packets only; tcpdump writes the rest with -A, -X or -w',
      );
    }
  }

  idle(): void {
    const open = this.#open;
    if (open !== undefined && this.#isWhole(open)) this.#close();
  }

  /** Whether all of a packet's text has come, as far as it can be told. */
  #isWhole(open: OpenPacket): boolean {
    const protocol = open.way?.protocol;
    if (open.hexBytes > 0 || protocol?.kind === 'fragment') return true;
    if (protocol?.kind === 'tcp') {
      const dump = dumpOf(open, protocol, this.#linkBytes);
      return this.#segmentOf(dump, protocol).length === protocol.wireBytes;
    }
    if (protocol?.kind !== 'udp') return false;
    const text = messageText(open);
    return text !== undefined && isComplete(text);
  }

  /**
   * A first line without heading comes. Where the open packet is whole and other text stands behind it, that line is no longer
   * tcpdump's: the packet is closed.
   */
  endBefore(): void {
    const open = this.#open;
    if (open?.way?.protocol.kind !== 'udp' || open.hexBytes > 0 || this.isBusy) return;
    const text = messageText(open);
    if (text !== undefined && goesOnBehind(text)) this.#close();
  }

  line(line: TextLine): void {
    const heading = parseHeading(line.text, this.#shape);
    if (heading !== undefined) {
      this.#close();
      this.#begin(heading, line);
    } else if (footer.test(line.text)) this.#close();
    else if (this.#open !== undefined) this.#addLine(this.#open, line.text);
  }

  #begin(heading: Heading, line: TextLine): void {
    if (heading.ipVersion !== undefined) this.#shape ??= heading.shape;
    const mark: Mark = markOf({ frame: heading.frame, time: heading.time });
    const entry = this.output.entry(line, mark);
    const { way } = heading;
    this.#open = { heading, entry, way, verbose: [], dump: [], hex: [], hexBytes: 0, length: 0 };
    this.#packets += 1;
  }

  #addLine(open: OpenPacket, text: string): void {
    open.length += text.length + 1;
    if (open.length > maxPacketTextBytes) return;
    const hex = open.dump.length === 0 ? hexDumpLine(text) : undefined;
    if (hex !== undefined) {
      this.#addHex(open, hex);
    } else if (open.way === undefined && open.heading.ipVersion !== undefined && /^ {4}\S/.test(text)) {
      open.way = parseWay(text.trim());
    } else if (
      open.dump.length === 0 &&
      text.startsWith('\t') &&
      open.heading.ipVersion !== undefined &&
      isVerbose(open)
    ) {
      open.verbose.push(text.slice(1));
    } else open.dump.push(text);
  }

  #addHex(open: OpenPacket, bytes: Buffer): void {
    open.hex.push(bytes);
    open.hexBytes += bytes.length;
    if (open.hexBytes < 24) return;
    const packetBytes = ipPacketBytes(open.hex.length === 1 ? bytes : Buffer.concat(open.hex));
    if (packetBytes !== undefined && packetBytes > 0 && open.hexBytes >= packetBytes) this.#close();
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    if (open.hexBytes > 0 || open.dump.length > 0 || open.verbose.length > 0) this.#dumps += 1;
    if (open.hexBytes > 0) this.#readHex(open);
    else if (open.way !== undefined) this.#readText(open, open.way);
  }

  #readHex(open: OpenPacket): void {
    const bytes = Buffer.concat(open.hex);
    const linkType = linkTypeOfDump(bytes);
    if (linkType === undefined) return;
    this.#feed.frame(linkType, bytes, Math.max(bytes.length, ipPacketBytes(bytes) ?? 0), open.entry);
  }

  #readText(open: OpenPacket, way: Way): void {
    const entry = {
      ...open.entry,
      mark: markOf({ ...open.entry.mark, ...this.#endpoints(way, open.entry) }),
    };
    const { protocol } = way;
    if (protocol.kind === 'other') return;
    if (open.dump.length === 0) {
      if (protocol.kind === 'udp')
        this.#datagrams.verbose(open.verbose, protocol.wireBytes, open.heading.ip, way, entry);
      return;
    }
    const dump = dumpOf(open, protocol, this.#linkBytes);
    if (protocol.kind === 'tcp') {
      const payload = this.#segmentOf(dump, protocol);
      this.#feed.segment(way, protocol, this.#sequences.of(way, protocol), payload, open.entry);
      if (payload.length > 0) this.#tellLoss(entry);
    } else if (protocol.kind === 'fragment') {
      this.#datagrams.fragment(dump, protocol, open.heading.ip, way, entry);
    } else {
      const start = this.#datagrams.datagram(dump, protocol, open.heading.ip, way, entry);
      if (start > 0) this.#tellLoss(entry);
      this.#learnLink(dump, start);
    }
  }

  #segmentOf(dump: DumpText, tcp: Extract<Way['protocol'], { kind: 'tcp' }>): Buffer {
    if (tcp.wireBytes === 0) return Buffer.alloc(0);
    const text = dump.text.slice(dump.segmentStart(tcp));
    return Buffer.from(restorePiece(text, tcp.wireBytes), 'latin1');
  }

  /** With `-AA` a link header stands first; where a message begins tells how long it is. */
  #learnLink(dump: DumpText, messageStart: number): void {
    const before = messageStart - 8 - dump.ipHeaderBytes - dump.extensionBytes;
    if (messageStart > 0 && before >= 4 && before - dump.linkBytes > 2) this.#linkBytes = before;
  }

  #tellLoss(entry: Entry): void {
    this.output.lossy(
      'tcpdump -A drops carriage returns and shows each byte that is not printable as a point; line ends were put back, other bytes are lost (-X keeps them)',
      entry,
    );
  }

  #endpoints(way: Way, entry: Entry): Pick<Mark, 'source' | 'destination' | 'transport'> {
    const { source, destination, protocol } = way;
    if (source.ip === undefined || destination.ip === undefined) {
      this.output.problem(
        'unresolved-names',
        'the text names hosts; tcpdump -n writes their addresses',
        entry,
      );
    }
    const endpoint = (side: Side) =>
      side.ip === undefined ? undefined : { ip: side.ip, port: side.port ?? 0 };
    const transport = (protocol.kind === 'udp' ? protocol.transport : undefined) ?? 'udp';
    return markOf({ transport, source: endpoint(source), destination: endpoint(destination) });
  }
}

/** The packet's text from the message's first line on. */
function messageText({ dump, verbose }: OpenPacket): string | undefined {
  const text = (dump.length > 0 ? dump : verbose).join('\n');
  const start = /^.*SIP\/2\.0(?: \d{3}.*)?$/m.exec(text)?.index ?? -1;
  return start < 0 ? undefined : `${text.slice(start)}\n`;
}

function dumpOf(open: OpenPacket, protocol: Way['protocol'], linkBytes: number): DumpText {
  const version = open.heading.ipVersion ?? 4;
  const isFragment =
    protocol.kind === 'fragment' || (protocol.kind === 'udp' && protocol.fragmentBytes !== undefined);
  const text = open.dump.join('\n');
  return new DumpText(
    text,
    linkBytesOf(text, version, linkBytes),
    version,
    version === 6 && isFragment ? fragmentHeaderBytes : 0,
  );
}

/** Whether the packet's heading was printed with `-v`, after which a line with a TAB is the message's. */
function isVerbose(open: OpenPacket): boolean {
  const { protocol } = open.way ?? {};
  return protocol?.kind === 'udp';
}
