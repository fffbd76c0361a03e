import type { Layer } from '../packet.js';

/**
 * The first layer of a frame by the link type of its file, as https://www.tcpdump.org/linktypes.html numbers
 * them; with the numbers that some systems wrote before those were agreed on. Undefined: cannot hold SIP, or unknown.
 */
export function layerOfLinkType(linkType: number): Layer | undefined {
  switch (linkType) {
    case 1: // ETHERNET
    case 143: // DOCSIS
      return 'ethernet';
    case 0: // NULL
    case 108: // LOOP
      return 'loopback';
    case 12: // DLT_RAW of most systems
    case 14: // DLT_RAW of OpenBSD
    case 101: // RAW
    case 228: // IPV4
    case 229: // IPV6
      return 'ip';
    case 9: // PPP
    case 50: // PPP_HDLC
      return 'ppp';
    case 51: // PPP_ETHER
      return 'pppoe';
    case 104: // C_HDLC
      return 'ciscoHdlc';
    case 113: // LINUX_SLL
      return 'linuxCooked';
    case 276: // LINUX_SLL2
      return 'linuxCooked2';
    case 178: // JUNIPER_ETHER
      return 'juniperEthernet';
    case 204: // PPP_WITH_DIR
      return 'directedPpp';
    case 205: // C_HDLC_WITH_DIR
      return 'directedHdlc';
    case 258: // PKTAP
      return 'pktap';
    case 219: // MPLS
      return 'mpls';
    case 11: // ATM_RFC1483 of BSD/OS
    case 100: // ATM_RFC1483
      return 'llc';
    case 105: // IEEE802_11
      return 'wireless';
    case 119: // IEEE802_11_PRISM
      return 'prism';
    case 127: // IEEE802_11_RADIOTAP
      return 'radiotap';
    case 163: // IEEE802_11_AVS
      return 'avs';
    case 192: // PPI
      return 'ppi';
    case 197: // ERF
      return 'erf';
    case 109: // ENC
      return 'enc';
    case 117: // PFLOG
      return 'pflog';
    case 239: // NFLOG
      return 'nflog';
    case 252: // WIRESHARK_UPPER_PDU
      return 'exportedPdu';
    default:
      return undefined;
  }
}
