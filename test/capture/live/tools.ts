import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Whether a program is there and, for those that capture, whether this user may: only root surely may. */
export function canRun(program: string, mustCapture = false): boolean {
  if (mustCapture && process.getuid?.() !== 0) return false;
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** tcpdump's options for a capture on loopback that hands over each packet as it comes. */
export const immediate: readonly string[] = ['-U', '--immediate-mode', '-n', '-i', 'lo'];

/** Starts a capture on the loopback interface and waits until it listens; its standard output is the capture. */
export async function startCapture(
  program: string,
  args: readonly string[],
): Promise<ChildProcess & { stdout: Readable }> {
  const capture = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  await lineThat(capture.stderr, (line) => /listening on|Capturing on|File: -/.test(line));
  return capture;
}

/** The first line that passes; rejects where the stream ends before one did. */
export async function lineThat(stream: Readable, passes: (line: string) => boolean): Promise<string> {
  const seen: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    if (passes(line)) {
      // Read on without a reader: a full pipe would stop the program.
      stream.resume();
      return line;
    }
    seen.push(line);
  }
  throw new Error(`no such line came, only: ${seen.join('\n')}`);
}

/** Sends one datagram on loopback. */
export async function send(message: Buffer, port: number): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.send(message, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
  });
  socket.close();
}

/** Sends a datagram again and again until something has come of it: a capture may say that it listens before it does. */
export async function sendUntil<T>(outcome: Promise<T>, message: Buffer, port: number): Promise<T> {
  const again = setInterval(() => void send(message, port), 100);
  try {
    await send(message, port);
    return await outcome;
  } finally {
    clearInterval(again);
  }
}

/** A UDP port of loopback that nobody uses. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** Ends a program that this test started, and waits for that. */
export async function stop(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exited = once(program, 'exit');
  program.kill('SIGINT');
  await exited;
}
