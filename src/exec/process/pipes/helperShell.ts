import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

type Helper = ChildProcessByStdio<Writable, Readable, null>;

/** A POSIX shell has descriptors 3 to 9 for redirections (POSIX.1-2017 XCU 2.7). */
export const FIRST_FD = 3;
export const MAX_PIPES = 7;

const fds = Array.from({ length: MAX_PIPES }, (_, i) => FIRST_FD + i);

/**
 * What the helper does, a line from us at a time: `p` opens pipes and `c` closes them; `+` and `-` name the process group of a command
 * that has begun and one that has ended, `f` and `r` a folder that was made and one that was removed. When no line can
 * come any more, this process has ended: the commands that still run get SIGTERM, after a second SIGKILL, as when they
 * are cancelled, and the folders go.
 */
const SCRIPT = `trap '' HUP INT QUIT TERM TSTP
groups=' '
while IFS= read -r line; do
  rest=\${line#?}
  case $line in
  p) exec ${fds.map((fd) => `${fd}<<E`).join(' ')}
${'E\n'.repeat(MAX_PIPES)}echo ;;
  c) exec ${fds.map((fd) => `${fd}<&-`).join(' ')} ;;
  +*) groups="$groups$rest " ;;
  -*) groups="\${groups%% $rest *} \${groups#* $rest }" ;;
  f*) set -- "$@" "$rest" ;;
  r*) n=$#
    while [ $n -gt 0 ]; do
      [ "$1" = "$rest" ] || set -- "$@" "$1"
      shift
      n=$((n - 1))
    done ;;
  esac
done
send() {
  any=
  for group in $groups; do kill "-$1" "-$group" && any=1; done
}
send TERM
if [ "$any" ]; then
  send CONT
  for wait in 1 2 3 4 5 6 7 8 9 10; do
    send 0
    [ "$any" ] || break
    sleep 0.1 || sleep 1
  done
  send KILL
fi
[ $# -eq 0 ] || rm -rf -- "$@"`;

/**
 * A shell beside this process that outlives it for a moment. It makes pipes, and, however this process ends, it ends the
 * commands and removes the folders that would be left behind. What left its process group (setsid) is beyond its reach.
 */
export class HelperShell {
  private helper: Helper | undefined;
  /** Lines that go with the next ones, or at the end of this turn. */
  private pending = '';

  /** Out: false where no process can be started now, or its streams cannot be opened. */
  start(): boolean {
    this.helper ??= startHelper();
    return this.helper !== undefined;
  }

  get pid(): number | undefined {
    return this.helper?.pid;
  }

  /** Opens a pipe on each descriptor. Out: false where the shell is not there. */
  async openPipes(): Promise<boolean> {
    if (!this.start()) return false;
    return this.answer(this.helper as Helper);
  }

  /** Closes its ends of the pipes, or a command would never notice that we stopped reading. */
  closePipes(): void {
    this.tellSoon('c');
  }

  /** A command has begun, which leads this process group. */
  commandBegan(group: number): void {
    this.tell(`+${group}`);
  }

  commandEnded(group: number): void {
    this.tellSoon(`-${group}`);
  }

  /** A temporary folder was made: an absolute path. */
  folderMade(path: string): void {
    if (!path.includes('\n') && this.start()) this.tell(`f${path}`);
  }

  folderRemoved(path: string): void {
    if (!path.includes('\n')) this.tellSoon(`r${path}`);
  }

  close(): void {
    if (this.helper === undefined) return;
    this.flush();
    this.helper.stdin.end();
    this.helper = undefined;
  }

  /** Asks the helper for pipes and waits for its line. */
  private answer(helper: Helper): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (answer: boolean) => {
        helper.stdout.off('data', onData);
        helper.off('exit', onExit);
        keepAlive(helper, false);
        resolve(answer);
      };
      const onData = () => settle(true);
      const onExit = () => settle(false);
      helper.stdout.on('data', onData);
      helper.on('exit', onExit);
      // One that a signal has ended, perhaps for want of memory, has no exit status, and tells of its end no second time.
      if (helper.exitCode !== null || helper.signalCode !== null) return settle(false);
      keepAlive(helper, true);
      this.tell('p');
    });
  }

  private tell(line: string): void {
    this.pending += `${line}\n`;
    this.flush();
  }

  private tellSoon(line: string): void {
    if (this.helper === undefined) return;
    if (this.pending === '') setImmediate(() => this.flush());
    this.pending += `${line}\n`;
  }

  private flush(): void {
    if (this.pending === '') return;
    this.helper?.stdin.write(this.pending);
    this.pending = '';
  }
}

function startHelper(): Helper | undefined {
  let helper: Helper;
  try {
    helper = spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: '/usr/bin:/bin' },
    });
  } catch {
    return undefined;
  }
  helper.on('error', () => {});
  if (helper.pid === undefined) return undefined;
  helper.stdin.on('error', () => {});
  keepAlive(helper, false);
  return helper;
}

/** An idle helper must not keep the program from ending. */
function keepAlive(helper: Helper, wanted: boolean): void {
  // Both streams are sockets, which have ref() and unref() beyond what their type tells.
  for (const handle of [helper, helper.stdin as unknown as Socket, helper.stdout as unknown as Socket]) {
    if (wanted) handle.ref();
    else handle.unref();
  }
}
