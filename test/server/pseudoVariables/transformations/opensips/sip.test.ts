import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { print } from '../../richRequest.js';
import { type MadeOf, made } from '../transformed.js';

describe('URIs, hops, addresses and lists', () => {
  test.for<MadeOf>([
    [
      'sip:a:p@b:5070;x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp?h=1&i=2',
      {
        'uri.user': 'a',
        'uri.passwd': 'p',
        'uri.host': 'b',
        'uri.domain': 'b',
        'uri.port': '5070',
        'uri.params': 'x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp',
        'uri.headers': 'h=1&i=2',
        'uri.transport': 'tcp',
        'uri.ttl': '5',
        'uri.uparam': 'phone',
        'uri.maddr': 'h',
        'uri.method': 'BYE',
        'uri.r2': 'on',
        'uri.param,X': '1',
      },
    ],
    ['sips:b', { 'uri.host': 'b' }],
    ['tel:+1;x=1', { 'uri.user': '+1', 'uri.params': 'x=1', 'uri.param,x': '1' }],
    ['sip:+1;x=1;y=2@b;z=3;user=phone', { 'uri.host': 'b' }],
    ['sip:+1;x=1:pw@b;user=phone', { 'uri.passwd': 'pw' }],
    ['sip:+1@b;z=3;user=phone', { 'uri.params': 'z=3;user=phone', 'uri.param,z': '3' }],
    [
      'a=1;b;c="2;3";A=4',
      {
        'param.value,a': '1',
        'param.value,A': '1',
        'param.value,c': '2;3',
        'param.count': '4',
        'param.name,0': 'a',
        'param.name,-1': 'A',
        'param.valueat,0': '1',
        'param.valueat,2': '2;3',
        'param.valueat,-1': '4',
      },
    ],
    [
      '"A, <b" <sip:c@d> ;x=1;y="2";z',
      { 'nameaddr.name': '"A, <b"', 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '18' },
    ],
    ['<sip:c@d>;x=1;y="2"', { 'nameaddr.len': '9' }],
    ['sip:c@d;x=1', { 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '7' }],
    ['sip:c@d', { 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '9' }],
    ['sip:c@d ', { 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '10' }],
    ['sip:c@d ;x', { 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '8' }],
    ['< sip:c@d > ;x', { 'nameaddr.uri': 'sip:c@d', 'nameaddr.len': '12' }],
  ])('%j, in every version', ([text, expected]) => {
    for (const server of ['opensips-1.4', 'opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      'sip:a:p@b:5070;x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp?h=1&i=2',
      { 'uri.schema': 'sip' },
    ],
    ['sips:b', { 'uri.schema': 'sips' }],
    ['SIP/2.0/UDP a (c)', { 'via.comment': 'c' }],
    [
      'SIP/2.0/UDP a;x=1, SIP/2.0/TCP b;y=2',
      { 'via.host': 'a', 'via.params': 'x=1', 'via.transport': 'UDP' },
    ],
    ['SIP/2.0/UDP a;rport , SIP/2.0/UDP b', { 'via.params': 'rport ' }],
    ['SIP/2.0/UDP a;rport', { 'via.params': 'rport' }],
    ['a=1;b;c="2;3";A=4', { 'param.exist,A': '1', 'param.exist,z': '0' }],
    [
      '"A, <b" <sip:c@d> ;x=1;y="2";z',
      { 'nameaddr.params': 'x=1;y="2";z', 'nameaddr.param,x': '1', 'nameaddr.param,y': '2' },
    ],
    ['<sip:c@d>;x=1;y="2"', { 'nameaddr.params': 'x=1;y="2"' }],
    ['<sip:c@d>;x=1;y=', { 'nameaddr.params': 'x=1;y' }],
    ['sip:c@d;x=1', { 'nameaddr.params': 'x=1' }],
    [
      'a,"b,""c""",d',
      {
        'csv.count': '3',
        'csv.value,0': 'a',
        'csv.value,1': '"b,""c"""',
        'csv.value,2': 'd',
        'csv.value,-1': 'd',
        'csv.value,-3': 'a',
      },
    ],
    [',', { 'csv.value,0': '' }],
    ['a ~', { 'csv.count': '1' }],
    [
      'SIP/2.0/UDP a:5061;branch=z;rport=7;received=1;x="q" (c)',
      {
        'via.name': 'SIP',
        'via.version': '2.0',
        'via.transport': 'UDP',
        'via.host': 'a',
        'via.domain': 'a',
        'via.port': '5061',
        'via.comment': 'c',
        'via.branch': 'z',
        'via.rport': '7',
        'via.received': '1',
        'via.param,X': 'q',
      },
    ],
    [
      ' SIP / 2.0 / UDP [::1]:5061;y',
      {
        'via.name': 'SIP',
        'via.version': '2.0',
        'via.transport': 'UDP',
        'via.host': '[::1]',
        'via.port': '5061',
        'via.params': 'y',
      },
    ],
    ['SIP/2.0/UDP a;x=1 (c(d)e)', { 'via.comment': 'c(d)e', 'via.params': 'x=1 ' }],
    ['SIP/2.0/UDP a;x="q" , SIP/2.0/UDP b', { 'via.params': 'x="q' }],
  ])('%j, since version 1.6', ([text, expected]) => {
    for (const server of ['opensips-1.11', 'opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for<MadeOf>([
    [
      '"a" <sip:a@b>, "c,d" <sip:c@d;x,y> , <sip:e@f>',
      {
        'nameaddr.0.uri': 'sip:a@b',
        'nameaddr.1.uri': 'sip:c@d;x,y',
        'nameaddr.2.uri': 'sip:e@f',
        'nameaddr.3.uri': '<null>',
        'nameaddr.-1.uri': 'sip:e@f',
        'nameaddr.-3.uri': 'sip:a@b',
        'nameaddr.-4.uri': '<null>',
        'nameaddr.1.name': '"c,d"',
        'nameaddr.1.len': '21',
        'nameaddr.2.len': '11',
      },
    ],
    ['<sip:a">, <sip:c@d>', { 'nameaddr.1.uri': 'sip:c@d', 'nameaddr.0.uri': '<null>' }],
    ['\t<sip:a@b> ,\t<sip:c@d>\t', { 'nameaddr.0.len': '11', 'nameaddr.1.len': '11' }],
  ])('%j, since version 3', ([text, expected]) => {
    for (const server of ['opensips-3.6', 'opensips-4.1'])
      expect(made(text, Object.keys(expected), server)).toEqual(expected);
  });

  test.for([
    ['', ['csv.count', 'csv.value,0', 'uri.user', 'via.host', 'param.count', 'nameaddr.uri']],
    [
      'sip:a:p@b:5070;x=1;lr;r2=on;ttl=5;user=phone;maddr=h;method=BYE;transport=tcp?h=1&i=2',
      ['uri.lr', 'uri.param,lr', 'uri.param,none'],
    ],
    [
      'sips:b',
      ['uri.user', 'uri.passwd', 'uri.port', 'uri.params', 'uri.headers', 'uri.transport', 'uri.lr'],
    ],
    ['tel:+1;x=1', ['uri.host']],
    ['nouri', ['uri.user', 'uri.params', 'uri.port', 'uri.schema', 'uri.param,x']],
    ['SIP/2.0/UDP a', ['via.port', 'via.comment', 'via.params', 'via.branch', 'via.param,x']],
    ['SIP/2.0/UDP a (c)', ['via.params']],
    ['SIP/2.0/UDP a;x=1, SIP/2.0/TCP b;y=2', ['via.param,y']],
    ['xSIP/2.0/UDP', ['via.host']],
    ['nonsense', ['via.host', 'via.name']],
    [
      'a=1;b;c="2;3";A=4',
      [
        'param.value,b',
        'param.value,z',
        'param.name,5',
        'param.valueat,1',
        'param.valueat,9',
        'param.name,$rU',
      ],
    ],
    ['a=1;', ['param.count', 'param.value,a', 'param.exist,a', 'param.name,0']],
    ['a=1;;', ['param.count', 'param.value,a', 'param.exist,a', 'param.name,0']],
    ['"A, <b" <sip:c@d> ;x=1;y="2";z', ['nameaddr.param,z', 'nameaddr.param,X', 'nameaddr.param,n']],
    ['<sip:c@d>;x=1;y="2"', ['nameaddr.name']],
    ['sip:c@d;x=1', ['nameaddr.name']],
    ['sip:c@d', ['nameaddr.params']],
    ['<sip:c', ['nameaddr.uri', 'nameaddr.len']],
    ['a,"b,""c""",d', ['csv.value,3', 'csv.value,-4', 'csv.value,$rU']],
    ['SIP/2.0/UDP a:5061;branch=z;rport=7;received=1;x="q" (c)', ['via.param,none']],
    [' SIP / 2.0 / UDP [::1]:5061;y', ['via.param,y']],
  ] as const)('%j fails: nothing up to version 1.11, <null> since', ([text, transformations]) => {
    const all = (printed: string) => Object.fromEntries(transformations.map((name) => [name, printed]));
    expect(made(text, transformations, 'opensips-1.11')).toEqual(all(''));
    for (const server of ['opensips-2.4', 'opensips-3.6', 'opensips-4.1'])
      expect(made(text, transformations, server)).toEqual(all('<null>'));
  });

  const servers = ['opensips-1.4', 'opensips-1.11', 'opensips-2.4', 'opensips-3.6'];
  const inEach = (text: string, transformation: string, asked = servers) =>
    asked.map((server) => made(text, [transformation], server)[transformation]);

  test("parameters inside of the user of a phone number are the URI's up to version 1.11", () => {
    const phone = 'sip:+1;x=1;y=2@b;z=3;user=phone';
    expect(inEach(phone, 'uri.user')).toEqual(['+1', '+1', '+1;x=1;y=2', '+1;x=1;y=2']);
    expect(inEach(phone, 'uri.params')).toEqual(['x=1;y=2', 'x=1;y=2', 'z=3;user=phone', 'z=3;user=phone']);
    expect(inEach(phone, 'uri.param,x')).toEqual(['1', '1', '<null>', '<null>']);
    expect(inEach(phone, 'uri.param,z')).toEqual(['', '', '3', '3']);
    expect(inEach('sip:+1;x=1:pw@b;user=phone', 'uri.params')).toEqual([
      'x=1',
      'x=1',
      'user=phone',
      'user=phone',
    ]);
  });

  const since16 = servers.slice(1);

  test.for([
    ['SIP/2.0/UDP', ['refused', '<null>', '<null>']],
    ['  SIP/2.0/UDP', ['refused', '<null>', '<null>']],
    ['SIP/2.0/UDP a;y (c)', ['refused', '<null>', '<null>']],
    // What does not even begin like a Via does no harm.
    ['xSIP/2.0/UDP', ['', '<null>', '<null>']],
    ['nonsense', ['', '<null>', '<null>']],
    ['', ['', '<null>', '<null>']],
  ] as const)('a Via that breaks off, %j, kills version 1.11', ([text, expected]) => {
    for (const name of [
      'via.name',
      'via.host',
      'via.port',
      'via.comment',
      'via.params',
      'via.branch',
      'via.param,y',
    ])
      expect(inEach(text, name, since16)).toEqual(expected);
  });

  test('a missing number is 0 for what follows up to version 1.11', () => {
    expect(inEach('sips:b', 'uri.port}{s.dec2hex', since16)).toEqual(['0', '<null>', '<null>']);
    expect(inEach('SIP/2.0/UDP a', 'via.port}{s.dec2hex', since16)).toEqual(['0', '<null>', '<null>']);
  });

  test.for([
    ['a,"b', 'csv.count', ['2', '2', '<null>']],
    ['a,"b', 'csv.value,0', ['a', 'a', '<null>']],
    ['a,"b', 'csv.value,1', ['refused', 'refused', '<null>']],
    ['a,"b', 'csv.value,-1', ['refused', 'refused', '<null>']],
    ['"b', 'csv.count', ['1', '1', '<null>']],
    ['"b', 'csv.value,0', ['refused', 'refused', '<null>']],
    [',', 'csv.count', ['1', '1', '2']],
    [',', 'csv.value,1', ['', '<null>', '']],
    ['a,\xe9', 'csv.count', ['2', '2', '<null>']],
    ['a,\xe9', 'csv.value,1', ['\xe9', '\xe9', '<null>']],
  ] as const)('of the list %j, {%s} in 1.11, 2.4 and 3.6', ([text, transformation, expected]) => {
    expect(inEach(text, transformation, since16)).toEqual(expected);
  });

  test.for(['nameaddr.1.x', 'nameaddr.x.uri', 'nameaddr..uri'])('{%s} is unknown', (transformation) => {
    expect(() => made('<sip:a@b>', [transformation], 'opensips-3.6')).toThrow('unknown transformation');
  });
});

describe('the body of a session description', () => {
  const body = [
    'v=0',
    'o=x',
    'c=IN IP4 192.0.2.1',
    'm=audio 1 RTP/AVP 0',
    'a=x',
    'a=y',
    'm=Video 2',
    'a=z',
    'm=audio 3',
    '',
  ].join('\r\n');
  const [audio, video, other] = [
    'm=audio 1 RTP/AVP 0\r\na=x\r\na=y\r\n',
    'm=Video 2\r\na=z\r\n',
    'm=audio 3\r\n',
  ];
  const session = 'v=0\r\no=x\r\nc=IN IP4 192.0.2.1\r\n';
  const of = (transformation: string, text: string = body, server = 'opensips-3.6') =>
    print(`$(rb{${transformation}})`, server, { body: text, headers: withLength(text) });
  const withLength = (text: string) => [...mandatory, `Content-Length: ${text.length}`];

  test.for([
    ['sdp.line,o', 'o=x'],
    ['sdp.line,a', 'a=x'],
    ['sdp.line,a,0', 'a=x'],
    ['sdp.line,a,1', 'a=y'],
    ['sdp.line,a,2', 'a=z'],
    ['sdp.line,a,3', '<null>'],
    ['sdp.line,a,-1', '<null>'],
    ['sdp.line,a,$rU', '<null>'],
    ['sdp.line,attribute', 'a=x'],
    ['sdp.line,v', '<null>'],
    ['sdp.line,z', '<null>'],
    ['sdp.line,', '<null>'],
    ['sdp.line,$hdr(None)', '<null>'],
    ['sdp.stream,0', audio],
    ['sdp.stream,1', video],
    ['sdp.stream,2', other],
    ['sdp.stream,3', '<null>'],
    ['sdp.stream,-1', other],
    ['sdp.stream,-3', audio],
    ['sdp.stream,-4', '<null>'],
    ['sdp.stream,audio', audio],
    ['sdp.stream,VIDEO', video],
    ['sdp.stream,text', '<null>'],
    ['sdp.stream-delete,0', session + video + other],
    ['sdp.stream-delete,-1', session + audio + video],
    ['sdp.stream-delete,audio', session + video],
    ['sdp.stream-delete,video', session + audio + other],
    ['sdp.stream-delete,3', '<null>'],
    ['sdp.stream-delete,text', '<null>'],
  ] as const)('{%s} is %j', ([transformation, expected]) => {
    expect(of(transformation)).toBe(expected);
  });

  test('may begin with a stream', () => {
    expect(of('sdp.stream,0', audio + video)).toBe(audio);
    expect(of('sdp.stream,1', audio + video)).toBe(video);
    expect(of('sdp.stream-delete,0', audio + video)).toBe(video);
    expect(of('sdp.stream-delete,1', audio + video)).toBe(audio);
  });

  test('has only lines that a CR ends', () => {
    expect(of('sdp.line,a', 'v=0\na=x\nb=y')).toBe('<null>');
    expect(of('sdp.line,a', 'v=0\na=x\nb=y\r')).toBe('a=x\nb=y');
  });
});
