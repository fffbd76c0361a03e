import { endpointText } from '../sip/endpointText.js';
import type { CaptureSink } from './capturedMessage.js';
import { mayBeCutFirstLine, readOddSipDatagram, readSipDatagram } from './content/datagram.js';
import { readHepDatagram } from './hep/hepDatagram.js';
import { Fragments } from './ip/fragments.js';
import { readIp, readIpProtocol } from './ip/ip.js';
import { readEnc, readPflog } from './link/bsd.js';
import { readLinuxCooked, readLinuxCooked2 } from './link/cooked.js';
import { readEthernet, readEtherType, readLlc } from './link/ethernet.js';
import { ExportedPdus, readExportedPdu } from './link/exportedPdu.js';
import { readJuniperEthernet } from './link/juniper.js';
import { layerOfLinkType } from './link/linkType.js';
import { readLoopback } from './link/loopback.js';
import { readMpls } from './link/mpls.js';
import { readNflog } from './link/nflog.js';
import { readPktap } from './link/pktap.js';
import { readCiscoHdlc, readDirectedHdlc, readDirectedPpp, readPpp, readPppoe } from './link/ppp.js';
import { MessageOutput } from './messageOutput.js';
import { type Layer, Packet } from './packet.js';
import { Sctp } from './transport/sctp.js';
import { Tcp } from './transport/tcp.js';
import { readUdp } from './transport/udp.js';
import { readGre } from './tunnel/gre.js';
import { readUdpTunnel } from './tunnel/udpTunnel.js';

/** More headers in one packet than any honest one has: where an attacker nests tunnels, it ends here. */
const mostLayers = 64;

/**
 * Finds the SIP messages in the packets of a capture, whatever its file format: takes off one header after the
 * other and passes what is left on by its content, never by its port.
 */
export class Dissector {
  /** The packet at hand; file formats set frame, place and time before `packet` is called. */
  readonly current: Packet;
  readonly #output: MessageOutput;
  readonly #fragments = new Fragments();
  readonly #exported = new ExportedPdus();
  readonly #tcp: Tcp;
  readonly #sctp: Sctp;
  readonly #unknownLinkTypes = new Set<number>();

  constructor(sink: CaptureSink, inputName: string) {
    this.current = new Packet(sink, inputName);
    this.#output = new MessageOutput(sink, inputName);
    this.#tcp = new Tcp(this.#output);
    this.#sctp = new Sctp(this.#output);
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
    this.#tcp.sweep(packet);
  }

  /** Hands over what still waited for more packets, and reports what can no longer come. */
  end(): void {
    this.#fragments.end(this.current);
    this.#tcp.end(this.current);
    this.#sctp.end(this.current);
  }

  #read(first: Layer): void {
    const packet = this.current;
    let layer = first;
    for (let depth = 0; layer !== 'done' && depth < mostLayers; depth++) layer = this.#next(layer, packet);
  }

  /** No `default`: the compiler misses a layer that has no reader. */
  #next(layer: Layer, packet: Packet): Layer {
    switch (layer) {
      case 'ethernet':
        return readEthernet(packet);
      case 'etherType':
        return readEtherType(packet);
      case 'ip':
        return readIp(packet, this.#fragments);
      case 'ipProtocol':
        return readIpProtocol(packet, this.#fragments);
      case 'udp':
        return this.#readUdp(packet);
      case 'tcp':
        this.#tcp.segment(packet);
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
        this.#sctp.read(packet);
        return 'done';
      case 'done':
        return 'done';
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

  /** What is no tunnel may still be SIP with a method that only some servers would take. */
  #readOddDatagram(packet: Packet): void {
    const isSip = readOddSipDatagram(packet, this.#output, 'udp');
    if (!isSip && !mayBeCutFirstLine(packet)) packet.holds = 'other';
  }

  /** Damage of what is seen to be no SIP costs nobody a message: a note says where it is. */
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
    if (transport === undefined || this.#exported.isRepeated(packet)) return;
    readSipDatagram(packet, this.#output, transport);
  }

  #reportLinkType(linkType: number): void {
    if (this.#unknownLinkTypes.has(linkType)) return;
    this.#unknownLinkTypes.add(linkType);
    this.current.report('unknown-link-type', `link type ${linkType} is not read`);
  }
}
