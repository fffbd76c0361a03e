import { describe, expect, test } from 'vitest';
import { mandatory } from '../../../requests.js';
import { expand } from '../../richRequest.js';

describe('parts of the body', () => {
  test.for([
    ['$rb(application/sdp)|$rb(text/plain)', 'opensips-2.4', 'v=0\r\n|<null>'],
    ['$sdp|$msg.type|$msg.is_request', 'opensips-3.6', 'v=0\r\n|request|1'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });

  test('a part of a multipart body is found by its type, another one by its index', () => {
    const body = [
      '--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n',
      '--b1\r\ncontent-type: Application/ISUP;version=x\r\nContent-Disposition: signal\r\n\r\n\x01\xe9\r\n',
      '--b1\r\nContent-Type: application/sdp\r\n\r\nv=1\r\n--b1--\r\n',
    ].join('');
    const headers = [...mandatory, 'c: multipart/mixed; boundary="b1"', `Content-Length: ${body.length}`];
    const parts = ['$rb(application/sdp)', '$(rb(application/sdp)[1])', '$(rb(application/isup)[-1])'];
    expect(parts.map((part) => expand(part, 'opensips-2.4', headers, body))).toEqual([
      'v=0\r\n',
      'v=1',
      '\x01\xe9',
    ]);
  });

  test.for([
    [
      'Application/SDP;x=1',
      'v=0',
      '$rb(application/sdp)|$rb( APPLICATION/sdp )|$rb(text/plain)',
      'v=0|v=0|<null>',
    ],
    ['multipart/mixed;boundary=b', '--b\r\n\r\none\r\n--b--\r\n', '$rb(text/plain)', 'one'],
    ['multipart/mixed;boundary=b', '--b\n\none\n--b--\n', '$rb(text/plain)', 'one'],
    ['multipart/mixed;boundary=b', '--b\r\nX: y\r\n\r\n\r\n--b--', '$rb(text/plain)|', '|'],
    ['multipart/mixed;boundary=b', 'before\r\n--b--\r\n', '$rb(text/plain)', '<null>'],
    [
      'text/plain;boundary=b',
      '--b\r\n\r\none\r\n--b--\r\n',
      '$rb(text/plain)',
      '--b\r\n\r\none\r\n--b--\r\n',
    ],
    ['multipart/mixed', 'v=0', '$rb(multipart/mixed)', 'v=0'],
  ] as const)('%s: %j', ([type, body, text, expected]) => {
    const headers = [...mandatory, `Content-Type: ${type}`, `Content-Length: ${body.length}`];
    expect(expand(text, 'opensips-2.4', headers, body)).toBe(expected);
  });

  test('a body without a Content-Type has no part', () => {
    expect(expand('$rb(text/plain)', 'opensips-2.4', mandatory, 'one')).toBe('<null>');
  });
});
