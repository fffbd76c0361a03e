import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import type { ExecFunction, ServerProfile } from '../../../src/server/profile.js';
import { expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat, UnknownPseudoVariableError } from '../../../src/server/pseudoVariables/format.js';
import { UnknownTransformationError } from '../../../src/server/pseudoVariables/transformations/parse.js';
import { serversWith } from '../../../src/server/serverRanges.js';
import type { ServerState } from '../../../src/server/serverState.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../requests.js';

const transforms =
  (name: string) =>
  ({ transformations }: ServerProfile) =>
    transformations.names.includes(name);

const message = request(
  [
    ...mandatory,
    'Via: SIP/2.0/TCP second.example.com',
    'X-A: one',
    'X-A: two',
    'User-Agent: ua/1.0',
    'Content-Length: 4',
  ],
  'INVITE sip:bob:pw@example.com;transport=tcp SIP/2.0',
  'body',
);

function expand(
  text: string,
  server = 'documented',
  state: ServerState = plainState,
  name?: ExecFunction,
  datagram = message,
): string {
  const profile = findServer(server);
  const received = receiveMessage(profile, datagram);
  if (received.outcome !== 'script') return received.outcome;
  const expansion = expandFormat(
    parseFormat(Buffer.from(text), profile),
    received.message,
    profile,
    state,
    name,
  );
  return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : expansion.outcome;
}

describe('a command string', () => {
  test.for([
    ['route.sh $ru', 'route.sh sip:bob:pw@example.com;transport=tcp'],
    ['$rU@$rd:$rp;$rP', 'bob@example.com:5060;tcp'],
    ['$(rU)x', 'bobx'],
    ['$fn $fU $fd $ft|$tt|$tU', '"Alice" alice example.com from1|<null>|bob'],
    ['cost $$5, 100%', 'cost $5, 100%'],
    ['$$ru', '$ru'],
    ['$ci $cs $cl $rm $ml', `call-1@example.com 1 4 INVITE ${message.length}`],
    ['$rb|$mb', `body|${message.toString('latin1')}`],
    ['$si:$sp $Ri:$Rp $src_ip', '192.0.2.10:5062 192.0.2.20:5060 192.0.2.10'],
    ['$hdr(x-a) $hdr(X-A[2]) $hdr(X-A[-1]) $hdr(X-A[*])', 'one two two one,two'],
    ['$hdr(v) $hdr(None)', 'SIP/2.0/UDP pc33.example.com:5066;branch=z9hG4bKone <null>'],
    ['[$cT][$tn][$dd][$au][$ct][$di][$rr]', '[][][][][<null>][<null>][<null>]'],
    ['$mf $mF', '0 00000000'],
  ])('%s', ([text, expanded]) => {
    expect(expand(text as string)).toBe(expanded);
  });

  test('knows the AVPs and variables that it is told: of several with one name the latest first', () => {
    const avps = ['first', 'second'].map((value) => ({ name: 's:gw', value: Buffer.from(value) }));
    const state = { ...plainState, avps, vars: [{ name: 'x', value: Buffer.from('v') }] };
    expect(expand('$avp(s:gw) $avp(gw) $avp(none)', 'documented', state)).toBe('second second <null>');
    expect(expand('$(avp(gw)[1]) $(avp(gw)[*]) $var(x)', 'kamailio-6.1', state)).toBe('first second,first v');
  });

  test.for([
    ['x $ruX', 'ruX', 'ru', 2],
    ['$fromm', 'fromm', 'from', 0],
    ['$to.user', 'to.user', undefined, 0],
    ['cost $5', '5', undefined, 5],
    ['lone $', '', undefined, 5],
    ['$(ru', 'ru', undefined, 0],
    ['$hdr', 'hdr', undefined, 0],
  ] as const)('%s is refused, and the nearest name named', ([text, name, nearest, offsetBytes]) => {
    const parse = () => parseFormat(Buffer.from(text), findServer('documented'));
    expect(parse).toThrow(UnknownPseudoVariableError);
    try {
      parse();
    } catch (error) {
      const unknown = error as UnknownPseudoVariableError;
      expect([unknown.variableName, unknown.offsetBytes]).toEqual([name, offsetBytes]);
      if (nearest !== undefined) expect(unknown.nearest).toBe(nearest);
    }
  });

  test.for([
    ['$ruX', 'unknown pseudo-variable $ruX; did you mean $ru?'],
    ['$HOME', 'unknown pseudo-variable $HOME; for a variable of the shell write $$HOME'],
    ['$1', 'unknown pseudo-variable $1; for a variable of the shell write $$1'],
    ['$i', 'unknown pseudo-variable $i; for a variable of the shell write $$i'],
    ['$(date)', 'unknown pseudo-variable $(date); for what the shell is to run write $$('],
    ['cost: $', 'a lone $ (write $$ for a literal $)'],
    ['$(ru', '$(ru is not followed by a closing parenthesis'],
    [
      '$(hdr(Via)[0])',
      'openser-1.1 knows no index behind a variable, as in $(hdr(Via)[0]): it has it in the parentheses and counts headers from 1; write $hdr(Via[1])',
    ],
    [
      '$(hdr(Via)[*])',
      'openser-1.1 knows no index behind a variable, as in $(hdr(Via)[*]): it has it in the parentheses; write $hdr(Via[*])',
    ],
    ['$(ru[1])', 'openser-1.1 knows no index behind a variable, as in $(ru[1])'],
    ['$(hdr(Via) x', '$(hdr(Via) is not followed by a closing parenthesis'],
    ['$hdr', '$hdr needs an argument, as in $hdr(…)'],
    ['$hdr(X', '$hdr( has no closing parenthesis'],
    [
      '$(ru{uri.host})',
      `openser-1.1 knows no transformations, as in $(ru{…}); {uri.host} is known with --server ${serversWith(transforms('uri.host'))}`,
    ],
    ['$(ru{x.y})', 'openser-1.1 knows no transformations, as in $(ru{…}): they came with later servers'],
    [
      '$proto',
      `unknown pseudo-variable $proto: openser-1.1 does not have it, but --server ${serversWith(({ pseudoVariables }) => pseudoVariables.names.includes('proto'))}`,
    ],
  ] as const)('%s is refused with a way out', ([text, why]) => {
    expect(() => parseFormat(Buffer.from(text), findServer('openser-1.1'))).toThrow(
      expect.objectContaining({ message: why }),
    );
  });

  test('counts headers from one within the parentheses, and from zero behind them', () => {
    expect(expand('$hdr(X-A[1]) $hdr(X-A[2]) $hdr(X-A[-1])')).toBe('one two two');
    expect(expand('$(hdr(X-A)[0]) $(hdr(X-A)[1]) $(hdr(X-A)[-1])')).toBe('one two two');
    expect(expand('$hdr(X-A[1]) $hdr(X-A[2])', 'openser-1.1')).toBe('one two');
    expect(expand('$(hdr(X-A)[1])', 'kamailio-6.1')).toBe('two');
  });

  test('is transformed where the server transforms', () => {
    expect(
      expand('$(ru{uri.user}{s.toupper}) $(rU{s.len}) $(hdr(X-A)[1]{s.substr,0,2})', 'kamailio-6.1'),
    ).toBe('BOB 3 tw');
    expect(expand('$(ru{s.select,1,:}) $(fn{s.escape.common})', 'opensips-2.4')).toBe('bob \\"Alice\\"');
    expect(expand('$(ru{re.subst,/^sip:([^:@]*).*/<\\1>/})', 'kamailio-6.1')).toBe('<bob>');
    expect(() => expand('$(ru{s.lenn})', 'kamailio-6.1')).toThrow(UnknownTransformationError);
    expect(() => expand('$(ru{s.crc32})', 'kamailio-5.6')).toThrow(
      `unknown transformation {s.crc32}: kamailio-5.6 does not have it, but --server ${serversWith(transforms('s.crc32'))}`,
    );
    expect(() => expand('$(ru{s.len})', 'openser-1.1')).toThrow(UnknownPseudoVariableError);
  });

  test.for([
    ['openser-1.1', 'exec_msg', 1022],
    ['openser-1.1', 'exec_dset', 1023],
    ['opensips-2.4', 'exec_msg', 1023],
    ['kamailio-5.6', 'exec_dset', 8191],
    ['opensips-3.6', 'exec', 19999],
  ] as const)('for %s %s may have %i bytes, not one more', ([server, name, most]) => {
    expect(expand('x'.repeat(most), server, plainState, name).length).toBe(most);
    expect(expand('x'.repeat(most + 1), server, plainState, name)).toBe('refused');
  });

  test('that is one variable runs on into the message on OpenSIPS 1.11 and 2.4', () => {
    const rest = message.toString('latin1', message.indexOf('one\r\nX-A: two'));
    expect(expand('$hdr(X-A)', 'opensips-2.4', plainState, 'exec_msg')).toBe(rest);
    expect(expand('$hdr(X-A) ', 'opensips-2.4', plainState, 'exec_msg')).toBe('one ');
    expect(expand('$hdr(X-A)', 'kamailio-6.1', plainState, 'exec_msg')).toBe('one');
  });

  test('that is one variable runs on as far as a C string goes: to the next NUL', () => {
    const withNul = request([...mandatory, 'X-A: one', 'X-B: two\0three'], undefined, 'body');
    expect(expand('$hdr(X-A)', 'opensips-2.4', plainState, 'exec_msg', withNul)).toBe('one\r\nX-B: two');
    expect(expand('$hdr(X-B)', 'opensips-2.4', plainState, 'exec_msg', withNul)).toBe('two');
  });

  test.for(['$var(x)', '$avp(x)', '$rm$rm'])('%s is no part of the message, and does not run on', (text) => {
    const x = [{ name: 'x', value: Buffer.from('one') }];
    const expected = text === '$rm$rm' ? 'INVITEINVITE' : 'one';
    expect(expand(text, 'opensips-2.4', { ...plainState, avps: x, vars: x }, 'exec_msg')).toBe(expected);
  });
});
