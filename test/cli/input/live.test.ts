import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Pipe, PipeMaker } from '../../../src/exec/process/pipes/pipes.js';
import { freePort } from '../../capture/live/tools.js';
import { door, request } from '../program.js';
import { untilHeard } from '../signals/running.js';

const canCapture = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'command -v tcpdump']).status === 0;
const why = canCapture ? '' : ' (skipped: needs root and tcpdump)';

const pipes = new PipeMaker();
afterAll(() => pipes.close());

/** Runs `tcpdump … | sipexec …` on the loopback interface until it is told to stop. */
class LivePipe {
  readonly tcpdump: ChildProcess;
  readonly program: ChildProcess;
  stdout = '';
  stderr = '';

  /** @param pipe a pipe between the two: Node would join them with a socket, and read from it itself */
  constructor(port: number, tcpdumpOptions: string[], args: string[], pipe: Pipe) {
    const filter = `udp port ${port}`;
    this.tcpdump = spawn('tcpdump', ['-i', 'lo', '-n', ...tcpdumpOptions, filter], {
      stdio: ['ignore', pipe.writeFd, 'pipe'],
    });
    this.program = spawn(process.execPath, [door, ...args], { stdio: [pipe.readFd, 'pipe', 'pipe'] });
    closeSync(pipe.writeFd);
    closeSync(pipe.readFd);
    this.program.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
    });
    this.program.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
  }

  async untilListening(): Promise<void> {
    const stderr = this.tcpdump.stderr as NodeJS.ReadableStream;
    for (let said = ''; !said.includes('listening on'); ) said += (await once(stderr, 'data'))[0];
  }

  async untilPrinted(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stdout)) await once(this.program.stdout as NodeJS.ReadableStream, 'data');
  }

  /** Out: the program's exit status. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const exited = once(this.program, 'exit');
    await untilHeard(this.program.pid as number);
    this.program.kill(signal);
    const [status] = await exited;
    this.tcpdump.kill('SIGTERM');
    return status;
  }
}

async function send(port: number, message: string): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send(Buffer.from(message, 'latin1'), port, '127.0.0.1', resolve));
  socket.close();
}

describe('a live pipe from tcpdump', () => {
  test.skipIf(!canCapture).each<[string, string[]]>([
    ['-U -w -', ['-U', '-w', '-']],
    ['-l -A', ['-l', '-A', '-s0']],
    ['-l -X', ['-l', '-X', '-s0']],
  ])(
    `tcpdump %s: each request is handled as it arrives, and Ctrl-C ends with the summary${why}`,
    async (_name, options) => {
      const port = await freePort();
      const [link] = await pipes.take(['read']);
      const pipe = new LivePipe(port, options, ['dset', 'echo sip:$cs@$si #'], link as Pipe);
      await pipe.untilListening();
      for (const cseq of [1, 2]) {
        await send(port, request({ CSeq: `${cseq} OPTIONS` }, { method: 'OPTIONS' }));
        await pipe.untilPrinted(new RegExp(`^sip:${cseq}@127\\.0\\.0\\.1$`, 'm'));
      }
      expect(await pipe.stop('SIGINT')).toBe(130);
      expect(pipe.stderr).toContain('2 requests run: 2 true, 0 false');
    },
  );
});

describe('an interruption', () => {
  test('ends the running command and its children, then sipexec with 128+N', async () => {
    const child = spawn(process.execPath, [door, 'msg', 'echo started >&2; sleep 3600 & sleep 3600'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(request());
    await once(child.stderr, 'data');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([143, null]);
  });

  test.each([['list'], ['lint', '-'], ['scan', '-']])('ends a wait for input: %s', async (...words) => {
    const child = spawn(process.execPath, [door, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.write(request());
    await new Promise((resolve) => child.once('spawn', resolve));
    const exited = once(child, 'exit');
    const again = setInterval(() => child.kill('SIGINT'), 300);
    const [status] = await exited;
    clearInterval(again);
    expect([130, null]).toContain(status);
  });
});
