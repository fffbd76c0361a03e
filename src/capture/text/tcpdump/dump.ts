import { sipStart } from '../../content/sipFirstLine.js';
import type { Protocol } from './way.js';

const udpHeaderBytes = 8;
const tcpHeaderBytes = 20;
/** How far into a dump a message begins at most: link, IP with options, TCP with options. */
const maxStart = 200;
const methods =
  /(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|(?:BE)?NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE) [a-z]{1,16}:\S{0,300} SIP\/2\.0|SIP\/2\.0 \d{3} /i;

/** How long the link headers are that people have: BSD loopback, Ethernet, Linux cooked, VLANs, Linux cooked 2. */
const linkLengths = [14, 16, 20, 18, 22, 4, 24, 26];

/**
 * How many bytes of a link header stand before the IP header, which is found by its first character. `previous`: how many
 * stood there in an earlier packet of the text; it is tried first, and is the answer where nothing fits.
 */
export function linkBytesOf(text: string, ipVersion: 4 | 6, previous: number): number {
  const isIp = (at: number) => {
    const first = text.charCodeAt(at);
    return ipVersion === 4 ? first >= 0x45 && first <= 0x4f : first >= 0x60 && first <= 0x6f;
  };
  if (isIp(previous)) return previous;
  return linkLengths.find((length) => isIp(length) && text.charAt(length - 1) === '.') ?? previous;
}

/**
 * The text of a packet as `-A` shows it: each byte one character, `.` for what cannot be printed, the CR before an
 * LF not at all. `linkBytes`: how many bytes of a link header stand before the IP header (`-AA`).
 */
export class DumpText {
  constructor(
    readonly text: string,
    readonly linkBytes: number,
    readonly ipVersion: 4 | 6,
    /** Bytes of the fragment header of IPv6 (RFC 8200 §4.5), where there is one. */
    readonly extensionBytes: number = 0,
  ) {}

  /** The length of the IP header; IPv4's first byte is a letter that tells. */
  get ipHeaderBytes(): number {
    if (this.ipVersion === 6) return 40;
    const first = this.text.charCodeAt(this.linkBytes);
    return first >= 0x45 && first <= 0x4f ? (first - 0x40) * 4 : 20;
  }

  /**
   * Whether the header of an IPv4 packet says that more fragments follow: the flag makes its byte printable.
   * `perhaps`: a point, which is both no flag and the flag with an offset from 28,672 to 30,719.
   */
  get moreFragments(): 'yes' | 'no' | 'perhaps' {
    const flags = this.text.charCodeAt(this.linkBytes + 6);
    if (this.ipVersion === 6 || flags < 0x20 || flags > 0x3f) return 'no';
    return flags === 0x2e ? 'perhaps' : 'yes';
  }

  /** Where the bytes behind the IP header begin; a CR of the header that vanished is not accounted for. */
  get ipPayloadStart(): number {
    return this.linkBytes + this.ipHeaderBytes + this.extensionBytes;
  }

  /**
   * Where the message of a datagram begins, or -1: the heading's own copy of the first line tells best; then the
   * place that the headers leave, less the CRs that vanished from them; then a first line of a known method.
   */
  messageStart(firstLine: string | undefined): number {
    const { text } = this;
    const expected = this.ipPayloadStart + udpHeaderBytes;
    if (firstLine !== undefined) {
      const found = text.indexOf(firstLine.slice(0, 24), Math.max(0, expected - 3));
      if (found >= 0 && found < maxStart) return found;
    }
    for (const at of [expected, expected - 1, expected - 2]) {
      if (at >= 0 && methods.exec(text.slice(at, at + 400))?.index === 0) return at;
    }
    const request = methods.exec(text.slice(0, maxStart + 200));
    if (request !== null && request.index < maxStart) return request.index;
    return this.#isMessageAt(expected) ? expected : -1;
  }

  /** Where the bytes of a TCP segment begin: behind headers whose lengths the heading's options tell. */
  segmentStart(tcp: Extract<Protocol, { kind: 'tcp' }>): number {
    const base = this.ipPayloadStart + tcpHeaderBytes;
    if (tcp.optionBytes === undefined) return this.#startBehindUnknownOptions(base, tcp.wireBytes);
    const expected = base + tcp.optionBytes;
    for (const at of [expected, expected - 1, expected - 2]) {
      if (methods.exec(this.text.slice(at, at + 400))?.index === 0) return at;
    }
    for (const at of [expected, expected - 1]) {
      const left = tcp.wireBytes - (this.text.length - at);
      // One more: the CR that is a segment's last byte is not shown either.
      if (left >= 0 && left <= lineFeeds(this.text, at) + 1) return at;
    }
    return expected;
  }

  /** With `-q` the options are not shown: most connections have those of 12 bytes that carry time stamps. */
  #startBehindUnknownOptions(base: number, wireBytes: number): number {
    for (let at = base; at <= base + 40; at += 4) {
      if (methods.exec(this.text.slice(at, at + 400))?.index === 0) return at;
    }
    // Where all lines ended with CRLF, the bytes that are not shown are as many as the lines.
    for (let at = base; at <= base + 40; at += 4) {
      if (wireBytes - (this.text.length - at) === lineFeeds(this.text, at)) return at;
    }
    return base + 12;
  }

  #isMessageAt(at: number): boolean {
    const bytes = Buffer.from(this.text.slice(at, at + 4096), 'latin1');
    return sipStart(bytes, 0, bytes.length) >= 0;
  }
}

function lineFeeds(text: string, from: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
