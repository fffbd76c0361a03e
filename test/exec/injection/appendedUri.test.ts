import { describe, expect, test } from 'vitest';
import { unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import { prepareCall } from '../../../src/exec/prepareCall.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../../server/requests.js';

/** What would run of an INVITE for a URI, of which value, and at which byte of that it begins; `nothing`: the call runs. */
function told(server: string, command: string, uri: string): string {
  const profile = findServer(server);
  const received = receiveMessage(profile, request(mandatory, `INVITE ${uri} SIP/2.0`));
  if (received.outcome !== 'script') throw new Error(`the message is ${received.outcome}`);
  const format = parseFormat(Buffer.from(command), profile);
  const call = prepareCall({ function: 'exec_dset', command: format }, received.message, profile, plainState);
  if (call.outcome !== 'ran') throw new Error(call.reason);
  const refusal = unsafeCall(call, profile, ['PATH']);
  return refusal === undefined ? 'nothing' : `${refusal.code} of ${refusal.value}, byte ${refusal.byte}`;
}

/**
 * docs/servers.md §4: openser-1.1 appends the request URI bare, kamailio-6.1 between quotes, and the documented server so
 * that the shell takes it as one word whatever it holds.
 */
describe('the request URI behind the command of exec_dset', () => {
  const servers = ['openser-1.1', 'kamailio-6.1', 'documented'];
  const byte = (number: number) => `of the request URI, byte ${number}`;
  test.each<[command: string, uri: string, told: readonly [bare: string, inQuotes: string, quoted: string]]>([
    ['route', 'sip:a@h;x=y', ['nothing', 'nothing', 'nothing']],
    ['route', 'sip:a;reboot@h', [`reboot@h ${byte(6)}`, 'nothing', 'nothing']],
    // Bare, it ends within quotes, and a shell runs nothing of the line.
    ['route', "sip:o';reboot;x@h", ['nothing', 'nothing', 'nothing']],
    ['route', "sip:o';reboot;'x@h", ['nothing', `reboot ${byte(6)}`, 'nothing']],
    ['route', "sip:o;reboot;'x'@h", [`reboot ${byte(6)}`, 'nothing', 'nothing']],
    ['route #', "sip:o';reboot;'x@h", ['nothing', 'nothing', 'nothing']],
    ['true;', 'sip:a@h', [`sip:a@h ${byte(1)}`, `'sip:a@h' ${byte(1)}`, `'sip:a@h' ${byte(1)}`]],
    ['eval', 'sip:a;b@h', [`b@h ${byte(6)}`, `sip:a ${byte(1)}`, `sip:a ${byte(1)}`]],
    ["eval 'route'", 'sip:a;b@h', Array(3).fill(`b@h ${byte(6)}`) as [string, string, string]],
    // A quote in the URI is three more bytes in the command line, and none in the URI.
    ["eval 'route'", "sip:o'a'b;c@h", [`c@h ${byte(6)}`, `route sip:oab;c@h ${byte(1)}`, `c@h ${byte(6)}`]],
    [
      "eval 'cat <<E\n'",
      "sip:'a'$(b)@h",
      [`$(b)@h ${byte(5)}`, `cat <<E\n sip:a$(b)@h ${byte(1)}`, `$(b)@h ${byte(8)}`],
    ],
    ["sh -c 'x'", 'sip:a;b@h', [`b@h ${byte(6)}`, 'nothing', 'nothing']],
    // A backslash of the author's before the quote of a word is no matter of the URI's.
    ["eval x\\'", 'sip:a;b@h', [`b@h ${byte(6)}`, 'nothing', 'nothing']],
    [
      '$rU',
      'sip:a@h',
      ['a sip:a@h of $rU, byte 1', "a 'sip:a@h' of $rU, byte 1", "a 'sip:a@h' of $rU, byte 1"],
    ],
  ])('%j with %s', (command, uri, expected) => {
    expect(servers.map((server) => told(server, command, uri))).toEqual(expected);
  });
});
