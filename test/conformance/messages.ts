import fc from '../fastCheck.js';
import { address, mostly, some, token, uri } from './addresses.js';
import { via } from './vias.js';

/**
 * Requests as a server may get them: most of what they are made of is what real stacks send, some is what a careless
 * one would, and one message in four has a few bytes changed at random places.
 */
export function anyRequest(): fc.Arbitrary<Buffer> {
  return fc
    .tuple(plainRequest, fc.array(mutation, { maxLength: 3 }), fc.nat(3))
    .map(([text, mutations, quarter]) => {
      const plain: Buffer = Buffer.from(text, 'latin1');
      return quarter === 0 ? mutations.reduce((bytes, mutate) => mutate(bytes), plain) : plain;
    });
}

const word = mostly(token, fc.stringMatching(/^[A-Za-z0-9!%*_+`'~();/?:&=+$,.<>"@\\[\] -]{0,12}$/), 5);
const anyByte = fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte));
const colon = mostly(fc.constant(': '), some(':', ' : ', ':\t', ':\r\n ', '\t:'), 8);
const field = (names: string[], value: fc.Arbitrary<string>) =>
  fc.tuple(some(...names), colon, value).map((parts) => parts.join(''));

const freeValue = fc.oneof(
  { weight: 8, arbitrary: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')) },
  {
    weight: 1,
    arbitrary: fc.array(anyByte, { maxLength: 12 }).map((bytes) => bytes.join('').replace(/[\r\n]/g, '')),
  },
  {
    weight: 1,
    arbitrary: some(
      'one\r\n two\r\n\tthree',
      '',
      ' ',
      'trailing  ',
      '() { :;}; x',
      'one\r',
      'a\rb: c',
      '\r\n ',
      'v\0w',
    ),
  },
);
const cseq = mostly(
  fc.nat(99999).map((number) => `${number} INVITE`),
  some(
    '1',
    'abc INVITE',
    '1  BYE',
    '1\tACK ',
    '1 INVITE x',
    '0009 invite',
    ' 1 INVITE',
    '1 IN)VITE',
    '',
    '1\r\n INVITE',
    '1 A\r\n ',
  ),
);
const contentLength = mostly(
  fc.nat(200).map(String),
  some('abc', '-1', '', '5 ', '5 x', '99999999999', '5\r\n ', '+5', '0x1', '214748364', '2147483640'),
  10,
);

const mainHeaders = fc.tuple(
  field(['Via', 'v', 'VIA', 'via'], via),
  field(['From', 'f', 'FROM'], address),
  field(['To', 't', 'to'], address),
  field(['Call-ID', 'i', 'call-id', 'I'], mostly(token, freeValue)),
  field(['CSeq', 'cseq'], cseq),
);
const addressHeaders = [
  'Contact',
  'm',
  'Route',
  'Record-Route',
  'P-Asserted-Identity',
  'Refer-To',
  'r',
  'Diversion',
];
const moreAddressHeaders = ['Remote-Party-ID', 'P-Preferred-Identity', 'b', 'Contact'];
const freeHeaders = [
  'X-A',
  'X_A',
  'x-a',
  'X.A',
  'Subject',
  's',
  'User-Agent',
  'Supported',
  'k',
  'e',
  'Event',
  'o',
];
const moreFreeHeaders = ['a', 'u', 'j', 'd', 'n', 'y', 'x', 'Allow', 'P-Charging-Vector', 'Date', 'Accept'];
const credentials = some(
  ...[
    'Digest username="bob", realm="r", nonce="n", uri="sip:x", response="0"',
    'Digest username="bob@d"',
    'Basic x',
  ],
  ...[
    'Digest',
    'Digest username="bob", realm=r',
    'digest realm="a,b" , username = "x"',
    'Digest username=bob,',
    'Digest a',
  ],
);
const numbers = some('70', '0', '3600', 'x', '60 (later)', '70 ', '12345678901', '60;x');
const oddLine = some(
  ...[
    'NoColon',
    'X B: v',
    ': v',
    "X-Odd!%*'`: v",
    'X-Ä: v',
    'X-A',
    ' folded',
    'To: <sip:x',
    'CSeq: 12',
    'X\0Y: v',
  ],
  ...[
    'From: <sip:second@x>',
    'Call-ID: second',
    'X-(c): v',
    'X-A : v',
    'Via\t: SIP/2.0/UDP x',
    'Max-Forwards: 1',
  ],
);
const otherHeader = mostly(
  fc.oneof(
    field(['Via', 'v'], via),
    field([...addressHeaders, ...moreAddressHeaders], address),
    field([...freeHeaders, ...moreFreeHeaders], freeValue),
    field(['Content-Length', 'l'], contentLength),
    field(['Max-Forwards', 'Expires', 'Min-Expires', 'Retry-After', 'Session-Expires'], numbers),
    field(['Authorization', 'Proxy-Authorization'], credentials),
    field(['Content-Type', 'c'], some('application/sdp', 'text/plain ; charset=x', '')),
  ),
  oddLine,
  20,
);
const headerLines = fc
  .tuple(mainHeaders, fc.array(otherHeader, { maxLength: 8 }), fc.nat(29), fc.nat(9))
  .chain(([main, others, missing, shuffled]) => {
    // One message in six lacks one of the headers that every request must have.
    const lines = [...main.filter((_, index) => index !== missing), ...others];
    if (shuffled > 1) return fc.constant(lines);
    return fc.shuffledSubarray(lines, { minLength: lines.length });
  });

/** A request URI: a blank would end it, and a quote would end the word that the shell gets. */
const requestUri = uri.filter((text) => !/[\s']/.test(text) && text !== '');
const method = some(
  'INVITE',
  'ACK',
  'BYE',
  'OPTIONS',
  'CANCEL',
  'REGISTER',
  'FOO',
  'invite',
  'MESSAGE',
  'Ack',
);
const requestLine = mostly(
  fc.tuple(method, requestUri).map(([name, target]) => `${name} ${target} SIP/2.0`),
  some(
    ...[
      'INVITE sip:a@b SIP/3.0',
      'INVITE sip:a@b',
      'INVITE  sip:a@b SIP/2.0',
      '\r\n\r\nINVITE sip:a@b SIP/2.0',
    ],
    ...[
      ' INVITE sip:a@b SIP/2.0',
      'INVITE sip:a@b SIP/2.0 ',
      'INVITE sip:a@b HTTP/1.1',
      'INVITE\tsip:a@b SIP/2.0',
    ],
    ...[
      'INVITE sip:a@b  SIP/2.0',
      'IN(VITE sip:a@b SIP/2.0',
      'INVITE sip:a@b sip/2.0x',
      '\0INVITE sip:a@b SIP/2.0',
    ],
    ...[
      'INVITE sip:a\0@b SIP/2.0',
      'SIP/2.0 200 OK',
      'INVITE sip:a@b SIP/2.0\r',
      'INVITE sip:a@b\tSIP/2.0',
      'A B SIP/2.0',
    ],
  ),
);
const body = some('', '', 'v=0\r\n', 'hello', '\0\0', 'a\0b\r\n\r\nc', '\r\n', 'Via: x\r\n');
const lineEnd = mostly(fc.constant('\r\n'), fc.constant('\n'), 9);
const plainRequest = fc
  .tuple(requestLine, headerLines, lineEnd, body)
  .map(([first, headers, end, content]) => `${[first, ...headers].join(end)}${end}${end}${content}`);

type Mutation = (bytes: Buffer) => Buffer;
const tellingBytes = some(
  0x0d,
  0x0a,
  0x20,
  0x22,
  0x3b,
  0x2c,
  0x3a,
  0x3c,
  0x3e,
  0x40,
  0x5c,
  0x00,
  0x09,
  0x3d,
  0x28,
  0x5b,
);
/** A byte changed, put in or taken out, a stretch sent twice, or the message cut off. */
const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    some('change', 'change', 'insert', 'insert', 'remove', 'cut', 'repeat'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.oneof(tellingBytes, fc.nat(255)),
  )
  .map(([kind, where, byte]) => (bytes: Buffer) => {
    const at = Math.floor(where * bytes.length);
    const one = Buffer.from([byte]);
    const before = bytes.subarray(0, at);
    const after = bytes.subarray(at);
    if (kind === 'change') return Buffer.concat([before, one, after.subarray(1)]);
    if (kind === 'insert') return Buffer.concat([before, one, after]);
    if (kind === 'remove') return Buffer.concat([before, after.subarray(1 + (byte % 8))]);
    if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, byte % 40), after]);
    return before;
  });
