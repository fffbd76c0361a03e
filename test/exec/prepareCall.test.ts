import { describe, expect, test } from 'vitest';
import { type ExecCall, prepareCall } from '../../src/exec/prepareCall.js';
import { receiveMessage } from '../../src/server/message/receiveMessage.js';
import type { ExecFunction } from '../../src/server/profile.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import type { ServerState } from '../../src/server/serverState.js';
import { findServer } from '../../src/server/servers.js';
import { mandatory, plainState, request } from '../server/requests.js';

interface Prepared {
  readonly server?: string;
  readonly uri?: string;
  readonly headers?: readonly string[];
  readonly state?: Partial<ServerState>;
  readonly input?: string;
  readonly call?: Partial<ExecCall>;
}

/** A call as its server would run it for an INVITE. Latin-1 text. */
function prepared(name: ExecFunction, command: string, given: Prepared = {}) {
  const profile = findServer(given.server ?? 'kamailio-6.1');
  const firstLine = `INVITE ${given.uri ?? 'sip:bob@example.com'} SIP/2.0`;
  const received = receiveMessage(profile, request([...mandatory, ...(given.headers ?? [])], firstLine));
  if (received.outcome !== 'script') throw new Error(`the message is ${received.outcome}`);
  const format = (text: string) => parseFormat(Buffer.from(text, 'latin1'), profile);
  const call: ExecCall = {
    function: name,
    command: format(command),
    ...(given.input === undefined ? {} : { input: format(given.input) }),
    ...given.call,
  };
  return prepareCall(call, received.message, profile, { ...plainState, ...given.state });
}

function ran(name: ExecFunction, command: string, given?: Prepared) {
  const call = prepared(name, command, given);
  if (call.outcome !== 'ran') throw new Error(call.reason);
  return call;
}

const lineOf = (...call: Parameters<typeof ran>) => ran(...call).commandLine.toString('latin1');
const warned = (...call: Parameters<typeof ran>) =>
  ran(...call).warnings.map(({ code, message }) => `${code}: ${message}`);

/** docs/servers.md §4. */
describe('exec_dset appends the request URI', () => {
  const uri = "sip:o'neil@example.com;a=b";

  test.each([
    ['openser-1.1', "route sip:o'neil@example.com;a=b"],
    ['kamailio-4.4', "route 'sip:o'neil@example.com;a=b'"],
    ['kamailio-6.1', "route 'sip:o'neil@example.com;a=b'"],
    ['opensips-2.4', "route 'sip:o'neil@example.com;a=b'"],
    ['documented', "route 'sip:o'\\''neil@example.com;a=b'"],
  ])('as %s does', (server, line) => {
    const call = ran('exec_dset', 'route', { server, uri });
    expect([String(call.commandLine), call.commandBytes]).toEqual([line, 'route'.length]);
  });

  test('the current one, where an earlier call has changed it', () => {
    const state = { requestUri: Buffer.from('sip:carol@example.net') };
    expect(lineOf('exec_dset', 'route', { state })).toBe("route 'sip:carol@example.net'");
  });

  test.each<ExecFunction>(['exec_msg', 'exec_avp', 'exec_cmd'])('and %s appends nothing', (name) => {
    expect(lineOf(name, 'route')).toBe('route');
  });

  test('where it stands, and whose it is', () => {
    const spanOf = (server: string) =>
      ran('exec_dset', 'route', { server }).spans.map(({ name, start, end }) => [name, start, end]);
    const { length } = 'sip:bob@example.com';
    expect(spanOf('openser-1.1')).toEqual([['the request URI', 6, 6 + length]]);
    expect(spanOf('kamailio-6.1')).toEqual([['the request URI', 7, 7 + length]]);
    // One that is quoted whatever it holds is no risk.
    expect(spanOf('documented')).toEqual([]);
  });
});

describe('the shell is given a C string, which ends at a NUL', () => {
  test('in the command', () => {
    const call = ran('exec_dset', 'route $rU\0 $fU');
    expect([String(call.commandLine), call.commandBytes]).toEqual(['route bob', 9]);
    expect(call.spans.map(({ name, start, end }) => [name, start, end])).toEqual([['$rU', 6, 9]]);
  });

  test('in a value, of which the beginning is left', () => {
    const avps = [{ name: 'x', value: Buffer.from('one\0two') }];
    const call = ran('exec_msg', 'route $avp(x) $rU', { state: { avps } });
    expect(String(call.commandLine)).toBe('route one');
    expect(call.spans.map(({ name, start, end }) => [name, start, end])).toEqual([['$avp(x)', 6, 9]]);
  });
});

/** docs/servers.md §5 to §8. */
describe('standard input and the environment', () => {
  const names = (call: { environment: readonly { name: string }[] }) =>
    call.environment.map(({ name }) => name);

  test('exec_msg gets the datagram and the SIP variables', () => {
    const call = ran('exec_msg', 'true');
    expect(String(call.input)).toBe(String(request(mandatory)));
    expect(names(call)).toContain('SIP_HF_VIA');
  });

  test.each<ExecFunction>(['exec_dset', 'exec_avp'])('%s gets the variables alone', (name) => {
    const call = ran(name, 'true');
    expect([call.input, names(call).includes('SIP_HF_VIA')]).toEqual([undefined, true]);
  });

  test('exec_cmd gets neither', () => {
    const call = ran('exec_cmd', 'true');
    expect([call.input, call.environment]).toEqual([undefined, []]);
  });

  test('exec() gets its second argument, and the AVP of its fifth', () => {
    const avps = ['gold', 'silver'].map((text) => ({ name: 'tag', value: Buffer.from(text) }));
    const given = { server: 'opensips-3.6', state: { avps } };
    const call = ran('exec', 'true', { ...given, input: 'to $rU', call: { environmentAvp: 'tag' } });
    expect(String(call.input)).toBe('to bob');
    expect(call.environment.map(({ name, value }) => [name, String(value)])).toEqual([
      // The value set last first (docs/servers.md §1).
      ['OSIPS_EXEC_0', 'silver'],
      ['OSIPS_EXEC_1', 'gold'],
    ]);
    expect(ran('exec', 'true', given).input).toBeUndefined();
  });

  test('with setvars off there are no SIP variables', () => {
    expect(ran('exec_msg', 'true', { state: { setvars: false } }).environment).toEqual([]);
  });
});

describe('what is wrong with the place of a value is told', () => {
  const end = 'which keeps the appended one away';

  test('before it does harm, where no test would show it', () => {
    expect(warned('exec_msg', "route '$rU'").map((text) => text.split(':')[0])).toEqual(['quoted-variable']);
    expect(warned('exec_dset', 'route', { server: 'openser-1.1' })).toEqual([
      `bare-uri: openser-1.1 appends the request URI bare: the shell splits it, and runs what stands behind a ; in it; write "$$SIP_RURI" in the command where it is wanted, and end the command with " #", ${end}`,
    ]);
  });

  test('when it does, where the first message that is not plain shows it', () => {
    for (const command of ['route $rU', 'route "$rU"', 'route $(hdr(Subject))'])
      expect(warned('exec_msg', command, { headers: ['Subject: x'] })).toEqual([]);
    expect(warned('exec_msg', 'route "$hdr(Subject)"', { headers: ['Subject: a`b'] })[0]).toMatch(
      /^shell-expansion: the value of \$hdr\(Subject\) holds ` \(0x60\) at its byte 2: /,
    );
    expect(warned('exec_msg', 'route $hdr(Subject)', { headers: ['Subject: a b'] })[0]).toMatch(
      /^unquoted-variable: \$hdr\(Subject\) is not quoted, and its value holds a blank/,
    );
    const uri = "sip:o'neil@example.com";
    expect(warned('exec_dset', 'route', { uri })).toEqual([
      `quote-breakout: the value of the request URI holds ' (0x27) at its byte 6: it ends the quotes around it; write "$$SIP_RURI" in the command where it is wanted, and end the command with " #", ${end}`,
    ]);
    expect(warned('exec_dset', 'route', { uri: 'sip:bob@example.com' })).toEqual([]);
    expect(warned('exec_dset', 'route', { uri, server: 'documented' })).toEqual([]);
  });

  test('with the script that must turn the variables on first, where they are off', () => {
    expect(warned('exec_dset', 'route', { server: 'openser-1.1', state: { setvars: false } })[0]).toContain(
      '; set modparam("exec", "setvars", 1), write "$$SIP_RURI" in the command',
    );
  });

  test('with one dollar in a KEMI script, whose strings are not expanded', () => {
    const call = { strings: 'raw' } as const;
    const command = { parts: [Buffer.from('route')] } as unknown as ExecCall['command'];
    expect(warned('exec_dset', '', { server: 'openser-1.1', call: { ...call, command } })[0]).toContain(
      'write "$SIP_RURI" in the command',
    );
  });

  test('with what the server has by itself, where the script says nothing of setvars', () => {
    const advice = (server: string, setvars?: boolean) =>
      warned('exec_msg', "route '$rU'", { server, state: { setvars } as Partial<ServerState> })[0]?.includes(
        'setvars',
      );
    expect([advice('opensips-1.11'), advice('opensips-1.11', true), advice('opensips-1.11', false)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([advice('kamailio-6.1'), advice('kamailio-6.1', false)]).toEqual([false, true]);
  });

  test('with the AVP that exec() gets', () => {
    const advice = (call: Partial<ExecCall>) =>
      warned('exec', "route '$rU'", { server: 'opensips-3.6', call });
    expect(advice({})).toEqual([
      `quoted-variable: $rU stands between quotes, and a ' in its value ends them: the shell runs what a caller wrote behind it; write $avp(env) = $rU; before the call and give exec() $avp(env) as its fifth argument, and write "$$OSIPS_EXEC_0" for '$rU'`,
    ]);
    expect(advice({ environmentAvp: 'tag' })).toEqual([
      `quoted-variable: $rU stands between quotes, and a ' in its value ends them: the shell runs what a caller wrote behind it; write $avp(tag) = $rU; before the call, and write "$$OSIPS_EXEC_0" for '$rU'`,
    ]);
  });

  test('of a command that is nothing but a value', () => {
    const whole = (command: string) => warned('exec_msg', command, { headers: ['Subject: a b'] });
    expect(whole('$hdr(Subject)')).toEqual([
      'unquoted-variable: $hdr(Subject) is not quoted, and its value holds a blank (0x20) at its byte 2: the shell splits the word there; write a command of your own, and give it the value',
    ]);
    expect(whole('x $hdr(Subject)')[0]).toContain('; write "$$SIP_HF_SUBJECT" for $hdr(Subject)');
  });

  test('variables of the script that have no value', () => {
    expect(warned('exec_msg', 'route $var(x)')[0]).toBe(
      'unset-script-variable: $var(x) has no value here, and prints 0; give it one with --var x=VALUE',
    );
  });
});

describe('a call runs nothing', () => {
  test('where a server that reads all headers for the variables cannot read one', () => {
    const refused = prepared('exec_msg', 'true', { headers: ['NoColon'] });
    expect(refused).toEqual({
      outcome: 'refused',
      reason: expect.any(String),
      offsetBytes: expect.any(Number),
      warnings: [],
    });
    // Without variables it reads none of them.
    expect(prepared('exec_msg', 'true', { headers: ['NoColon'], state: { setvars: false } }).outcome).toBe(
      'ran',
    );
    expect(prepared('exec_cmd', 'true', { headers: ['NoColon'] }).outcome).toBe('ran');
  });
});
