import { describe, expect, test } from 'vitest';
import { NotSipError } from '../../../src/server/errors.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer, serverIds } from '../../../src/server/servers.js';
import { mandatory, request } from '../requests.js';

function outcome(server: string, lines: readonly string[]): string {
  const bytes = Buffer.from(['OPTIONS sip:bob@example.com SIP/2.0', ...lines].join('\r\n'), 'latin1');
  return receiveMessage(findServer(server), bytes).outcome;
}

const others = [
  'Via: SIP/2.0/UDP pc33.example.com',
  'To: <sip:bob@example.com>',
  'Call-ID: call-1',
  'CSeq: 1 OPTIONS',
];
const servers = ['kamailio-5.6', 'kamailio-6.1', 'opensips-1.11'] as const;

describe('a From that Kamailio 6 parses when it reads it, the others when they need it,', () => {
  test.for([
    ['From: <sip:x', ['script', 'dropped', 'script']],
    ['From: <sip:x>\0;tag=1', ['script', 'dropped', 'script']],
    ['From: <sip:x>;tag=1\0\0', ['script', 'dropped', 'script']],
    ['From: <sip:x>;tag=1', ['script', 'script', 'script']],
  ] as const)('as %j', ([from, expected]) => {
    const lines = [from, ...others, '', ''];
    expect(servers.map((server) => outcome(server, lines))).toEqual(expected);
  });

  test('may be cut off by the end of the message', () => {
    const lines = [...others, 'From: <sip:x>;tag=1'];
    expect(servers.map((server) => outcome(server, lines))).toEqual(['dropped', 'script', 'script']);
  });
});

/** What becomes of a datagram: why and where it is dropped, or the codes of the warnings with which it reaches the script. */
function told(server: string, bytes: Buffer): unknown {
  const received = receiveMessage(findServer(server), bytes);
  if (received.outcome === 'dropped') return received;
  return received.outcome === 'reply' ? received.statusCode : received.warnings;
}

describe('what never reaches the script is said with its reason, and where it stands', () => {
  const [via, from, to, callId, cseq] = mandatory as [string, string, string, string, string];

  test.for([
    ['kamailio-5.6', 'From', [via, to, callId, cseq]],
    ['kamailio-5.6', 'To', [via, from, callId, cseq]],
    ['kamailio-6.1', 'Call-ID', [via, from, to, cseq]],
    ['kamailio-6.1', 'CSeq', [via, from, to, callId]],
    ['kamailio-6.1', 'Via', [from, to, callId, cseq]],
    ['opensips-2.4', 'Via', [from, to, callId, cseq]],
    ['openser-1.1', 'Via', [from, to, callId, cseq]],
  ] as const)('%s drops a request without %s', ([server, name, lines]) => {
    expect(told(server, request(lines))).toEqual({ outcome: 'dropped', reason: `no ${name} header` });
  });

  test.for([
    ['opensips-2.4', 'From', [via, to, callId, cseq]],
    ['openser-1.1', 'To', [via, from, callId, cseq]],
    ['kamailio-4.4', 'Call-ID', [via, from, to, cseq]],
    ['opensips-3.6', 'CSeq', [via, from, to, callId]],
  ] as const)('%s takes a request without %s, and SIP_TID is empty', ([server, name, lines]) => {
    expect(told(server, request(lines))).toEqual([
      { code: 'missing-header', message: `no ${name} header: SIP_TID is empty` },
    ]);
  });

  test('a header line without a colon among those that are read before', () => {
    const behindVia = 'INVITE sip:bob@example.com SIP/2.0\r\n\r\n'.length + via.length;
    for (const [line, reason] of [
      ['no colon', 'byte that no header name may have'],
      ['colonless', 'header without a colon'],
    ] as const) {
      expect(told('kamailio-5.6', request([via, line, from, to, callId, cseq]))).toEqual({
        outcome: 'dropped',
        reason,
        place: { line: 3, offsetBytes: behindVia },
      });
    }
    expect(told('kamailio-5.6', request([...mandatory, 'no colon']))).toEqual([]);
    expect(told('opensips-1.11', request([...mandatory, 'no colon']))).toEqual([]);
  });

  test('a version other than SIP/2.0, but not in OpenSER and OpenSIPS', () => {
    const message = request(mandatory, 'INVITE sip:bob@example.com SIP/3.0');
    expect(told('kamailio-6.1', message)).toEqual({
      outcome: 'dropped',
      reason: 'its version is not SIP/2.0',
      place: { line: 1, offsetBytes: 27 },
    });
    expect(told('openser-1.1', message)).toEqual([]);
  });

  test.for([
    ['kamailio-6.1', 32_766],
    ['kamailio-5.6', 65_535],
    ['opensips-3.6', 65_535],
  ] as const)('%s takes messages of %i bytes, and no longer ones', ([server, most]) => {
    const empty = request(mandatory).length;
    const ofLength = (bytes: number) => request(mandatory, undefined, 'x'.repeat(bytes - empty));
    expect(told(server, ofLength(most))).toEqual([]);
    expect(told(server, ofLength(most + 1))).toEqual({
      outcome: 'dropped',
      reason: `message of ${most + 1} bytes; the server takes ${most}`,
    });
  });
});

test.for([
  ['\r\n\r\n', 'script', 'script', 'script'],
  ['\n', 'script', 'script', 'script'],
  [' \t', 'dropped', 'dropped', 'script'],
  ['\0', 'dropped', 'script', 'script'],
  ['\r\n \0\n', 'dropped', 'dropped', 'script'],
  ['x ', 'dropped', 'dropped', 'dropped'],
] as const)(
  '%j before the first line: all skip line ends, Kamailio blanks, and all but OpenSER take a NUL',
  ([before, ...expected]) => {
    const message = Buffer.concat([Buffer.from(before), request(mandatory)]);
    const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-6.1'];
    expect(servers.map((id) => receiveMessage(findServer(id), message).outcome)).toEqual(expected);
  },
);

describe('bytes that are no SIP message', () => {
  test.for([
    ['', 'it is empty', { line: 1, offsetBytes: 0 }],
    ['\r\n', 'first line is cut off', undefined],
    ['nonsense', undefined, undefined],
    ['INVITE sip:a SIP/3.0\r\n\r\n', 'its version is not SIP/2.0', { line: 1, offsetBytes: 13 }],
    ['\r\n\nINVITE sip:a SIP/1.0\r\n\r\n', 'its version is not SIP/2.0', { line: 3, offsetBytes: 16 }],
  ] as const)('%j: an error for the manual, dropped by the servers', ([text, reason, place]) => {
    const bytes = Buffer.from(text);
    expect(() => receiveMessage(findServer('documented'), bytes)).toThrow(NotSipError);
    const received = receiveMessage(findServer('kamailio-6.1'), bytes);
    expect(received.outcome).toBe('dropped');
    if (place === undefined) return;
    const wanted = { message: `not a SIP message: ${reason}`, place };
    expect(() => receiveMessage(findServer('documented'), bytes)).toThrow(expect.objectContaining(wanted));
    if (text !== '') expect(received).toEqual({ outcome: 'dropped', reason, place });
  });
});

test('a NUL at the end: one is taken off by the servers that do so, and does not count', () => {
  const one = request(mandatory, undefined, 'body');
  const ending = (server: string, nuls: number) => {
    const received = receiveMessage(findServer(server), Buffer.concat([one, Buffer.alloc(nuls)]));
    return received.outcome === 'script' ? received.message.bytes.length - one.length : received.outcome;
  };
  expect(serverIds.map((id) => [id, ending(id, 0), ending(id, 1), ending(id, 2)])).toEqual(
    serverIds.map((id) => [id, 0, ...(id === 'openser-1.1' ? [0, 1] : [1, 2])]),
  );
});

test('a reply has its status code', () => {
  expect(told('kamailio-6.1', request(mandatory, 'SIP/2.0 486 Busy Here'))).toBe(486);
});
