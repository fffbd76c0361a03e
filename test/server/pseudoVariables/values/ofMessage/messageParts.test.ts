import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand, print } from '../../richRequest.js';

describe('parts of the message', () => {
  test.for([
    ['$cs $cT $cl $ua', 'opensips-2.4', '42 application/sdp 5 ua/1.0'],
    ['$rb', 'kamailio-5.6', 'v=0\r\n'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});

test('a reply has a status and a reason, but neither a method nor a URI', () => {
  const reply = { firstLine: 'SIP/2.0 486 Busy Here' };
  expect(print('$rs|$rr|$rm|$ru|$ou|$rU|$rP|$nh(u)|$rUl|$mts', 'kamailio-6.1', reply)).toBe(
    '486|Busy Here|<null>|<null>|<null>|<null>|<null>|<null>|<null>|rp',
  );
  expect(print('$rs|$rr|$rm|$ru|$msg.type|$msg.is_request', 'opensips-3.6', reply)).toBe(
    '486|Busy Here|<null>|<null>|reply|0',
  );
});

test('a request has a method and a URI, but neither a status nor a reason', () => {
  expect(print('$rs|$rr|$rm|$mts', 'kamailio-6.1')).toBe('<null>|<null>|INVITE|rq');
  expect(print('$rs|$rr|$rm|$msg.type|$msg.is_request', 'opensips-3.6')).toBe(
    '<null>|<null>|INVITE|request|1',
  );
});

describe('the message as text', () => {
  const headers = mandatory.join('\r\n');

  test('in its parts', () => {
    const message = { firstLine: 'INVITE sip:b SIP/2.0', body: 'one' };
    const shown = (part: string) => print(`$msg(${part})`, 'kamailio-6.1', message);
    expect(shown('len')).toBe(String(`INVITE sip:b SIP/2.0\r\n${headers}\r\n\r\none`.length));
    expect(shown('hdrs')).toBe(headers);
    expect(shown('fpart')).toBe(`INVITE sip:b SIP/2.0\r\n${headers}`);
    expect(shown('lpart')).toBe(`${headers}\r\n\r\none`);
    expect(shown('body')).toBe('one');
    expect(shown('x')).toBe('<null>');
  });

  test('where line ends precede it, begins too early with the headers by as many bytes', () => {
    const message = { firstLine: '\r\n INVITE sip:b SIP/2.0', body: 'one' };
    expect(print('$msg(hdrs)', 'kamailio-6.1', message)).toBe(`0\r\n${headers}`);
    expect(print('$msg(fpart)', 'kamailio-6.1', message)).toBe(`INVITE sip:b SIP/2.0\r\n${headers}`);
  });

  test('is nothing where the headers do not parse', () => {
    const broken = { headers: [...mandatory, 'no colon'] };
    expect(print('$msg(len)|$msg(lpart)', 'kamailio-6.1', broken)).toBe('<null>|<null>');
  });
});

test('parts of hops: the first, the second and the last', () => {
  const headers = [...mandatory, 'Via: SIP/2.0/TCP h2;oc, SIP/2.0/TLS h3:65537;oc=5;x'];
  const parts = ['host', 'port', 'proto', 'oc', 'branch', 'x', 'none'];
  const shown = (hop: string) => parts.map((part) => print(`$${hop}(${part})`, 'kamailio-6.1', { headers }));
  expect(shown('via0')).toEqual(['pc33.example.com', '5066', 'UDP', '0', 'z9hG4bKone', '<null>', '<null>']);
  expect(shown('via1')).toEqual(['h2', '5060', 'TCP', '1', '<null>', '<null>', '<null>']);
  // A port has 16 bits.
  expect(shown('viaZ')).toEqual(['h3', '1', 'TLS', '2', '<null>', '<null>', '<null>']);
  expect(print('$via1(host)|$viaZ(host)', 'kamailio-6.1')).toBe('<null>|pc33.example.com');
  expect(print('$via0(host)', 'kamailio-6.1', { headers: [...headers, 'no colon'] })).toBe('<null>');
});
