import type { Endpoint } from '../../../sip/endpoint.js';
import { endpointOf, transportOf } from '../heading/endpointText.js';
import { type Mark, markOf } from '../heading/mark.js';
import { epochOf } from '../heading/timeText.js';
import type { LineKind, MarkedFormat } from '../markedText.js';

const title = /^Follow: ([a-z0-9]+),([a-z0-9-]+)\r?$/;
const hexLine = /^(\t?| {4})[0-9a-f]{8} {2}((?:[0-9a-f]{2} {1,2}){1,16})/i;
const node = /^Node ([01]): (\S+?)\r?$/;

/** The fields of `yaml`, which has the bytes in base64. */
const peers = /^peers:\r?$/;
const field = /^ {2,4}(?:- )?(peer|host|port|timestamp|packet|data): ?(\S{0,64})/;

/** What tshark prints of packets it has dissected: no bytes to make a message of. */
const dissection = /^(?:Frame \d+: \d+ bytes on wire|<pdml |"_index": "packets-)/;

/** Whether a line is the title of a stream that Wireshark or tshark followed, or begins a packet that it dissected. */
export function isWireshark(line: string): boolean {
  return title.test(line) || peers.test(line) || dissection.test(line.trimStart());
}

/**
 * A stream that tshark followed (`-z follow,udp,ascii,0`): the two nodes, then for each piece its length on a line,
 * the second node's with a TAB before it, and the bytes. `raw` has a piece as one line of hex, `hex` a dump in which
 * only a change of nodes parts two pieces, `yaml` a time and base64.
 */
export function wiresharkFormat(): MarkedFormat {
  let protocol = '';
  let layout = '';
  let nodes: (Endpoint | undefined)[] = [];
  let current: string | undefined;
  const markFrom = (tab: string, wireBytes?: number): Mark =>
    markOf({
      wireBytes,
      transport: transportOf(protocol),
      source: nodes[tab === '' ? 0 : 1],
      destination: nodes[tab === '' ? 1 : 0],
      stream: protocol === 'udp' && layout !== 'hex' ? undefined : `${titles} ${tab}`,
    });
  let titles = 0;
  const readPiece = (line: string): LineKind => {
    const [, tab = '', digits = ''] = /^(\t?)([0-9a-f]+)\r?$/i.exec(line) ?? [];
    if (layout === 'raw' && digits !== '') return { kind: 'whole', mark: markFrom(tab), text: digits };
    return /^\d+$/.test(digits) ? { kind: 'mark', mark: markFrom(tab, Number(digits)) } : { kind: 'head' };
  };
  /** For `yaml`: the host whose port comes next, and the peer and time of the packet that comes next. */
  let host = '';
  let peer = 0;
  let time: Mark['time'];
  const readYaml = (line: string, open: boolean): LineKind => {
    const [, name, value = ''] = field.exec(line) ?? [];
    if (name === undefined)
      return open && /^ {6}\S/.test(line) ? { kind: 'text', text: line } : { kind: 'head' };
    if (name === 'peer') peer = Number(value);
    if (name === 'host') host = value;
    if (name === 'port') nodes[peer] = endpointOf(`[${host}]:${value}`);
    if (name === 'timestamp') time = epochOf(value);
    return name === 'data'
      ? { kind: 'mark', mark: markOf({ ...markFrom(peer === 0 ? '' : '\t'), time }) }
      : { kind: 'head' };
  };
  const readHex = (line: string): LineKind => {
    const [, tab = '', digits = ''] = hexLine.exec(line) ?? [];
    if (digits === '') return { kind: 'head' };
    if (tab === current) return { kind: 'text', text: digits };
    current = tab;
    return { kind: 'begin', mark: markFrom(tab), text: digits };
  };
  return {
    keepsBytes: true,
    hasLongLines: true,
    noPayload:
      "the text is a dissection without the messages' bytes; give the capture itself, or `tshark -x`",
    read(line, open): LineKind {
      const titled = title.exec(line);
      if (titled !== null) {
        [protocol, layout] = [titled[1] as string, titled[2] as string];
        nodes = [];
        current = undefined;
        titles += 1;
        return { kind: 'head' };
      }
      if (peers.test(line)) {
        [protocol, layout, nodes] = ['', 'yaml', []];
        titles += 1;
        return { kind: 'head' };
      }
      if (layout === 'yaml') return readYaml(line, open);
      if (open && layout !== 'raw' && layout !== 'hex') return { kind: 'text', text: line };
      const noded = node.exec(line);
      if (noded !== null) nodes[Number(noded[1])] = endpointOf(noded[2] as string);
      if (nodes.length === 0 || noded !== null) return { kind: 'head' };
      return layout === 'hex' ? readHex(line) : readPiece(line);
    },
    trim: (text) => text,
    decode(text, mark) {
      if (layout === 'yaml') return Buffer.from(text, 'base64').toString('latin1');
      if (layout !== 'raw' && layout !== 'hex') return text.slice(0, mark.wireBytes);
      return Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex').toString('latin1');
    },
  };
}
