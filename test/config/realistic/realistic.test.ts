import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { sipexec } from '../../cli/program.js';

/** Configurations as they are in use; what is expected of them was worked out by hand and, for Kamailio, with `kamailio -c`. */
const folder = fileURLToPath(new URL('configurations/', import.meta.url));
const message = fileURLToPath(new URL('../../../fixtures/invite.sip', import.meta.url));

interface Expected {
  readonly server: string;
  /** `line:column function`, and the route; `-` before those that the server does not see. */
  readonly calls: readonly string[];
  readonly problems?: readonly string[];
  /** Places and codes of lint. */
  readonly lint?: readonly string[];
  /** What `kamailio -c` says, where it is a configuration of Kamailio 5.6. */
  readonly check?: 'ok' | 'refused';
}

const files: Readonly<Record<string, Expected>> = {
  'kamailio.cfg': {
    server: 'kamailio-5.6',
    calls: [
      "26:3 exec_cmd(logger -t kamailio 'OPTIONS seen') request_route",
      '30:7 exec_dset(/opt/scripts/route.sh) request_route',
      `31:3 exec_msg(printf '%s\n' "$$SIP_USER" >> /tmp/192.0.2.7.log) request_route`,
      '-35:2 exec_msg(/never/seen) request_route',
      '42:2 exec_avp(/opt/scripts/relay.sh $(ci), $avp(dst);$avp(prio)) route[RELAY]',
      '43:2 exec_msg(echo newhost "$$SIP_RURI") route[RELAY]',
      '46:2 exec_avp(/opt/scripts/busy.sh, $avp(next)) failure_route[BUSY]',
      '49:2 exec_cmd(true) onreply_route[NAT]',
      '51:19 exec_cmd(true) branch_route[B]',
      '53:2 exec_msg(cat > /dev/null) event_route[tm:local-request]',
      '56:2 exec_cmd(/opt/scripts/started.sh) event_route[core:worker-one-init]',
    ],
    lint: ['21:1 parameter-without-effect', '30:17 quoted-uri', '41:41 unquoted-variable'],
    check: 'ok',
  },
  'included.cfg': {
    server: 'kamailio',
    calls: [
      '10:2 exec_msg(cat >/dev/null; echo from-include) request_route',
      'inc/routes.cfg 2:2 exec_avp(echo one; echo two) route[INC]',
    ],
    check: 'ok',
  },
  'misplaced.cfg': {
    server: 'kamailio',
    calls: [
      '5:17 exec_msg(true) request_route',
      '6:16 exec_cmd(true) onsend_route',
      '7:15 exec_msg(true) reply_route',
    ],
    problems: ['7:15 misplaced-function'],
    lint: ['7:15 misplaced-function'],
    check: 'refused',
  },
  'core.cfg': {
    server: 'kamailio',
    calls: [],
    problems: ['4:2 core-exec'],
    lint: ['4:2 core-exec'],
    check: 'ok',
  },
  'strings.cfg': {
    server: 'kamailio',
    calls: [
      `6:2 exec_msg(cat >/dev/null; echo ab 'c' // no comment # nor this) request_route`,
      String.raw`8:2 exec_msg(cat >/dev/null; echo "q" \n) request_route`,
      '9:2 exec_msg(cat >/dev/null; echo AA\t$$HOME $(ru{uri.user}) $$$$) request_route',
      '10:27 exec_msg(test -n "$$SIP_USER") request_route',
      '13:4 exec_cmd(echo invite) request_route',
      '16:4 exec_cmd(echo other) request_route',
      '18:24 exec_cmd(echo $var(i)) request_route',
    ],
    lint: ['9:50 unquoted-variable', '18:39 unquoted-variable'],
    check: 'ok',
  },
  'variables.cfg': {
    server: 'kamailio',
    calls: [
      '6:2 exec_dset(echo sip:$rU.txt@x #) request_route',
      '7:2 exec_msg(echo $SIP_USER) request_route',
    ],
    lint: ['6:22 unknown-pseudo-variable', '7:17 single-dollar'],
    check: 'ok',
  },
  'unfollowed.cfg': {
    server: 'kamailio',
    calls: [
      '8:2 exec_cmd($var(c)) request_route',
      '10:2 exec_cmd($var(c) x) request_route',
      '13:2 exec_cmd($var(d)) request_route',
      '15:2 exec_cmd($avp(s:c)) request_route',
    ],
    lint: [
      '8:11 command-not-followed',
      '10:11 command-not-followed',
      '10:12 unquoted-variable',
      '13:11 command-not-followed',
      '15:11 command-not-followed',
    ],
    check: 'ok',
  },
  'layout.cfg': {
    server: 'kamailio',
    calls: [
      '7:2 exec_msg(true) request_route',
      '8:2 exec_avp(echo a, $avp(x)) request_route',
      '12:5 exec_cmd(true) request_route',
      '12:22 exec_cmd(false) request_route',
      '12:45 exec_cmd(true) request_route',
      '14:30 exec_cmd(true) event_route[xhttp:request]',
    ],
    check: 'ok',
  },
  // `#!ifexp` came after 5.6.
  'defines.cfg': {
    server: 'kamailio',
    calls: [
      '16:17 exec_msg(echo ab; cat >/dev/null) request_route',
      '16:32 exec_cmd(/opt/runner.sh) request_route',
      '16:57 exec_cmd(runner.sh) request_route',
      '-18:17 exec_cmd(no) request_route',
    ],
  },
  'kemi.lua': {
    server: 'kamailio',
    calls: [
      '5:8 exec_dset(/opt/route.sh #) function[ksr_request_route]',
      '9:3 exec_msg(cat >/dev/null\necho "$SIP_USER"\n) function[ksr_request_route]',
      '13:3 exec_cmd("logger " .. KSR.pv.gete("$rU")) function[ksr_request_route]',
      '14:3 exec_cmd(cmds.start) function[ksr_request_route]',
      '18:3 exec_cmd(true) function[ksr_onreply_route_NAT]',
    ],
    lint: ['13:34 unquoted-variable'],
  },
  'kemi.py': {
    server: 'kamailio',
    calls: [
      '15:12 exec_msg(test -n "$SIP_USER") function[ksr_request_route]',
      '17:9 exec_dset(echo sip:a@b #) function[ksr_request_route]',
      '21:9 exec_cmd(f"logger {user}") function[ksr_request_route]',
      '22:9 exec_cmd("logger %s" % user) function[ksr_request_route]',
      String.raw`23:9 exec_avp(printf 'one\ntwo\n' ) function[ksr_request_route]`,
    ],
    lint: ['14:16 unquoted-variable', '21:36 unquoted-variable'],
  },
  'kemi.js': {
    server: 'kamailio',
    calls: [
      '5:12 exec_msg(cat >/dev/null; echo "[$SIP_USER]") function[ksr_request_route]',
      '7:3 exec_cmd(/opt/x.sh) function[ksr_request_route]',
      '8:3 exec_dset(echo sip:a@b #) function[ksr_request_route]',
    ],
  },
  'kemi.rb': {
    server: 'kamailio',
    calls: [
      '6:3 exec_msg(cat >/dev/null; echo "$SIP_USER") function[ksr_request_route]',
      '7:3 exec_dset(echo sip:a@b #\n) function[ksr_request_route]',
      `10:3 exec_cmd("logger #{KSR::PV.gete('$rU')}") function[ksr_request_route]`,
    ],
    lint: ['7:23 quoted-uri', '10:30 unquoted-variable'],
  },
  'kemi.nut': {
    server: 'kamailio',
    calls: [
      '3:7 exec_msg(cat >/dev/null; echo "$SIP_USER") function[ksr_request_route]',
      '4:5 exec_cmd(logger failed) function[ksr_request_route]',
    ],
  },
  'opensips-2.4.cfg': {
    server: 'opensips-2.4',
    calls: [
      '14:17 exec_avp(/opt/warm.sh) startup_route',
      '15:26 exec_msg(/opt/clean.sh) timer_route[clean, 60]',
      '18:3 exec_dset(/opt/dset.sh) route',
      '19:3 exec(/opt/new.sh, , $var(out), , $avp(env)) route',
      '21:2 exec_avp(echo 1; echo 2, $avp(a); $avp(b)) route',
      '23:20 exec_msg(/opt/reply.sh) onreply_route[1]',
      '24:15 exec_dset(/opt/local.sh) local_route',
    ],
    problems: ['24:15 misplaced-function'],
    lint: ['18:13 quoted-uri', '24:15 misplaced-function', '24:25 quoted-uri'],
  },
  'opensips-3.4.cfg': {
    server: 'opensips-3.4',
    calls: [
      '11:2 exec(/opt/a.sh $(rU), $rb, $var(out), $var(err)) route',
      '12:8 exec(/opt/slow.sh, , $var(out)) route async',
      '13:9 exec(/opt/fire.sh) route launch',
      '16:15 exec(echo done) route[done]',
      '17:31 exec(/opt/pike.sh) event_route[E_PIKE_BLOCKED]',
      '18:15 exec(/opt/error.sh) error_route',
    ],
    problems: ['18:15 misplaced-function'],
    lint: ['10:15 unquoted-variable', '18:15 misplaced-function'],
  },
  'opensips-3.6.cfg': {
    server: 'opensips-3.6',
    calls: ['4:19 exec(true) branch_route[b]', "5:14 exec(/opt/x '$(ru{s.escape.common})') route"],
    problems: ['4:19 misplaced-function'],
    lint: ['4:19 misplaced-function', '5:28 quoted-variable'],
  },
  'async.cfg': {
    server: 'opensips',
    calls: ['4:9 exec(echo a, $ru, $avp(o)) route async', '5:30 exec(sleep 1; echo b) route launch'],
  },
  'openser-1.1.cfg': {
    server: 'openser-1.1',
    calls: [
      '13:3 exec_dset(echo sip:a@b ; true ) route',
      '14:3 exec_msg(/opt/x.sh $rU) route',
      '18:20 exec_dset(/opt/f.sh) failure_route[1]',
      '19:20 exec_msg(/opt/r.sh) onreply_route[1]',
    ],
    problems: ['16:2 core-exec', '19:20 misplaced-function'],
    lint: [
      '13:13 bare-uri',
      '14:23 unquoted-variable',
      '16:2 core-exec',
      '18:30 bare-uri',
      '19:20 misplaced-function',
    ],
  },
  'ser.cfg': {
    server: 'ser-0.9',
    calls: ['6:2 exec_msg(echo "$SIP_USER"; cat >/dev/null) route', '7:2 exec_dset(/opt/x.sh) route'],
    problems: ['8:2 core-exec'],
    lint: ['6:19 single-dollar', '7:12 bare-uri', '8:2 core-exec'],
  },
};

interface ScannedCall {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
  readonly arguments: readonly { readonly value: string }[];
  readonly route?: string;
  readonly mode?: string;
  readonly disabled: boolean;
}

interface Scanned {
  readonly config: string;
  readonly server: string;
  readonly calls: readonly ScannedCall[];
  readonly problems: readonly { readonly line: number; readonly column: number; readonly code: string }[];
}

const records = (text: string) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

function callText(config: string, call: ScannedCall): string {
  const where = call.file === config ? '' : `${call.file} `;
  const list = call.arguments.map(({ value }) => value).join(', ');
  const mode = call.mode === undefined ? '' : ` ${call.mode}`;
  return `${call.disabled ? '-' : ''}${where}${call.line}:${call.column} ${call.function}(${list}) ${call.route}${mode}`;
}

describe('configurations as they are in use', () => {
  let scanned: readonly Scanned[] = [];
  let findings: readonly { file: string; line: number; column: number; code: string }[] = [];
  beforeAll(async () => {
    const names = Object.keys(files);
    const [scan, lint] = await Promise.all([
      sipexec(['scan', '--json', ...names], '', { cwd: folder }),
      sipexec(['lint', '--json', ...names], '', { cwd: folder }),
    ]);
    scanned = records(scan.stdout);
    findings = records(lint.stdout);
  }, 120_000);

  test.each(Object.entries(files))(
    'scan and lint of %s',
    (name, { server, calls, problems = [], lint = [] }) => {
      const found = scanned.find(({ config }) => config === name) as Scanned;
      expect({
        server: found.server,
        calls: found.calls.map((call) => callText(name, call)),
        problems: found.problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
        lint: findings
          .filter(({ file }) => file === name)
          .map(({ line, column, code }) => `${line}:${column} ${code}`),
      }).toEqual({ server, calls, problems, lint });
    },
  );

  test.each([
    ['included.cfg:10', 'echo from-include', 'from-include\n'],
    ['inc/routes.cfg:2', 'echo one; echo two', 'one\ntwo\n'],
    ['strings.cfg:6', `echo ab 'c' // no comment # nor this`, 'ab c // no comment\n'],
    ['strings.cfg:9', 'echo AA\t$HOME bob $$', /^AA \/home bob \d+\n$/],
    ['layout.cfg:9', 'echo a', 'a\n'],
    ['defines.cfg:16:17', 'echo ab', 'ab\n'],
    ['kemi.lua:10', 'echo "$SIP_USER"', 'bob\n'],
    ['kemi.py:23', "printf 'one\\ntwo\\n'", 'one\ntwo\n'],
    ['kemi.js:5', 'echo "[$SIP_USER]"', '[bob]\n'],
    ['kemi.rb:6', 'echo "$SIP_USER"', 'bob\n'],
    ['kemi.nut:3', 'echo "$SIP_USER"', 'bob\n'],
    ['opensips-2.4.cfg:21', 'echo 1; echo 2', '1\n2\n'],
    ['async.cfg:4', 'echo a', 'a\n'],
  ])('run of %s', async (place, commandLine, stdout) => {
    const run = await sipexec(['run', '--json', '-q', place, message], '', {
      cwd: folder,
      env: { HOME: '/home', PATH: '/usr/bin:/bin' },
    });
    const record = JSON.parse(run.stdoutBytes.toString('utf8'));
    expect(record.commandLine).toContain(commandLine);
    if (typeof stdout === 'string') expect(record.stdout).toBe(stdout);
    else expect(record.stdout).toMatch(stdout);
  });

  const version = /kamailio (5\.6\.\d+)/.exec(String(spawnSync('kamailio', ['-v']).stdout))?.[1];
  const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/exec.so';
  const isThere = version !== undefined && existsSync(modules);
  const remark = isThere ? `Kamailio ${version}` : "Debian's Kamailio 5.6 (skipped: it is not installed)";
  test
    .skipIf(!isThere)
    .each(Object.entries(files).flatMap(([name, { check }]) => (check === undefined ? [] : [[name, check]])))(
    `${remark} says of %s: %s`,
    (name, check) => {
      const { stdout, stderr } = spawnSync('kamailio', ['-c', '-f', name], { cwd: folder, encoding: 'utf8' });
      expect(`${stdout}${stderr}`.includes('config file ok')).toBe(check === 'ok');
    },
  );
});
