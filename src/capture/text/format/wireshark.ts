import type { Endpoint } from '../../../sip/endpoint.js';
import { endpointOf, transportOf } from '../endpointText.js';
import { type Mark, markOf } from '../mark.js';
import type { LineKind, MarkedFormat } from '../markedText.js';

const title = /^Follow: ([a-z0-9]+),([a-z0-9-]+)\r?$/;
const node = /^Node ([01]): (\S+?)\r?$/;

/** Whether a line is the title of a stream that Wireshark or tshark followed. */
export function isFollowedStream(line: string): boolean {
  return title.test(line);
}

/**
 * A stream that tshark followed (`-z follow,udp,ascii,0`, `raw` too): the two nodes, then for each piece its length
 * on a line, the second node's with a TAB before it, and the bytes; `raw` has each piece as one line of hex.
 */
export function wiresharkFormat(): MarkedFormat {
  let protocol = '';
  let raw = false;
  let nodes: (Endpoint | undefined)[] = [];
  const markFrom = (fromSecond: boolean, wireBytes?: number): Mark =>
    markOf({
      wireBytes,
      transport: transportOf(protocol),
      source: nodes[fromSecond ? 1 : 0],
      destination: nodes[fromSecond ? 0 : 1],
      stream: protocol === 'udp' ? undefined : `${fromSecond}`,
    });
  return {
    keepsBytes: true,
    read(line, open): LineKind {
      const titled = title.exec(line);
      if (titled !== null) {
        protocol = titled[1] as string;
        raw = titled[2] === 'raw';
        nodes = [];
        return { kind: 'head' };
      }
      if (open && !raw) return { kind: 'text', text: line };
      const noded = node.exec(line);
      if (noded !== null) nodes[Number(noded[1])] = endpointOf(noded[2] as string);
      const piece = /^(\t?)([0-9a-f]+)\r?$/i.exec(line);
      if (piece === null || nodes.length === 0) return { kind: 'head' };
      const fromSecond = piece[1] !== '';
      const digits = piece[2] as string;
      if (!raw)
        return /^\d+$/.test(digits)
          ? { kind: 'mark', mark: markFrom(fromSecond, Number(digits)) }
          : { kind: 'head' };
      return {
        kind: 'whole',
        mark: markFrom(fromSecond),
        text: Buffer.from(digits, 'hex').toString('latin1'),
      };
    },
    trim: (text) => text,
  };
}
