import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../program.js';

async function codesOf(args: string[], message = request()): Promise<string[]> {
  const run = await sipexec([...args, '--json'], message);
  const record = JSON.parse(run.stdoutBytes.toString('utf8'));
  return record.warnings.map((warning: { code: string }) => warning.code);
}

describe('warnings that save an evening', () => {
  test.each<[string, string, string[]]>([
    ['a variable in single quotes', ": '$ct'", ['quoted-variable']],
    ['a variable in single quotes that no message fills with them', ": '$sp' '$si'", []],
    ['a script variable that nobody gave', ": '$avp(x)' '$avp(x)'", ['unset-script-variable']],
    ['a script variable that is the whole command', '$var(x)', ['unset-script-variable']],
    ['a variable that the shell splits', ': $hdr(Subject)', ['unquoted-variable']],
    ['a variable that the shell runs', ': $ct', ['unquoted-variable']],
    ['in double quotes nothing is split', ': "$ct"', []],
    ['a plain value needs no quotes', ': sip:$fU@$td', []],
    ['a quote that breaks out of single quotes', ": '$hdr(X-Quote)' '", ['quote-breakout']],
    ['a quote that breaks out of double quotes', ': "$fn"', ['quote-breakout']],
    ['a dollar in double quotes', ': "$hdr(X-Dollar)"', ['shell-expansion']],
    ['within $(…) in double quotes a value is unquoted', ': "$$(echo $hdr(Subject))"', ['unquoted-variable']],
    ['an empty value as a word of its own', ': $hdr(X-Empty)', ['unquoted-variable']],
    ['an empty value within a word', ': a$hdr(X-Empty)', []],
    ['nothing in a comment matters', ': # $ct', []],
    ['an escaped quote is no quote', ": \\' $fU", []],
    ['the variable of the environment', ': "$$SIP_HF_CONTACT"', []],
    ['a misspelt reference', ': $$SIP_HF_CALL_ID', ['unset-variable']],
    ['a reference that will be set', ': $$SIP_HF_CALLID $${SIP_TID}', []],
  ])('exec_msg: %s', async (_name, command, codes) => {
    const headers = {
      Subject: 'two words',
      'X-Quote': "it's",
      'X-Dollar': 'a$b',
      'X-Empty': '',
      Contact: '<sip:a@192.0.2.1>',
    };
    const words = ['msg', command, '--server', 'documented'];
    expect(await codesOf(words, request(headers))).toEqual(codes);
  });

  test.each<[string, string, string[]]>([
    ['an output line that is no URI', 'echo garbage #', ['not-a-uri']],
    ['no URI', 'true', ['no-uri']],
    ['a failure after URIs', 'echo sip:a@x; false #', ['uris-of-failed-command']],
    ['more than twelve URIs', 'seq -f sip:%g@x 13 #', ['too-many-uris']],
    ['a line over 1,023 bytes', 'printf "sip:%01020d" 0 #', ['long-line']],
  ])('exec_dset: %s', async (_name, command, codes) => {
    expect(await codesOf(['dset', command])).toEqual(codes);
  });

  test.each<[string, string[], string[]]>([
    ['exec_cmd: output that the server closes the pipe on', ['cmd', 'echo noise'], ['unread-output']],
    ['exec_cmd: a command that prints nothing', ['cmd', 'true'], []],
    ['exec_avp: more AVPs than are kept', ['avp', 'seq 10001'], ['avps-cut']],
    [
      'opensips-1.11 leaves exec_msg without the message',
      ['msg', 'cat', '--server', 'opensips-1.11'],
      ['server-hangs'],
    ],
    [
      'opensips-2.4 leaves exec_msg without an end of the message',
      ['msg', 'cat', '--server', 'opensips-2.4'],
      ['server-hangs'],
    ],
    ['kamailio-6.1 gives exec_msg the message', ['msg', 'cat', '--server', 'kamailio-6.1'], []],
  ])('%s', async (_name, args, codes) => {
    expect(await codesOf(args)).toEqual(codes);
  });

  test('the text names the variable, the byte and the nearest variable', async () => {
    const run = await sipexec(
      ['dset', 'echo sip:x@y $ct $$SIP_HF_CALL_ID #'],
      request({ Contact: '<sip:a@192.0.2.1>' }),
    );
    expect(run.stderr).toMatch(/\$ct is not quoted, and its value holds < \(0x3C\) at its byte 1/);
    expect(run.stderr).toMatch(/\$SIP_HF_CALL_ID will not be set; did you mean \$SIP_HF_CALLID\?/);
  });

  test('--quiet silences them', async () => {
    const run = await sipexec(['dset', 'echo garbage; echo noise >&2 #', '-q'], request());
    expect([run.stdout, run.stderr]).toEqual(['garbage\n', '']);
  });
});
