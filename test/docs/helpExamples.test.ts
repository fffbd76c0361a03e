import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { commandPages } from '../../src/cli/manual/commandPage.js';
import { asPattern, exampleFolder, shell } from './examples.js';

/**
 * What each example of the help comes to in `folderOfExamples`: its exit status, and what stands on the terminal, where a line of nothing but `…` is any
 * lines. Some write a file; `after` shows it.
 */
const comesTo: Readonly<
  Record<string, { readonly status?: number; readonly prints: string; readonly after?: string }>
> = {
  "sipexec dset 'echo sip:alice@192.0.2.7 #' fixtures/invite.sip": { prints: 'sip:alice@192.0.2.7' },
  'tcpdump -U -w - port 5060 | sipexec dset ./route.sh': {
    prints: `# message 1 (standard input frame 1, 2023-11-14T22:13:20.020111Z): OPTIONS sip:bob@example.com, Call-ID opt@example.com.
sip:bob@192.0.2.7
…`,
  },
  "sipexec dset 'echo sip:$rU@new #' --against 'echo sip:$rU@old #' fixtures/call.sip": {
    status: 1,
    prints: `# message 1 (fixtures/call.sip): INVITE sip:bob@biloxi.example.com, Call-ID call-1@192.0.2.10
- sip:bob@old
+ sip:bob@new
# message 3 (fixtures/call.sip): ACK sip:bob@biloxi.example.com, Call-ID call-1@192.0.2.10
- sip:bob@old
+ sip:bob@new
sipexec: 2 requests compared: 0 the same, 2 different; 1 reply skipped`,
  },
  "sipexec msg 'grep -q ^Subject:' fixtures/invite.sip": { prints: 'exit status 0' },
  "sipexec avp 'echo gold; echo 42' --server kamailio fixtures/invite.sip": { prints: 'gold\n42' },
  "sipexec cmd 'logger call from $fU' --server kamailio fixtures/invite.sip": {
    prints: 'logged: call from alice\nexit status 0',
  },
  "sipexec exec 'cat >/dev/null; exit 3' --stdin '$ru' --server opensips-3.6 fixtures/invite.sip": {
    prints:
      "exit status 3\nsipexec: warning: the command exited with status 3, and exec() returns true all the same: the script can only learn of it from what the command prints (exec()'s third argument) [status-ignored]",
  },
  'sipexec env fixtures/invite.sip': { prints: 'SIP_DID=\n…\nSIP_USER=bob\n…' },
  'eval "$(sipexec env --format sh fixtures/invite.sip)"': { prints: '…\nbob', after: 'echo "$SIP_USER"' },
  'sipexec list fixtures/call.sip': {
    prints: `   1 - -                     -> -                     INVITE    sip:bob@biloxi.example.com call-1@192.0.2.10
   2 - -                     -> -                     486       Busy Here call-1@192.0.2.10
   3 - -                     -> -                     ACK       sip:bob@biloxi.example.com call-1@192.0.2.10`,
  },
  'sipexec list --ladder fixtures/call.sip': {
    prints: `192.0.2.10:5060                           biloxi.example.com
       │──── INVITE sip:bob@biloxi.example.com ───>│
       │<╌╌╌╌╌╌╌╌╌╌╌╌╌ 486 Busy Here ╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
       │───── ACK sip:bob@biloxi.example.com ─────>│`,
  },
  'sipexec list --method INVITE --json fixtures/call.sip': {
    prints: `{"version":1,"message":{"index":1,"input":"fixtures/call.sip","method":"INVITE","uri":"sip:bob@biloxi.example.com","callId":"call-1@192.0.2.10","cseq":"1 INVITE"}}
{"version":1,"message":{"index":2,"input":"fixtures/call.sip","status":486,"callId":"call-1@192.0.2.10","cseq":"1 INVITE"}}`,
  },
  "sipexec message --ruri sip:+4930123456@example.com | sipexec dset 'echo sip:$rU@gw.example.net #'": {
    prints: 'sip:+4930123456@gw.example.net',
  },
  "sipexec message --method REGISTER --header 'Expires: 3600' --from sip:carol@example.com": {
    prints: `REGISTER sip:example.com SIP/2.0\r
…
To: <sip:carol@example.com>\r
…
Contact: <sip:carol@192.0.2.10:5060>\r
Expires: 3600\r
Content-Length: 0\r
`,
  },
  'sipexec message --cancel fixtures/invite.sip': {
    prints: `CANCEL sip:bob@biloxi.example.com SIP/2.0\r
Via: SIP/2.0/UDP pc33.atlanta.example.com:5066;branch=z9hG4bKnashds8\r
…
CSeq: 314159 CANCEL\r
Content-Length: 0\r
`,
  },
  'sipexec compare fixtures/invite.sip': {
    prints: 'outcome\n…\nSIP_TID\n…\n2 variables differ between servers that set any',
  },
  'sipexec compare --servers kamailio,opensips-2.4 --setvars fixtures/invite.sip': {
    prints: `outcome
  kamailio-6.1, opensips-2.4
      ran
SIP_TID
  kamailio-6.1
      2f499087d2916f9308f0eac711176294
  opensips-2.4
      e8948fc71dca3d6e5caa9248b9dd1dc4
1 variable differs between servers that set any`,
  },
  "sipexec expand '$fU calls $ru' fixtures/invite.sip": { prints: 'alice calls sip:bob@biloxi.example.com' },
  'sipexec scan fixtures/kamailio.cfg': {
    prints: `fixtures/kamailio.cfg:13:1: modparam("exec", "setvars", 1)
…
fixtures/kamailio.cfg:34:2: exec_msg("grep -q '^Subject:' || exit 3") in failure_route[BUSY]
…`,
  },
  'sipexec run fixtures/kamailio.cfg:22 fixtures/invite.sip': {
    prints: '…\nsip:alice@192.0.2.7\nsip:bob@192.0.2.7',
  },
  'sipexec lint fixtures/route.sh fixtures/kamailio.cfg': {
    status: 1,
    prints: `fixtures/route.sh:3:7: no released server sets SIP_ORURI; use SIP_ORUI, which openser-1.1, opensips-1.4 to opensips-2.4, kamailio-4.4 to kamailio-6.2-dev set [unset-variable]
fixtures/route.sh:4:12: the shell splits $SIP_USER at blanks and takes *, ? and [ in it for file names: write "$SIP_USER" [unquoted-variable]`,
  },
  'sipexec test fixtures/example/suite.yaml': {
    prints: 'fixtures/example/suite.yaml\n…\n16 passed, 0 failed, 0 skipped (N s)',
  },
  'sipexec test checks': {
    prints: 'checks/deeper/first.sipexec.yaml\n  ok    made (N ms)\n1 passed, 0 failed, 0 skipped (N s)',
  },
  "sipexec test --init first.yaml dset 'echo sip:alice@192.0.2.7 #' fixtures/invite.sip": {
    prints: 'first.yaml: 1 case written\n1 passed, 0 failed, 0 skipped (N s)',
    after: 'sipexec test first.yaml --quiet',
  },
  'sipexec config': { prints: 'server: documented (nobody named a server)' },
  'sipexec record --print-wrapper > exec-recorder': {
    status: 125,
    prints:
      'usage: exec-recorder [--most CALLS] [--most-bytes N[K|M]] [--as FUNCTION] FOLDER -- COMMAND [ARGUMENT]...',
    after: 'sh exec-recorder',
  },
  'sipexec record --scrub spool --output scrubbed': {
    prints: `scrubbed: 1 of 1 recordings scrubbed
sipexec: in 1: SIP_TID is a hash of what was replaced: worked out anew, as kamailio-5.6 does
sipexec: read them before you hand them on: only you know what else names somebody`,
    status: 1,
    after: 'grep -raE "alice|bob@" scrubbed',
  },
  "sipexec replay spool -- './new.sh'": {
    status: 1,
    prints: `# message 1 (spool/1): INVITE sip:bob@biloxi.example.com, Call-ID a84b4c76e66710@pc33.atlanta.example.com
- return code 1
+ return code -1
- exit status 0
+ exit status 3
sipexec: 1 of 1 recordings replayed: 0 the same, 1 different; they took N s then, and N s now`,
  },
  'sipexec verify spool': { prints: '…' },
  'sipexec shell fixtures/invite.sip': {
    prints: 'sipexec: shell with 18 variables of message 1; exit ends it\na shell in which SIP_USER is bob',
  },
  'sipexec files': { prints: 'LICENSE\n…\nfixtures/invite.sip\n…\nschemas/suite.schema.json\n…' },
  'sipexec files schemas/suite.schema.json > suite.schema.json': {
    prints: '"A suite of sipexec test"',
    after: 'grep -o \'"A suite of[^"]*"\' suite.schema.json',
  },
  'sipexec files fixtures --output .': {
    prints: '…\nfixtures/invite.sip',
    after: 'ls fixtures/invite.sip',
  },
  'source <(sipexec completion bash)': {
    prints: 'complete -o bashdefault -o default -F _sipexec sipexec',
    after: 'complete -p sipexec',
  },
};

const lines = commandPages.flatMap(({ examples }) => examples.map(({ line }) => line));

/** A folder with all that the examples name, and with a `tcpdump`, a `logger` and a `$SHELL` that are the same everywhere. */
async function folderOfExamples(): Promise<string> {
  const folder = exampleFolder();
  const script = (path: string, text: string) =>
    writeFileSync(join(folder, path), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  script('node_modules/.bin/tcpdump', 'exec cat fixtures/texts/mixed.pcap');
  script('node_modules/.bin/logger', 'echo "logged: $*" >&2');
  script('node_modules/.bin/shell', 'echo "a shell in which SIP_USER is $SIP_USER"');
  copyFileSync(join(folder, 'fixtures/route.sh'), join(folder, 'route.sh'));
  script('new.sh', 'exit 3');
  mkdirSync(join(folder, 'checks/deeper'), { recursive: true });
  writeFileSync(
    join(folder, 'checks/deeper/first.sipexec.yaml'),
    'cases:\n  - name: made\n    message: { ruri: "sip:1@example.com" }\n    msg: "true"\n    expect: { returnCode: 1 }\n',
  );
  mkdirSync(join(folder, 'spool'));
  const recorded = await shell(
    "sipexec record --print-wrapper > recorder; sipexec msg 'sh recorder --as exec_msg spool -- grep -q ^Subject:' fixtures/invite.sip --server kamailio-5.6 -q",
    folder,
  );
  rmSync(join(folder, 'recorder'));
  expect(recorded).toEqual({ printed: 'exit status 0', status: 0 });
  return folder;
}

const made = await folderOfExamples();
afterAll(() => rmSync(made, { recursive: true }));

describe('an example of the help', () => {
  test.each(lines)('%s', async (line) => {
    const { status = 0, prints, after } = comesTo[line] ?? { prints: `an entry for ${line}` };
    const folder = `${made}-of-one`;
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(made, folder, { recursive: true, verbatimSymlinks: true });
    const script = `export SHELL=shell\n${line}${after === undefined ? '' : `\n${after}`}`;
    const run = await shell(script, folder, 'bash');
    expect(run.printed.replace(/\b\d+\.\d\d s/g, 'N s')).toMatch(asPattern(prints));
    expect([line, run.status]).toEqual([line, status]);
  });

  test('that is told of here stands in the help', () => {
    expect(Object.keys(comesTo).filter((line) => !lines.includes(line))).toEqual([]);
  });
});
