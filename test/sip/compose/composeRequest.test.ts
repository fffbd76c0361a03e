import { describe, expect, test } from 'vitest';
import { ExecRequest } from '../../../src/library.js';
import { findServer, serverIds } from '../../../src/server/servers.js';
import { ComposeError } from '../../../src/sip/compose/composeError.js';
import { composeRequest, parseHeaderText } from '../../../src/sip/compose/composeRequest.js';
import fc from '../../fastCheck.js';

const text = (fields: Parameters<typeof composeRequest>[0]) => composeRequest(fields).toString('latin1');

/** The values of a header in order. */
const valuesOf = (message: string, name: string) =>
  message
    .split('\r\n')
    .flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));

describe('a request from nothing', () => {
  test('has all that a request needs', () => {
    expect(text({ randomSeed: 1 })).toBe(
      [
        'INVITE sip:bob@example.com SIP/2.0',
        'Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK96a0f96b12bc',
        'Max-Forwards: 70',
        'From: "Alice" <sip:alice@example.org>;tag=971e9964',
        'To: <sip:bob@example.com>',
        'Call-ID: 79adc7e7591c8dd8@192.0.2.10',
        'CSeq: 1 INVITE',
        'Contact: <sip:alice@192.0.2.10:5060>',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });

  test.each<[Parameters<typeof composeRequest>[0], string, string]>([
    [{}, 'sip:example.org', '"Alice" <sip:alice@example.org>'],
    [
      { from: 'sip:carol:secret@[2001:db8::1]:5070;x=y' },
      'sip:[2001:db8::1]:5070',
      '<sip:carol:secret@[2001:db8::1]:5070;x=y>',
    ],
    [{ from: '<sips:carol@example.com>;tag=7' }, 'sips:example.com', '<sips:carol@example.com>'],
    [{ from: 'tel:+4930' }, 'sip:bob@example.com', '<tel:+4930>'],
    [{ requestUri: 'sip:example.net', to: 'sip:d@example.net' }, 'sip:example.net', '<sip:d@example.net>'],
  ])('registers the address in From with its domain (RFC 3261 section 10.2): %j', (fields, uri, to) => {
    const message = text({ ...fields, method: 'REGISTER' });
    expect([message.split('\r\n', 1)[0], valuesOf(message, 'To')]).toEqual([`REGISTER ${uri} SIP/2.0`, [to]]);
  });

  test('is the same for the same seed, and another one without', () => {
    expect(text({ randomSeed: 7 })).toBe(text({ randomSeed: 7 }));
    expect(text({ randomSeed: 7 })).not.toBe(text({ randomSeed: 8 }));
    expect(text({})).not.toBe(text({}));
  });

  test('goes to whom it is made for', () => {
    const message = text({ requestUri: 'tel:+4930123456', from: 'sip:carol@x.org;user=phone' });
    expect(message.startsWith('INVITE tel:+4930123456 SIP/2.0\r\n')).toBe(true);
    expect(valuesOf(message, 'To')).toEqual(['<tel:+4930123456>']);
    expect(valuesOf(message, 'From')[0]).toMatch(/^<sip:carol@x\.org;user=phone>;tag=[0-9a-f]{8}$/);
  });

  test.each([
    ['sip:a@b;tag=9', '<sip:a@b>;tag=9'],
    ['"A, B" <sip:a@b>;tag=9', '"A, B" <sip:a@b>;tag=9'],
    ['<sip:a@b;tag=uri>;tag=9', '<sip:a@b;tag=uri>;tag=9'],
  ])('keeps the tag of %s', (from, value) => {
    expect(valuesOf(text({ from }), 'From')).toEqual([value]);
  });

  test('counts its body, and says what it is', () => {
    const sdp = 'v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\n';
    const message = text({ body: Buffer.from(sdp), transport: 'tcp' });
    expect(message.endsWith(`\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`)).toBe(true);
    expect(valuesOf(message, 'Content-Type')).toEqual(['application/sdp']);
    expect(valuesOf(message, 'Via')[0]).toMatch(/^SIP\/2\.0\/TCP /);
    expect(valuesOf(message, 'Contact')).toEqual(['<sip:alice@192.0.2.10:5060;transport=tcp>']);
  });

  test('takes further headers in order, and puts those of its own kinds where its own would stand', () => {
    const headers = ['X-Foo: 1', 'max-forwards: 3', 'X-Foo: 2', 'v: SIP/2.0/UDP a;branch=1', 'l: 7'].map(
      parseHeaderText,
    );
    const lines = text({ headers, method: 'OPTIONS', randomSeed: 1 }).split('\r\n');
    expect(lines.filter((line) => !/^(?:From|To|Call-ID)/.test(line))).toEqual([
      'OPTIONS sip:bob@example.com SIP/2.0',
      'v: SIP/2.0/UDP a;branch=1',
      'max-forwards: 3',
      'CSeq: 1 OPTIONS',
      'X-Foo: 1',
      'X-Foo: 2',
      'l: 7',
      '',
      '',
    ]);
  });

  test('may have come over several hops', () => {
    const via = ['203.0.113.1', '[2001:db8::1]:5080', 'SIP/2.0/TLS c.example;branch=z9hG4bKc'];
    const values = valuesOf(text({ via, randomSeed: 3 }), 'Via');
    expect(values.map((value) => value.replace(/branch=z9hG4bK[0-9a-f]{12}$/, '…'))).toEqual([
      'SIP/2.0/UDP 203.0.113.1;…',
      'SIP/2.0/UDP [2001:db8::1]:5080;…',
      'SIP/2.0/TLS c.example;branch=z9hG4bKc',
    ]);
  });

  test.each([
    ['method', { method: 'IN VITE' }],
    ['requestUri', { requestUri: 'bob' }],
    ['requestUri', { requestUri: 'sip:a b@x' }],
    ['from', { from: 'alice' }],
    ['to', { to: '<sip:a@b>\r\nX: y' }],
    ['callId', { callId: 'a\r\nb' }],
    ['cseq', { cseq: -1 }],
    ['transport', { transport: 'u/p' }],
    ['via', { via: ['a b'] }],
    ['headers', { headers: [{ name: 'X', value: 'a\nb' }] }],
  ])('is refused where %s would break it', (field, fields) => {
    expect(() => composeRequest(fields)).toThrow(ComposeError);
    expect(() => composeRequest(fields)).toThrow(new RegExp(`^${field}: `));
  });
});

test('every server runs what is made, with the variables that were asked for', () => {
  const word = fc.stringMatching(/^[a-z0-9+.-]{1,20}$/);
  const fields = fc.record({
    user: word,
    host: fc.stringMatching(/^[a-z0-9]{1,12}\.example$/),
    id: word,
    body: word,
  });
  fc.assert(
    fc.property(fields, fc.constantFrom(...serverIds), ({ user, host, id, body }, server) => {
      const message = composeRequest({
        requestUri: `sip:${user}@${host}`,
        callId: id,
        body: Buffer.from(body),
        headers: [{ name: 'X-Id', value: id }],
      });
      const { variables } = new ExecRequest(message, { server, setvars: true }).environment();
      if (findServer(server).environment.variables === 'none') return;
      expect(variables).toMatchObject({ SIP_USER: user, SIP_HF_CALLID: id, SIP_HF_X_ID: id });
      expect(variables?.SIP_HF_CONTENT_LENGTH).toBe(String(body.length));
    }),
    { numRuns: 200 },
  );
});

describe('what would break the message is refused, with the field', () => {
  const why = (fields: Parameters<typeof composeRequest>[0]) => {
    try {
      composeRequest(fields);
    } catch (error) {
      if (error instanceof ComposeError) return error.message;
      throw error;
    }
    return 'nothing';
  };

  test.each<[Parameters<typeof composeRequest>[0], string]>([
    [{ method: 'IN VITE' }, 'method: "IN VITE" is no method'],
    [{ method: '' }, 'method: "" is no method'],
    [
      { requestUri: 'bob' },
      'requestUri: a URI with its scheme, and without blanks, is needed, as in sip:bob@example.com',
    ],
    [
      { requestUri: 'sip:bob b' },
      'requestUri: a URI with its scheme, and without blanks, is needed, as in sip:bob@example.com',
    ],
    [{ transport: 'u p' }, 'transport: "u p" is no transport'],
    [{ via: ['a b'] }, 'via: "a b" is neither a host with or without a port nor a whole Via'],
    [{ via: ['sipp/x'] }, 'via: "sipp/x" is neither a host with or without a port nor a whole Via'],
    [{ via: ['a\r\nX: y'] }, 'via: a line end or a NUL would end the header'],
    [{ from: 'alice' }, 'from: "alice" is neither a URI nor a name and a URI in angle brackets'],
    [{ to: '<sip:a@b>\n' }, 'to: a line end or a NUL would end the header'],
    [{ callId: 'a b' }, 'callId: "a b" is not one word'],
    [{ callId: '' }, 'callId: "" is not one word'],
    [{ cseq: -1 }, 'cseq: -1 is no number from 0 to 2147483647'],
    [{ cseq: 1.5 }, 'cseq: 1.5 is no number from 0 to 2147483647'],
    [{ cseq: 2_147_483_648 }, 'cseq: 2147483648 is no number from 0 to 2147483647'],
    [
      { headers: [{ name: 'Subject', value: 'a\0' }] },
      'headers: a line end or a NUL in Subject would end the header',
    ],
  ])('%j', (fields, expected) => {
    expect(why(fields)).toBe(expected);
  });

  test.each([
    ['X-Foo', `"X-Foo" has no colon; write 'X-Foo: bar'`],
    ['X Foo: a', '"X Foo" is no header name'],
    [': a', '"" is no header name'],
    ['X-Foo\u00e9: a', '"X-Foo\u00e9" is no header name'],
  ])('the header %s', (header, expected) => {
    expect(() => parseHeaderText(header)).toThrow(new ComposeError('headers', expected));
  });

  test('what is just right is not', () => {
    expect(parseHeaderText(' X-Foo : a: b ')).toEqual({ name: 'X-Foo', value: 'a: b' });
    expect([0, 2_147_483_647].map((cseq) => valuesOf(text({ cseq }), 'CSeq'))).toEqual([
      ['0 INVITE'],
      ['2147483647 INVITE'],
    ]);
  });
});

describe('hosts and contacts', () => {
  test.each([
    ['192.0.2.7:5070', /^[^@]+@192\.0\.2\.7$/, '<sip:alice@192.0.2.7:5070>'],
    ['[2001:db8::1]:5070', /^[^@]+@\[2001:db8::1\]$/, '<sip:alice@[2001:db8::1]:5070>'],
    ['sip / 2.0 / TLS host.example:1;branch=1', /^[^@]+@host\.example$/, '<sip:alice@host.example:1>'],
    // A Via that is not written as one says nothing of a host.
    ['SIP/3.0/UDP host', /^[^@]+@192\.0\.2\.10$/, '<sip:alice@192.0.2.10:5060>'],
  ])('come from the Via %s', (via, callId, contact) => {
    const message = text({ via: [via] });
    expect(valuesOf(message, 'Call-ID')[0]).toMatch(callId);
    expect(valuesOf(message, 'Contact')).toEqual([contact]);
  });

  test.each([
    ['sips:carol:pw@x', '<sip:carol:pw@192.0.2.10:5060>'],
    ['"Carol" <SIP:carol@x>', '<sip:carol@192.0.2.10:5060>'],
    ['tel:+49@x', '<sip:192.0.2.10:5060>'],
    ['xsip:carol@x', '<sip:192.0.2.10:5060>'],
    ['sip:x', '<sip:192.0.2.10:5060>'],
    ['<sip:a b@x>', '<sip:192.0.2.10:5060>'],
  ])('the contact of %s is %s', (from, contact) => {
    expect(valuesOf(text({ from }), 'Contact')).toEqual([contact]);
  });

  test.each(['INVITE', 'SUBSCRIBE', 'REFER', 'UPDATE', 'NOTIFY', 'REGISTER'])(
    '%s has a contact',
    (method) => {
      expect(valuesOf(text({ method }), 'Contact')).toHaveLength(1);
    },
  );

  test.each(['OPTIONS', 'BYE', 'MESSAGE', 'CANCEL', 'ACK', 'INFO'])('%s has none', (method) => {
    expect(valuesOf(text({ method }), 'Contact')).toEqual([]);
  });

  test.each([
    'v: SIP/2.0/UDP h;branch=1',
    'f: <sip:a@b>;tag=1',
    't: <sip:a@b>',
    'i: 1',
    'm: <sip:a@b>',
    'l: 0',
  ])('a compact header takes the place of its long form: %s', (header) => {
    const lines = text({ headers: [parseHeaderText(header)] }).split('\r\n');
    expect(lines).toHaveLength(text({}).split('\r\n').length);
    expect(lines).toContain(header);
  });

  test('that of a body, too', () => {
    const message = text({ headers: [parseHeaderText('c: text/html')], body: Buffer.from('<p>') });
    expect(message).toMatch(/\r\nc: text\/html\r\n(?:(?!Content-Type).)*\r\n\r\n<p>$/s);
  });

  test.each([
    ['<sip:a@b>;tag=1', true],
    ['<sip:a@b>; TAG = 1', true],
    ['<sip:a@b>;tagged=1', false],
    ['"a;tag=1" <sip:a@b>', false],
  ])('%s has a tag of its own: %s', (from, hasTag) => {
    expect(valuesOf(text({ from }), 'From')[0] === from).toBe(hasTag);
  });
});
