import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { environmentOf, execEnvironment, isOffByDefault } from '../../src/exec/environment.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ServerState } from '../../src/server/serverState.js';
import { findServer } from '../../src/server/servers.js';
import { mandatory, plainState, request } from '../server/requests.js';

/** The block as the server gives it to the shell; or why there is none. */
function block(message: Buffer, server = 'documented', state: ServerState = plainState): string[] | string {
  const profile = findServer(server);
  const received = receiveMessage(profile, message);
  if (received.outcome !== 'script') return received.outcome;
  const environment = environmentOf(received.message, profile, state);
  if (environment.outcome === 'refused') return 'refused';
  return environment.entries.map(({ name, value }) => `${name}=${value.toString('latin1')}`);
}

/** The value that a program finally sees: of several variables with one name, a shell keeps the last. */
function variable(
  message: Buffer,
  name: string,
  server = 'documented',
  state?: ServerState,
): string | undefined {
  const entries = block(message, server, state);
  if (typeof entries === 'string') return entries;
  return entries.findLast((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}

describe('the documented environment', () => {
  test('is complete and in the order of the servers’ block', () => {
    const hashed = 'from1call-1@example.comsip:bob:pw@example.com:5070;x=y1pc33.example.com5066z9hG4bKone';
    const tid = createHash('md5').update(hashed).digest('hex');
    expect(block(request(mandatory, 'INVITE sip:bob:pw@example.com:5070;x=y SIP/2.0'))).toEqual([
      'SIP_DID=',
      `SIP_TID=${tid}`,
      'SIP_OUSER=bob',
      'SIP_ORUI=sip:bob:pw@example.com:5070;x=y',
      'SIP_ORURI=sip:bob:pw@example.com:5070;x=y',
      'SIP_USER=bob',
      'SIP_RURI=sip:bob:pw@example.com:5070;x=y',
      'SIP_SRCIP=192.0.2.10',
      'SIP_HF_CSEQ=1 INVITE',
      'SIP_HF_CALLID=call-1@example.com',
      'SIP_HF_TO=<sip:bob@example.com>',
      'SIP_HF_FROM="Alice" <sip:alice@example.com>;tag=from1',
      'SIP_HF_VIA=SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone',
    ]);
  });

  test('joins headers of one name in order of appearance, however they are spelt', () => {
    const message = request([
      ...mandatory,
      's: one',
      'X-A: 1',
      'SUBJECT: two',
      'x-a: 2',
      'X-A:',
      'Subject: three',
    ]);
    expect([variable(message, 'SIP_HF_SUBJECT'), variable(message, 'SIP_HF_X_A')]).toEqual([
      'one,two,three',
      '1,2,',
    ]);
  });

  test.for([
    ['a', 'ACCEPT_CONTACT'],
    ['b', 'REFERRED_BY'],
    ['c', 'CONTENT_TYPE'],
    ['d', 'REQUEST_DISPOSITION'],
    ['e', 'CONTENT_ENCODING'],
    ['j', 'REJECT_CONTACT'],
    ['k', 'SUPPORTED'],
    ['m', 'CONTACT'],
    ['n', 'IDENTITY_INFO'],
    ['o', 'EVENT'],
    ['r', 'REFER_TO'],
    ['s', 'SUBJECT'],
    ['u', 'ALLOW_EVENTS'],
    ['x', 'SESSION_EXPIRES'],
    ['y', 'IDENTITY'],
  ])('gives the compact form %s its long name %s', ([compact, name]) => {
    expect(variable(request([...mandatory, `${compact}: value`]), `SIP_HF_${name}`)).toBe('value');
  });

  test('keeps the bytes of a value: trailing blanks, folds, high bytes; but nothing behind a NUL', () => {
    const message = request([
      ...mandatory,
      'X-A:  \t v \xe9 ',
      'X-B: one\r\n two\r\n\tthree',
      'X-C: a\0b',
      'X-D:',
    ]);
    const values = ['X_A', 'X_B', 'X_C', 'X_D'].map((name) => variable(message, `SIP_HF_${name}`));
    expect(values).toEqual(['v \xe9 ', 'one\r\n two\r\n\tthree', 'a', '']);
  });

  // What CVE-2014-6271 is about: bash took exactly a variable that began with these four bytes for a function.
  test.for([
    ['() { :;}; echo', ' { :;}; echo'],
    ['() {', ' {'],
    ['()  { :;}; echo', '()  { :;}; echo'],
    ['(){ :;}; echo', '(){ :;}; echo'],
    ['()\t{ :;}; echo', '()\t{ :;}; echo'],
    ['() ( :;); echo', '() ( :;); echo'],
    ['() ', '() '],
    ['( ) { :;}; echo', '( ) { :;}; echo'],
    ['[) { :;}; echo', '[) { :;}; echo'],
    ['a() { :;}; echo', 'a() { :;}; echo'],
  ] as const)('of %j in a header a shell sees %j: no function', ([value, seen]) => {
    expect(variable(request([...mandatory, `X-A: ${value}`]), 'SIP_HF_X_A')).toBe(seen);
  });

  test('takes any byte in a header’s name for an underscore', () => {
    expect(variable(request([...mandatory, "X-Odd!%*'`(\xe9): v"]), 'SIP_HF_X_ODD________')).toBe('v');
  });

  test('has one transaction for an INVITE, its retransmission, its CANCEL and its ACK, and another for another call', () => {
    const tid = (method: string, to = '', call = 'call-1@example.com') => {
      const [via, from] = mandatory as [string, string];
      const headers = [via, from, `To: <sip:bob@example.com>${to}`, `Call-ID: ${call}`, `CSeq: 1 ${method}`];
      return variable(request(headers, `${method} sip:bob@example.com SIP/2.0`), 'SIP_TID');
    };
    expect(new Set([tid('INVITE'), tid('INVITE'), tid('CANCEL'), tid('ACK', ';tag=486')]).size).toBe(1);
    expect(tid('INVITE', '', 'call-2@example.com')).not.toBe(tid('INVITE'));
    expect(tid('BYE', ';tag=a')).not.toBe(tid('BYE', ';tag=b'));
  });

  test.for(['From', 'To', 'Call-ID', 'CSeq'])(
    'runs without %s, with no transaction and a warning',
    (missing) => {
      const message = request(mandatory.filter((line) => !line.startsWith(missing)));
      expect(variable(message, 'SIP_TID')).toBe('');
      const received = receiveMessage(findServer('documented'), message);
      expect(received.outcome === 'script' ? received.warnings.map(({ code }) => code) : received).toEqual([
        'missing-header',
      ]);
    },
  );

  test('follows a rewritten request URI, but not for the original', () => {
    const state = { ...plainState, requestUri: Buffer.from('sip:carol@example.org') };
    const names = ['SIP_RURI', 'SIP_USER', 'SIP_ORURI', 'SIP_ORUI', 'SIP_OUSER'];
    expect(names.map((name) => variable(request(mandatory), name, 'documented', state))).toEqual([
      'sip:carol@example.org',
      'carol',
      'sip:bob@example.com',
      'sip:bob@example.com',
      'bob',
    ]);
  });

  test('has no user for a URI that does not parse', () => {
    const message = request(mandatory, 'INVITE bob SIP/2.0');
    const names = ['SIP_RURI', 'SIP_USER', 'SIP_OUSER'];
    expect(names.map((name) => variable(message, name))).toEqual(['bob', undefined, undefined]);
  });

  test('ends each value at a NUL, wherever it came from', () => {
    const names = ['SIP_RURI', 'SIP_USER', 'SIP_ORURI', 'SIP_OUSER'];
    const state = { ...plainState, requestUri: Buffer.from('sip:ca\0rol@example.org') };
    const found = (rewritten?: ServerState) =>
      names.map((name) =>
        variable(request(mandatory, 'INVITE sip:b\0ob@x SIP/2.0'), name, 'documented', rewritten),
      );
    expect(found()).toEqual(['sip:b', 'b', 'sip:b', 'b']);
    expect(found(state)).toEqual(['sip:ca', 'ca', 'sip:b', 'b']);
  });

  test('is empty when setvars is off', () => {
    expect(block(request(mandatory), 'documented', { ...plainState, setvars: false })).toEqual([]);
  });
});

describe('the environments of servers', () => {
  const message = request([
    ...mandatory,
    'X-A: 1',
    'X-A: 2',
    'X-A: 3',
    's: short',
    'Subject: long',
    'X_A: other',
  ]);

  test.for([
    ['openser-1.1', ['SIP_HF_X_A=other', 'SIP_HF_SUBJECT=long', 'SIP_HF_S=short', 'SIP_HF_X_A=1,3,2']],
    ['kamailio-6.1', ['SIP_HF_X_A=other', 'SIP_HF_S=short,long', 'SIP_HF_X_A=1,3,2']],
  ] as const)('%s groups and joins in its own way', ([server, expected]) => {
    expect((block(message, server) as string[]).slice(7, 7 + expected.length)).toEqual(expected);
  });

  test.for([
    ['openser-1.1', true],
    ['opensips-1.4', true],
    ['opensips-1.11', false],
    ['opensips-2.4', false],
    ['opensips-3.6', false],
    ['kamailio-5.6', true],
    ['kamailio-6.1', true],
    ['documented', true],
  ] as const)('%s sets variables by default: %s', ([server, isSet]) => {
    const { setvars: _, ...state } = plainState;
    expect((block(message, server, state) as string[]).length > 0).toBe(isSet);
  });

  test.for([
    [
      'NoColon',
      {
        documented: 'dropped',
        'openser-1.1': 'refused',
        'opensips-2.4': 'dropped',
        'kamailio-6.1': 'refused',
      },
    ],
    [
      'Content-Length: x',
      {
        documented: 'dropped',
        'openser-1.1': 'refused',
        'opensips-2.4': 'dropped',
        'kamailio-6.1': 'refused',
      },
    ],
    [
      'Max-Forwards: 1\r\nMax-Forwards: 2',
      { documented: 'set', 'openser-1.1': 'set', 'opensips-2.4': 'set', 'kamailio-6.1': 'refused' },
    ],
    [
      'X-(c): v',
      { documented: 'set', 'openser-1.1': 'set', 'opensips-2.4': 'set', 'kamailio-6.1': 'refused' },
    ],
  ] as const)('%s makes of the message what the server makes of it', ([line, outcomes]) => {
    const found = Object.fromEntries(
      Object.keys(outcomes).map((server) => {
        const result = block(request([...mandatory, line]), server);
        return [server, typeof result === 'string' ? result : 'set'];
      }),
    );
    expect(found).toEqual(outcomes);
  });
});

/** docs/servers.md §1. */
describe('variables that are off only because nobody has said setvars', () => {
  test.for([
    ['opensips-1.11', undefined, true],
    ['opensips-1.11', false, false],
    ['opensips-1.11', true, false],
    ['kamailio-6.1', undefined, false],
    ['kamailio-6.1', false, false],
    ['documented', undefined, false],
  ] as const)('%s with %s: %s', ([server, setvars, isOff]) => {
    expect(isOffByDefault(findServer(server), setvars)).toBe(isOff);
  });

  test('are off in no server that has none at all', () => {
    const none = { ...findServer('opensips-1.11') };
    const { environment } = none;
    expect(isOffByDefault({ ...none, environment: { ...environment, variables: 'none' } }, undefined)).toBe(
      false,
    );
  });
});

test('exec() gives the values of one AVP, the last first, and no other', () => {
  const avps = [
    ['env', 'a'],
    ['other', 'b'],
    ['env', 'c'],
  ].map(([name = '', value = '']) => ({ name, value: Buffer.from(value) }));
  const told = (name?: string) =>
    execEnvironment({ ...plainState, avps }, name).map((one) => `${one.name}=${one.value}`);
  expect([told(), told('env'), told('other'), told('none')]).toEqual([
    ['OSIPS_EXEC_0=c', 'OSIPS_EXEC_1=a'],
    ['OSIPS_EXEC_0=c', 'OSIPS_EXEC_1=a'],
    ['OSIPS_EXEC_0=b'],
    [],
  ]);
});

test.for(['opensips-1.11', 'documented'])('%s: the tag of To, and an empty one', (server) => {
  const withTo = (to: string) =>
    variable(
      request([...mandatory.filter((line) => !line.startsWith('To:')), `To: <sip:bob@example.com>${to}`]),
      'SIP_DID',
      server,
      { ...plainState, setvars: true },
    );
  expect([withTo(';tag=a1'), withTo('')]).toEqual(['a1', '']);
});
