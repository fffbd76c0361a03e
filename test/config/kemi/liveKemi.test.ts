import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { scanText } from '../scanText.js';

const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/';
const version = /kamailio (\d+\.\d+\.\d+)/.exec(String(spawnSync('kamailio', ['-v']).stdout))?.[1];

/** One command for each rule of the language's strings; each appends to the file that `$OUT` names. */
const SCRIPTS = [
  {
    module: 'app_lua',
    engine: 'lua',
    file: 'kemi.lua',
    text: String.raw`-- KSR.exec.exec_msg("echo comment >> $OUT")
--[==[ KSR.exec.exec_msg("echo block >> $OUT") ]] ]==]
function ksr_request_route()
  KSR.exec.exec_msg("echo \"[$rU] [$$SIP_USER] [$SIP_USER] [$$]\" >> $OUT")
  KSR.exec.exec_msg [[echo '\x41 "b"' >> $OUT]]
  KSR.exec.exec_msg('printf %s "\x41\65\u{e9}\
     b" >> $OUT' .. "; echo ' c' >> $OUT")
  KSR.exec.exec_cmd([=[echo "]] [$SIP_USER]" >> $OUT]=])
  KSR.exec.exec_msg("echo end >> $OUT")
end
`,
  },
  {
    module: 'app_python3',
    engine: 'python',
    file: 'kemi.py',
    text: String.raw`import KSR as KSR
# KSR.exec.exec_msg("echo comment >> $OUT")
def mod_init():
    return kamailio()
class kamailio:
    def child_init(self, rank):
        return 0
    def ksr_request_route(self, msg):
        """ KSR.exec.exec_msg("echo docstring >> $OUT") """
        KSR.exec.exec_msg('''echo "[$rU] [$$SIP_USER] [$SIP_USER]" >> $OUT''')
        KSR.exec.exec_msg("printf '%s ' '\x41\101\q\u00e9' >> $OUT;" r'echo "\x41" >> $OUT')
        KSR.exec.exec_msg(f"echo '{{a}}' >> $OUT")
        KSR.exec.exec_cmd("echo cmd \"[$SIP_USER]\" >> $OUT")
        KSR.exec.exec_msg("echo end >> $OUT")
        return 1
`,
  },
  {
    module: 'app_jsdt',
    engine: 'jsdt',
    file: 'kemi.js',
    text: String.raw`// KSR.exec.exec_msg("echo comment >> $OUT")
/* KSR.exec.exec_msg("echo block >> $OUT") */
function ksr_request_route() {
  KSR.exec.exec_msg("echo \"[$rU] [$$SIP_USER] [$SIP_USER]\" >> $OUT");
  if (/"[/]'/.test("a")) return 1;
  KSR.exec.exec_msg('printf "%s " "\x41\u00e9\q" >> $OUT;' + "echo 'b' >> $OUT");
  KSR.exec.exec_cmd("echo cmd [$SIP_USER] >> $OUT");
  KSR.exec.exec_msg("echo end >> $OUT");
  return 1;
}
`,
  },
  {
    module: 'app_ruby',
    engine: 'ruby',
    file: 'kemi.rb',
    text: String.raw`# KSR::EXEC.exec_msg("echo comment >> $OUT")
=begin
KSR::EXEC.exec_msg("echo block >> $OUT")
=end
def ksr_request_route()
  KSR::EXEC.exec_msg("echo \"[$rU] [$$SIP_USER] [$SIP_USER]\" >> $OUT")
  KSR::EXEC.exec_msg 'echo "\x41 \q" >> $OUT'
  KSR::EXEC.exec_msg(%q(echo "(a) \x41" >> $OUT))
  KSR::EXEC.exec_msg(<<~SHELL)
    echo "a\x41\tb" >> $OUT
      echo ' c' >> $OUT
  SHELL
  KSR::EXEC.exec_cmd("echo cmd [$SIP_USER]" " >> $OUT")
  KSR::EXEC.exec_msg("echo end >> $OUT")
end
`,
  },
  {
    module: 'app_sqlang',
    engine: 'sqlang',
    file: 'kemi.nut',
    text: String.raw`// KSR.exec.exec_msg("echo comment >> $OUT")
/* KSR.exec.exec_msg("echo block >> $OUT") */
# KSR.exec.exec_msg("echo hash >> $OUT")
function ksr_request_route() {
  KSR.exec.exec_msg("echo \"[$rU] [$$SIP_USER] [$SIP_USER]\" >> $OUT");
  KSR.exec.exec_msg(@"echo ""\x41"" '\q' >> $OUT");
  KSR.exec.exec_msg("echo 'a\x41' " + ">> $OUT");
  KSR.exec.exec_cmd("echo cmd [$SIP_USER] >> $OUT");
  KSR.exec.exec_msg("echo end >> $OUT");
  return 1;
}
`,
  },
];

const MESSAGE = readFileSync('fixtures/invite.sip');

/** A port that nobody uses just now. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** What Kamailio's commands wrote while it ran a KEMI script for one message. */
async function writtenByKamailio(script: (typeof SCRIPTS)[number], folder: string): Promise<string> {
  const out = `${folder}/server.out`;
  const port = await freePort();
  const text = [
    '#!KAMAILIO\ndebug=0\nlog_stderror=yes\nauto_aliases=no\nchildren=1\ndisable_tcp=yes',
    `listen=udp:127.0.0.1:${port}\nmpath="${modules}"\nloadmodule "pv.so"\nloadmodule "exec.so"`,
    `loadmodule "${script.module}.so"\nmodparam("${script.module}", "load", "${folder}/${script.file}")`,
    `cfgengine "${script.engine}"\n`,
  ].join('\n');
  writeFileSync(`${folder}/kamailio.cfg`, text);
  const server = spawn('/usr/sbin/kamailio', ['-f', `${folder}/kamailio.cfg`, '-DD', '-E', '-Y', folder], {
    env: { PATH: '/usr/bin:/bin', OUT: out },
    stdio: 'ignore',
    detached: true,
  });
  const exited = once(server, 'exit');
  const socket = createSocket('udp4');
  // A datagram that is sent before the server listens is lost: it is sent until one has arrived.
  while (server.exitCode === null && !existsSync(out)) {
    socket.send(MESSAGE, port, '127.0.0.1', () => {});
    await pause(50);
  }
  while (server.exitCode === null && !readFileSync(out, 'latin1').includes('end\n')) await pause(20);
  socket.close();
  if (server.exitCode === null) process.kill(-(server.pid as number), 'SIGKILL');
  await exited;
  const written = existsSync(out) ? readFileSync(out, 'latin1') : 'the server did not start';
  return written.slice(0, written.indexOf('end\n') + 4);
}

/** What the commands of the same script write when sipexec runs them one by one. */
function writtenBySipexec(script: (typeof SCRIPTS)[number], folder: string): string {
  const out = `${folder}/ours.out`;
  for (const { place } of scanText(script.text, { name: script.file }).calls) {
    const target = `${folder}/${script.file}:${place.line}`;
    const words = ['bin/sipexec.cjs', 'run', '-q', '--server', 'kamailio-5.6', target, 'fixtures/invite.sip'];
    const { stderr } = spawnSync(process.execPath, words, { env: { PATH: '/usr/bin:/bin', OUT: out } });
    expect(String(stderr)).toBe('');
  }
  return readFileSync(out, 'latin1');
}

const withoutPids = (text: string) => text.replace(/\[\d+(SIP_USER)?\]/g, '[PID$1]');

describe('a KEMI script', () => {
  it.each(SCRIPTS)('in $file has its calls run as Kamailio runs them', async (script) => {
    if (version === undefined || !existsSync(`${modules}${script.module}.so`)) {
      console.log(`skipped: Debian's kamailio with ${script.module} is not installed`);
      return;
    }
    const folder = mkdtempSync(`${tmpdir()}/sipexec-kemi-`);
    chmodSync(folder, 0o777);
    writeFileSync(`${folder}/${script.file}`, script.text, 'latin1');
    const seen = await writtenByKamailio(script, folder);
    expect(withoutPids(writtenBySipexec(script, folder))).toBe(withoutPids(seen));
    expect(seen.startsWith('[] [')).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
