import { describe, expect, it } from 'vitest';
import { sipStart } from '../../../src/capture/content/sipFirstLine.js';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { pcap, request, udpFrame } from '../frames.js';

const startOf = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  return sipStart(bytes, 0, bytes.length);
};

const sip: readonly (readonly [string, string, number])[] = [
  ['a request', 'OPTIONS sip:bob@example.com SIP/2.0\r\nVia: x\r\n\r\n', 0],
  ['a request with bare line feeds', 'OPTIONS sip:bob@example.com SIP/2.0\nVia: x\n\n', 0],
  ['a request and nothing more', 'INVITE sip:x SIP/2.0', 0],
  ['a method of its own', 'x-foo.bar+1 tel:+1 SIP/2.0\r\n', 0],
  ['lower case', 'options sip:x@y sip/2.0\r\n\r\n', 0],
  ['another version', 'INVITE sip:x SIP/3.0\r\n', 0],
  ['blanks after the version', 'INVITE sip:x SIP/2.0  \r\n', 0],
  ['two blanks between', 'INVITE  sip:x  SIP/2.0\r\n', 0],
  ['a tab between', 'INVITE\tsip:x SIP/2.0\r\n', 0],
  ['a blank in the URI', 'INVITE sip:bob smith@example.com SIP/2.0\r\n', 0],
  ['a URI of bytes above 0x7f', 'INVITE sip:\xfc@example.com SIP/2.0\r\n', 0],
  ['a URI without a scheme', 'INVITE bob SIP/2.0\r\n', 0],
  ['a reply', 'SIP/2.0 200 OK\r\n\r\n', 0],
  ['a reply without a reason', 'SIP/2.0 200\r\n\r\n', 0],
  ['a reply in lower case', 'sip/2.0 200 ok\r\n', 0],
  ['line ends before it', '\r\n\r\nOPTIONS sip:x SIP/2.0\r\n', 4],
  ['a byte order mark before it', '\xef\xbb\xbfOPTIONS sip:x SIP/2.0\r\n', 3],
  ['a blank before it', ' OPTIONS sip:x SIP/2.0\r\n', 1],
  ['a NUL before it', '\0OPTIONS sip:x SIP/2.0\r\n', 1],
  ['a method of 100 letters', `${'A'.repeat(100)} sip:x SIP/2.0\r\n`, 0],
];

const notSip: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a keep-alive', '\r\n\r\n'],
  ['half a keep-alive', '\r\n'],
  ['jaK', 'jaK'],
  ['NULs', '\0\0\0\0'],
  ['RTP', `\x80\x00\x00\x01${'\0'.repeat(160)}`],
  ['STUN', '\0\x01\0\0\x21\x12\xa4\x42'],
  ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['RTSP', 'DESCRIBE rtsp://example.com/ RTSP/1.0\r\n'],
  ['SSDP', 'M-SEARCH * HTTP/1.1\r\n'],
  ['a log line about a request', '2026-11-23 got INVITE sip:x SIP/2.0\r\n'],
  ['syslog', '<134>kamailio: INVITE sip:x SIP/2.0\r\n'],
  ['a version and more', 'INVITE sip:x SIP/2.0x\r\n'],
  ['no URI', 'INVITE SIP/2.0\r\n'],
  ['no version', 'INVITE sip:x\r\n'],
  ['a line that ends before its version', 'INVITE sip:x\r\nSIP/2.0\r\n'],
  ['a status of two digits', 'SIP/2.0 20\r\n'],
  ['a status of four digits', 'SIP/2.0 2000 OK\r\n'],
  ['a status that is cut', 'SIP/2.0 2'],
  ['a method with a colon', 'Via: SIP/2.0/UDP example.com SIP/2.0\r\n'],
];

describe('a first line of SIP', () => {
  it.each(sip)('%s', (_name, text, start) => expect(startOf(text)).toBe(start));
});

describe('no first line of SIP', () => {
  it.each(notSip)('%s', (_name, text) => expect(startOf(text)).toBe(-1));

  it.each(notSip)('%s, and so nothing in a datagram', (_name, text) => {
    expect(readAll(pcapReader, pcap([udpFrame(Buffer.from(text, 'latin1'))]))).toEqual({
      messages: [],
      problems: [],
    });
  });
});

describe('a datagram is one message, as it was received', () => {
  const whole = (payload: Buffer) =>
    readAll(pcapReader, pcap([udpFrame(payload)])).messages.map(({ bytes }) => bytes);
  const one = request('one@test', 'body');
  const two = request('two@test');

  it('with the line ends before it', () => {
    const payload = Buffer.concat([Buffer.from('\r\n\r\n'), one]);
    expect(whole(payload)).toEqual([payload]);
  });

  it('with what follows Content-Length', () => {
    const payload = Buffer.concat([one, Buffer.from('and more')]);
    expect(whole(payload)).toEqual([payload]);
  });

  it('with a second message behind the first, of which a remark tells', () => {
    const payload = Buffer.concat([one, two]);
    const read = readAll(pcapReader, pcap([udpFrame(payload)]));
    expect(read.messages.map(({ bytes }) => bytes)).toEqual([payload]);
    expect(read.problems.map(({ kind, nature, frame }) => ({ kind, nature, frame }))).toEqual([
      { kind: 'further-message', nature: 'format', frame: 1 },
    ]);
    expect(read.problems[0]?.message).toContain(`${one.length} bytes into a datagram`);
  });

  it('whatever bytes its method has, how long it may be, and what stands before it', () => {
    const rest = ' sip:x SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n\r\n';
    const methods = [
      '\xe5\xe4\xf6',
      'A'.repeat(5000),
      'IN"V<>',
      '\x01\x02X',
      '\x01\0\0\x14',
      `${'\r\n'.repeat(200)}INVITE`,
      '\0\0\0INVITE',
    ];
    for (const method of methods) {
      const payload = Buffer.from(`${method}${rest}`, 'latin1');
      expect(whole(payload)).toEqual([payload]);
    }
  });

  it('but not where a tunnel that nobody knows ends before a first line', () => {
    for (const before of ['\x10\0\x03', `${'\x7f'.repeat(9)}\0`]) {
      const payload = Buffer.from(`${before}INVITE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n\r\n`, 'latin1');
      expect(whole(payload)).toEqual([]);
    }
  });

  it('a message that is quoted in a body is no second one', () => {
    const quoting = request('quote@test', two.toString('latin1'));
    expect(whole(quoting)).toEqual([quoting]);
    const fragment = request('notify@test', 'SIP/2.0 200 OK\r\n', 'NOTIFY');
    expect(whole(fragment)).toEqual([fragment]);
  });
});
