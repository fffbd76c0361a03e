import fc from '../fastCheck.js';

/** One of the given values. */
export const some = <T>(...values: T[]) => fc.constantFrom(...values);

/** What real stacks send, and once in a while what only a careless one would. */
export function mostly<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, times = 50): fc.Arbitrary<T> {
  return fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

export const token = fc.stringMatching(/^[A-Za-z0-9.\-_~+]{1,12}$/);
const joined = (parts: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(parts, { maxLength }).map((list) => list.join(''));
const blanks = some('', '', '', ' ', '  ', '\t', '\r\n ', '\n\t');

export const host = mostly(
  some('example.com', '127.0.0.1', 'biloxi.example.com', '[2001:db8::1]', 'a-b.c', 'EXAMPLE'),
  some('host_x', '', '[::1', '-a.b', 'a..b', '.a', '1', '[::ffff:1.2.3.4]', 'h%41', '[]', '[z]'),
);
export const port = mostly(
  some('', '', '', ':5060', ':0', ':65535'),
  some(':65536', ':99999', ':00005060', ':', ':5a', ':123456', ' :5060', ': 5060'),
);
const user = mostly(
  some('bob@', 'alice:pw@', '', '+15551234@', 'bob%40x@', 'a.b-c_d@', 'bob;p=v@'),
  some(
    '@',
    ':@',
    'bob:@',
    'b;p=v:pw@',
    'a:b:c@',
    'a?b@',
    'a/b@',
    'a@b@',
    '[x]@',
    ':pw@',
    'bob:99999@',
    'bob:123456@',
    '1:2@',
    'a?b;c@',
    'a;b?c:d@',
  ),
);
const uriParameters = joined(
  mostly(
    some(
      ';transport=tcp',
      ';transport=UDP',
      ';lr',
      ';user=phone',
      ';maddr=1.2.3.4',
      ';ob',
      ';TRANSPORT=tls',
      ';r2=on',
    ),
    some(';x=y:z', ';', ';transport=', ';a@b', ';user=PHONE', ';user=phone1', ';a=b=c', ';a:b', ';:@c'),
  ),
  3,
);
const uriHeaders = mostly(some('', '', '', '?a=b'), some('?a=b&c=d', '?', '?a;b', '?a:b', '?a?b', '?a@b'));
const sipUri = fc
  .tuple(some('sip:', 'sip:', 'sip:', 'sips:', 'SIP:'), user, host, port, uriParameters, uriHeaders)
  .map((parts) => parts.join(''));
const otherUri = some(
  ...[
    'tel:+1555',
    'tel:+1-555;phone-context=x',
    'urn:service:sos',
    'urn:a',
    'http://x/',
    'mailto:a@b',
    'sip',
  ],
  ...[
    'sip:',
    '*',
    'tel:',
    'urn:a:b;c',
    'sip:+1;ext=2@h.x;user=phone',
    'TEL:911',
    'tels:+1',
    'sipx:a@b',
    'urn:service:sos;x',
  ],
);
export const uri = mostly(sipUri, otherUri, 10);

const tag = mostly(token, some('', '"quoted"', '"q\\"uoted"', 'a,b', ',lead', '"a;b"', '"a\0b"'));
const addressParameters = joined(
  mostly(
    fc.oneof(
      fc.tuple(blanks, blanks, tag).map(([before, after, value]) => `;${before}tag=${after}${value}`),
      some(
        ...[';x', ';x=y', ';x="y;z"', ';lr', ' ; tag = v', ';TAG=up', ';q=0.5'],
        ...[';reason=no-answer', ';reason="away"', ';privacy=full', ';Reason=x', ';reason'],
      ),
    ),
    some(
      ';tag',
      ';tag=',
      '; t',
      ';ta',
      ';=',
      ';',
      ';x=',
      ';tag=1;tag=2',
      ';x y',
      ';a=b=c',
      ';x="',
      ';x="\r\n "',
      ';tag ;x',
    ),
  ),
  3,
);
const displayName = mostly(
  some('', '', '"Bob" ', 'Bob ', 'Bob B. ', '"B \\"x\\" b"', 'Bob', 'Bob\r\n '),
  some('"open ', 'a,b ', 'a;b ', '"a" b ', "O'Neil ", '"" ', '<', 'a b;c ', 'a , b '),
);

/** The value of an address header. */
export const address = mostly(
  fc.tuple(displayName, some('<', '<', '<', '< '), uri, some('>', '>', '>', ' >'), addressParameters),
  fc.tuple(displayName, some('<', ''), uri, some('>', '', ' ', ',', ' b>'), addressParameters),
  12,
).map((parts) => parts.join(''));
