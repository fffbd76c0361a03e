import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer } from '../../../src/server/servers.js';

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
