import { endpointText } from '../sip/endpointText.js';
import type { CaptureSink } from './capturedMessage.js';
import { mayBeCutFirstLine, readOddSipDatagram, readSipDatagram } from './content/datagram.js';
import { type CaptureSeries, Conversations } from './conversations.js';
import { readHepDatagram } from './hep/hepDatagram.js';
import { readIp, readIpProtocol } from './ip/ip.js';
import { readEnc, readPflog } from './link/bsd.js';
import { readLinuxCooked, readLinuxCooked2 } from './link/cooked.js';
import { readErf } from './link/erf.js';
import { readEthernet, readEtherType, readLlc } from './link/ethernet.js';
import { readExportedPdu } from './link/exportedPdu.js';
import { readJuniperEthernet } from './link/juniper.js';
import { layerOfLinkType } from './link/linkType.js';
import { readLoopback } from './link/loopback.js';
import { readMpls } from './link/mpls.js';
import { readNflog } from './link/nflog.js';
import { readPktap } from './link/pktap.js';
import { readPpi } from './link/ppi.js';
import { readCiscoHdlc, readDirectedHdlc, readDirectedPpp, readPpp, readPppoe } from './link/ppp.js';
import { readAvs, readPrism, readRadiotap } from './link/wireless/monitor.js';
import { aggregatedFrame } from './link/wireless/wireless.js';
import type { MessageOutput } from './messageOutput.js';
import { type Layer, Packet } from './packet.js';
import { readUdp } from './transport/udp.js';
import { readEsp } from './tunnel/esp.js';
import { readGre } from './tunnel/gre.js';
import { readUdpTunnel } from './tunnel/udpTunnel.js';

/** No real packet has so many headers. The limit stops a packet that nests tunnels without end. */
const maxLayers = 64;

/**
 * Finds the SIP messages in the packets of a capture, whatever its file format: takes off one header after the
 * other and passes what is left on by its content, never by its port.
 */
export class Dissector {
  /** The packet at hand; file formats set frame, place and time before `packet` is called. */
  readonly current: Packet;
  readonly #conversations: Conversations;
  readonly #isOfSeries: boolean;
  readonly #unknownLinkTypes = new Set<number>();

  /** `series`: set where this file is one of several that are read as one capture. */
  constructor(sink: CaptureSink, inputName: string, series?: CaptureSeries) {
    this.current = new Packet(sink, inputName);
    this.#isOfSeries = series !== undefined;
    this.#conversations = series?.conversations ?? new Conversations(sink, inputName);
    this.#conversations.continueIn(sink, inputName);
    if (series !== undefined) series.conversations = this.#conversations;
  }

  /**
   * Takes one frame apart: `bytes` from `start` to `end`, of the link type `linkType`; `wireLength` is how long
   * it was before a snap length cut it.
   */
  frame(linkType: number, bytes: Buffer, start: number, end: number, wireLength: number): void {
    const packet = this.current;
    const layer = layerOfLinkType(linkType);
    if (layer === undefined) {
      this.#reportLinkType(linkType);
      return;
    }
    packet.open(bytes, start, end, Math.max(0, wireLength - (end - start)));
    this.#read(layer);
    if (packet.lengthDamage !== undefined) this.#reportLength(packet.lengthDamage);
    this.#conversations.tcp.sweep(packet);
  }

  /** Hands over what still waited for more packets, and reports what can no longer come unless captures may follow. */
  end(): void {
    this.#conversations.pause(this.current);
    if (!this.#isOfSeries) this.#conversations.end();
  }

  get #output(): MessageOutput {
    return this.#conversations.output;
  }

  #read(first: Layer): void {
    const packet = this.current;
    let layer = first;
    for (let depth = 0; layer !== 'done' && depth < maxLayers; depth++) layer = this.#next(layer, packet);
  }

  /** No `default`: the compiler misses a layer that has no reader. */
  #next(layer: Layer, packet: Packet): Layer {
    switch (layer) {
      case 'ethernet':
        return readEthernet(packet);
      case 'etherType':
        return readEtherType(packet);
      case 'ip':
        return readIp(packet, this.#conversations.fragments);
      case 'ipProtocol':
        return readIpProtocol(packet, this.#conversations.fragments);
      case 'udp':
        return this.#readUdp(packet);
      case 'tcp':
        this.#conversations.tcp.segment(packet);
        return 'done';
      case 'linuxCooked':
        return readLinuxCooked(packet);
      case 'linuxCooked2':
        return readLinuxCooked2(packet);
      case 'loopback':
        return readLoopback(packet);
      case 'llc':
        return readLlc(packet);
      case 'mpls':
        return readMpls(packet);
      case 'ppp':
        return readPpp(packet);
      case 'pppoe':
        return readPppoe(packet);
      case 'ciscoHdlc':
        return readCiscoHdlc(packet);
      case 'gre':
        return readGre(packet);
      case 'enc':
        return readEnc(packet);
      case 'pflog':
        return readPflog(packet);
      case 'nflog':
        return readNflog(packet);
      case 'juniperEthernet':
        return readJuniperEthernet(packet);
      case 'pktap':
        return readPktap(packet);
      case 'directedPpp':
        return readDirectedPpp(packet);
      case 'directedHdlc':
        return readDirectedHdlc(packet);
      case 'exportedPdu':
        this.#readExportedPdu(packet);
        return 'done';
      case 'sctp':
        this.#conversations.sctp.read(packet);
        return 'done';
      case 'wireless':
        return this.#conversations.wireless.read(packet, false);
      case 'paddedWireless':
        return this.#conversations.wireless.read(packet, true);
      case 'wirelessAggregate':
        this.#readAggregate(packet);
        return 'done';
      case 'radiotap':
        return readRadiotap(packet);
      case 'prism':
        return readPrism(packet);
      case 'avs':
        return readAvs(packet);
      case 'ppi':
        return readPpi(packet);
      case 'erf':
        return readErf(packet);
      case 'esp':
        return readEsp(packet);
      case 'done':
        return 'done';
    }
  }

  /** Several frames in one of 802.11, each read for itself. */
  #readAggregate(packet: Packet): void {
    const { bytes, end, missing } = packet;
    let at = packet.start;
    for (
      let part = aggregatedFrame(bytes, at, end);
      part !== undefined;
      part = aggregatedFrame(bytes, at, end)
    ) {
      packet.open(bytes, part.start, Math.min(part.end, end), part.end > end ? missing : 0);
      this.#read('llc');
      at = part.next;
    }
  }

  #readUdp(packet: Packet): Layer {
    if (!readUdp(packet)) return 'done';
    if (readSipDatagram(packet, this.#output, 'udp')) return 'done';
    if (readHepDatagram(packet, this.#output)) {
      packet.foundSip();
      return 'done';
    }
    const inner = readUdpTunnel(packet);
    if (inner === 'done') this.#readOddDatagram(packet);
    return inner;
  }

  /** A datagram in which no tunnel was recognised may still be SIP with a method that only some servers take. */
  #readOddDatagram(packet: Packet): void {
    const isSip = readOddSipDatagram(packet, this.#output, 'udp');
    if (!isSip && !mayBeCutFirstLine(packet)) packet.holds = 'other';
  }

  /** A wrong length in a packet that holds no SIP loses no message, so it is reported as a note only. */
  #reportLength(message: string): void {
    const packet = this.current;
    if (packet.holds !== 'other') {
      packet.report('bad-length', message);
      return;
    }
    const { source, destination } = this.#output.routeOf(packet);
    const way = `${endpointText(source)} to ${endpointText(destination)}`;
    packet.report('bad-length', `frame ${packet.frame}: ${message}; it is no SIP (${way})`, 'elsewhere');
  }

  #readExportedPdu(packet: Packet): void {
    const transport = readExportedPdu(packet);
    if (transport === undefined || this.#conversations.exported.isRepeated(packet)) return;
    readSipDatagram(packet, this.#output, transport);
  }

  #reportLinkType(linkType: number): void {
    if (this.#unknownLinkTypes.has(linkType)) return;
    this.#unknownLinkTypes.add(linkType);
    this.current.report('unknown-link-type', `link type ${linkType} is not read`);
  }
}
