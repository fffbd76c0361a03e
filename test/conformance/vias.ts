import fc from '../fastCheck.js';
import { host, mostly, port, some, token } from './addresses.js';

const viaParameters = fc
  .array(
    mostly(
      fc.oneof(
        token.map((value) => `;branch=z9hG4bK${value}`),
        some(
          ';rport',
          ';received=1.2.3.4',
          ';ttl=1',
          ';maddr=a',
          ';hidden',
          ';alias',
          ';x',
          ';x=y',
          ';i=1',
          ' ;x',
        ),
      ),
      some(
        ...[
          ';branch',
          ';branch=',
          ';branch="q"',
          ';rport=',
          ';hidden=1',
          ';',
          ';x="a,b"',
          '; branch = b',
          ';branch=a=b',
        ],
        ...[
          ';ttl',
          ' (comment)',
          ';x=',
          ';:',
          ';branch=\r\n b',
          ';i',
          ';alias=1',
          ';x "y"',
          ';x="a\r\n b"',
          '(c(d))',
        ],
        ...[
          ';hidden ',
          ';rport ',
          ';x ;y',
          ';branch ;y',
          ';branch= ;y',
          ';rport ,',
          ';x ,',
          '( open',
          ';branch="',
          ';x=(y)',
        ],
      ),
    ),
    { maxLength: 3 },
  )
  .map((list) => list.join(''));
const viaStart = mostly(
  some(
    'SIP/2.0/UDP ',
    'SIP/2.0/TCP ',
    'SIP/2.0/TLS ',
    'sip/2.0/udp ',
    'SIP / 2.0 / UDP ',
    'SIP/2.0/WS ',
    'SIP/2.0/SCTP ',
  ),
  some(
    ...[
      'SIP/2.0/FOO ',
      'SIP/3.0/UDP ',
      'SIP/2.0/UDP',
      'SIP/2.0/IP ',
      'SIP/2.0/\r\n UDP\r\n ',
      'HTTP/1.1/TCP ',
    ],
    ...['SIP/2.0/UDP/X ', 'SIP/2.0/WSS2 ', 'SIP/2.0/2DP ', 'SIP/2.0/udpx ', 'SIP/2.0/  ', 'SI P/2.0/UDP '],
  ),
);
const hop = fc.tuple(viaStart, host, some('', '', ' '), port, viaParameters).map((parts) => parts.join(''));
/** The value of a Via header: one hop or several. */
export const via = fc
  .tuple(fc.array(hop, { minLength: 1, maxLength: 3 }), mostly(some(', ', ','), some(' ,\r\n ', ',,', ',;')))
  .map(([hops, comma]) => hops.join(comma));
