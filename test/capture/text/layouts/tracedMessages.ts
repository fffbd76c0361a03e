/** A message whose truth is known, and its way. */
export interface Traced {
  /** Unique in its text; also the value of the message's X-Id. */
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly destination: string;
  /** Whether the host that writes the trace received it. */
  readonly isReceived: boolean;
  /** Seconds behind the first message. */
  readonly at: number;
}

/** A small generator of numbers (Numerical Recipes' constants), so that a run can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = (seed ^ 0x5bd1e995) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const sdp = (port: number) =>
  [
    'v=0',
    'o=- 3860591302 3860591302 IN IP4 192.0.2.10',
    's=-',
    'c=IN IP4 192.0.2.10',
    't=0 0',
    `m=audio ${port} RTP/AVP 8 0 101`,
    'a=rtpmap:101 telephone-event/8000',
    'a=sendrecv',
    '',
  ].join('\r\n');
const client = '192.0.2.10:5080';
const server = '198.51.100.20:5060';

function traced(index: number, firstLine: string, body: string, isReceived: boolean): Traced {
  const id = `m${index}`;
  const headers = [
    `Via: SIP/2.0/UDP ${isReceived ? client : server};rport;branch=z9hG4bKPj${index}85db1d415`,
    'Max-Forwards: 70',
    `X-Id: ${id}`,
    '"Ann Ex" <sip:1001@example.com>;tag=5xKKB1q'.replace(/^/, 'From: '),
    'To: <sip:1003@example.com>',
    'Call-ID: Om6UN14p72zw4cF2rCvu@192.0.2.10',
    `CSeq: ${100 + index} ${firstLine.startsWith('SIP/') ? 'INVITE' : firstLine.split(' ')[0]}`,
    ...(body === '' ? [] : [`Content-Type: ${body.startsWith('v=') ? 'application/sdp' : 'text/plain'}`]),
    `Content-Length: ${body.length}`,
  ];
  return {
    id,
    text: `${[firstLine, ...headers].join('\r\n')}\r\n\r\n${body}`,
    source: isReceived ? client : server,
    destination: isReceived ? server : client,
    isReceived,
    at: index,
  };
}

/** The messages of a call, some without and some with a body. */
export function call(): readonly Traced[] {
  return [
    traced(1, 'INVITE sip:1003@example.com SIP/2.0', sdp(4000), true),
    traced(2, 'SIP/2.0 100 Trying', '', false),
    traced(3, 'SIP/2.0 200 OK', sdp(4002), false),
    traced(4, 'ACK sip:1003@198.51.100.20:5060 SIP/2.0', '', true),
    traced(
      5,
      'MESSAGE sip:1001@192.0.2.10:5080;transport=udp SIP/2.0',
      'Hello there\r\nhow are you?\r\n',
      false,
    ),
    traced(6, 'OPTIONS sip:example.com SIP/2.0', '', true),
    traced(7, 'BYE sip:1001@192.0.2.10:5080 SIP/2.0', '', false),
  ];
}
