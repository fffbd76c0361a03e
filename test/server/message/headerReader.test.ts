import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, request } from '../requests.js';

const firstLine = 'INVITE sip:bob@example.com SIP/2.0\r\n';

/** Why a server drops a message whose first header is this line, and where it says that; undefined where it does not. */
function dropped(server: string, line: string, rest: readonly string[] = mandatory) {
  const text = `${firstLine}${line}${rest.length === 0 ? '' : `${rest.join('\r\n')}\r\n\r\n`}`;
  const received = receiveMessage(findServer(server), Buffer.from(text, 'latin1'));
  if (received.outcome !== 'dropped') return undefined;
  return [received.reason, received.place?.line, (received.place?.offsetBytes ?? 0) - firstLine.length];
}

describe('a header line before the Via that a server does not read', () => {
  test.for([
    // Kamailio since 5: a token, blanks, a colon.
    ['kamailio-6.1', 'nocolon\r\n', ['header without a colon', 2, 0]],
    ['kamailio-6.1', 'nocolon\nX: 1\r\n', ['header without a colon', 2, 0]],
    ['kamailio-6.1', 'no colon: 1\r\n', ['byte that no header name may have', 2, 0]],
    ['kamailio-6.1', 'X!: 1\r\n', ['byte that no header name may have', 2, 0]],
    ['kamailio-6.1', ': 1\r\n', ['header without a name', 2, 0]],
    ['kamailio-6.1', ' : 1\r\n', ['header without a name', 2, 0]],
    ['kamailio-6.1', 'X-a.b_c+d~1 \t: 1\r\n', undefined],
    ['kamailio-6.1', 'X:1\r\n', undefined],
    ['kamailio-6.1', 'X: 1\n', undefined],
    ['kamailio-6.1', 'X:\r\n', undefined],
    // Servers that compare four bytes at a time look for the next colon, wherever it stands.
    ['opensips-2.4', 'no colon: 1\r\n', ['blank in a header name', 2, 2]],
    ['opensips-2.4', 'no\tcolon: 1\r\n', ['blank in a header name', 2, 2]],
    ['opensips-2.4', 'X!: 1\r\n', undefined],
    ['opensips-2.4', ': 1\r\n', undefined],
    ['kamailio-4.4', 'no colon: 1\r\n', undefined],
    ['openser-1.1', 'no colon: 1\r\n', undefined],
  ] as const)('%s, %j: %j', ([server, line, expected]) => {
    expect(dropped(server, line)).toEqual(expected);
  });

  test.for([
    ['kamailio-6.1', 'X', ['header without a colon', 2, 0]],
    ['kamailio-6.1', 'X:', ['header without a value', 2, 2]],
    ['kamailio-6.1', 'X: ', ['header without a value', 2, 3]],
    ['kamailio-6.1', 'X: 1', ['header without a line end', 2, 4]],
    ['kamailio-6.1', 'X: 1\r', ['header without a line end', 2, 5]],
    ['kamailio-6.1', 'X: 1\n 2', ['header without a line end', 3, 7]],
    ['kamailio-6.1', 'X: 1\n', ['no Via header', undefined, -firstLine.length]],
    ['kamailio-6.1', 'X: 1\n\n', ['no Via header', undefined, -firstLine.length]],
    ['opensips-2.4', 'X:1', ['header cut off', 2, 0]],
    ['opensips-2.4', 'X: 1', ['header without a line end', 2, 4]],
    ['opensips-2.4', 'X-AB', ['header without a colon', 2, 0]],
    ['opensips-2.4', 'X-AB:', ['header without a value', 2, 5]],
    ['documented', 'nocolon\r\n', ['header without a colon', 2, 0]],
    ['documented', 'X', ['header without a colon', 2, 0]],
    ['documented', 'X:', ['header without a value', 2, 2]],
  ] as const)('%s, %j at the end: %j', ([server, line, expected]) => {
    expect(dropped(server, line, [])).toEqual(expected);
  });

  test.for([
    ['Retry-After: 5\r\n', undefined, undefined],
    ['Retry-After: soon\r\n', 'dropped', undefined],
    ['Content-Length: x\r\n', 'dropped', 'dropped'],
    ['To: <sip:b\r\n', 'dropped', 'dropped'],
    ['CSeq: x INVITE\r\n', undefined, undefined],
    ['CSeq: 1\r\n', 'dropped', 'dropped'],
    ['X: x\r\n', undefined, undefined],
  ] as const)('%j: Kamailio 6.1 %s, OpenSIPS 2.4 %s', ([line, kamailio, opensips]) => {
    const rest = mandatory.filter((other) => !other.startsWith(line.slice(0, 3)));
    const outcome = (server: string) => (dropped(server, line, rest) === undefined ? undefined : 'dropped');
    expect([outcome('kamailio-6.1'), outcome('opensips-2.4')]).toEqual([kamailio, opensips]);
  });

  test('Retry-After is a header as any other to OpenSIPS, and to the others folds where it may', () => {
    expect(dropped('opensips-2.4', 'Retry-After: 5\r\n no number\r\n')).toBeUndefined();
    expect(dropped('kamailio-6.1', 'Retry-After: 5\r\n')).toBeUndefined();
  });
});

describe('a header that may be there once', () => {
  test.for([
    ['To: <sip:x>', 'to'],
    ['From: <sip:x>;tag=2', 'from'],
    ['Call-ID: 2', 'call-id'],
    ['CSeq: 2 INVITE', 'cseq'],
  ] as const)('%s again: Kamailio since 5 drops the message, the others take it', ([line, kind]) => {
    const isSame = (other: string) => other.startsWith(line.slice(0, line.indexOf(':') + 1));
    const message = request([
      line,
      ...mandatory.filter(isSame),
      ...mandatory.filter((other) => !isSame(other)),
    ]);
    expect(receiveMessage(findServer('kamailio-6.1'), message)).toMatchObject({
      outcome: 'dropped',
      reason: `second ${kind} header`,
    });
    for (const server of ['kamailio-4.4', 'opensips-3.6', 'openser-1.1', 'documented'])
      expect(receiveMessage(findServer(server), message).outcome).toBe('script');
  });
});

describe('the parts of a message', () => {
  const messageOf = (server: string, lines: readonly string[], body = '') => {
    const received = receiveMessage(findServer(server), request(lines, undefined, body));
    if (received.outcome === 'dropped') throw new Error(received.reason);
    return received.message;
  };

  test('a header knows what was parsed of it, and no other kind', () => {
    const message = messageOf(
      'kamailio-6.1',
      [...mandatory, 'X-A: \t one \r\n two\t', 'Content-Length: 4'],
      'body',
    );
    expect(message.read('end')).toBe(true);
    const shown = message.headers.map((header) => {
      const value = message.latin1({ start: header.bodyStart, end: header.bodyEnd });
      const name = message.latin1({ start: header.nameStart, end: header.nameEnd });
      const parsed = [header.via, header.to, header.from, header.cseq, header.lengthBytes];
      return [name, header.kind, value, parsed.map((part) => part !== undefined)];
    });
    const [via, from, to, callId, cseq] = mandatory.map((line) => line.slice(line.indexOf(' ') + 1));
    expect(shown).toEqual([
      ['Via', 'via', via, [true, false, false, false, false]],
      ['From', 'from', from, [false, false, true, false, false]],
      ['To', 'to', to, [false, true, false, false, false]],
      ['Call-ID', 'call-id', callId, [false, false, false, false, false]],
      ['CSeq', 'cseq', cseq, [false, false, false, true, false]],
      ['X-A', 'other', 'one \r\n two\t', [false, false, false, false, false]],
      ['Content-Length', 'content-length', '4', [false, false, false, false, true]],
    ]);
    expect(message.body?.toString()).toBe('body');
  });

  test.for([
    ['\r\n\r\nbody', 'body'],
    ['\n\nbody', 'body'],
    ['\r\n\nbody', 'body'],
    ['\r\n\rbody', 'body'],
    ['\r\n\r\n', ''],
    ['\r\n', undefined],
  ] as const)('what follows the empty line of %j is the body', ([ending, body]) => {
    const bytes = Buffer.from(`${firstLine}${mandatory.join('\r\n')}${ending}`);
    const received = receiveMessage(findServer('kamailio-6.1'), bytes);
    if (received.outcome !== 'script') throw new Error(received.outcome);
    expect(received.message.body?.toString()).toBe(body);
  });
});
