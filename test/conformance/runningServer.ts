import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeServerFolder, pidFile, removeServerFolder } from './serverFolder.js';

const nobody = 65534;

/** What is particular about the servers of one family: how they are found, configured and started. */
export interface ServerKind {
  /** As the server names itself: `kamailio`. */
  readonly name: string;
  /** Where it is installed, if it is. */
  readonly programs: readonly string[];
  /** The arguments that start it in the foreground, logging to standard error. */
  readonly arguments: (configuration: string, folder: string) => string[];
  /** All of the configuration before the script. */
  readonly configuration: (port: number) => string[];
  /** How the script's main block begins. */
  readonly mainBlock: string;
  /** The command that reads the whole of exec_msg's input and no more, without relying on the PATH. */
  readonly readInput: string;
}

/** A server's program: where it is, and its version as it tells it, `6.1.4`. */
export interface ServerProgram {
  readonly path: string;
  readonly version: string;
}

/** The program of that kind: `CONFORMANCE_PROGRAM`, or where it is installed; undefined where there is none. */
export function installedProgram(kind: ServerKind): ServerProgram | undefined {
  for (const path of [process.env.CONFORMANCE_PROGRAM ?? [], kind.programs].flat()) {
    try {
      accessSync(path, constants.X_OK);
      const printed = execFileSync(path, ['-V'], { encoding: 'utf8' });
      const version = new RegExp(`${kind.name} (\\d+\\.\\d+\\S*)`).exec(printed)?.[1];
      if (version !== undefined) return { path, version };
    } catch {}
  }
  return undefined;
}

/** What a configuration is written for. */
export interface ServerPlace {
  /** The server's folder, which is its commands', too. */
  readonly folder: string;
  readonly port: number;
  /** Begins each line of the log that the tests read; the script logs `MARK PORT done CALL-ID` when it ends. */
  readonly mark: string;
}

/** A server on loopback that gets messages and logs what its script prints. */
export class RunningServer implements ServerPlace {
  log = '';
  readonly mark = `mark-${randomBytes(6).toString('hex')}`;
  private waiting: (() => void) | undefined;
  private child: ChildProcess | undefined;

  private constructor(
    private readonly kind: ServerKind,
    readonly folder: string,
    private readonly sockets: readonly Socket[],
    readonly port: number,
  ) {}

  /** Starts the server. In: its program, and what writes all that it reads into its folder, and gives the configuration. */
  static async start(
    kind: ServerKind,
    program: string,
    configurationFor: (place: ServerPlace) => string,
  ): Promise<RunningServer> {
    const folder = await makeServerFolder(kind.name);
    // The server's port last, or else it might be given to one of the sockets.
    const sockets = await openSockets(100);
    const server = new RunningServer(kind, folder, sockets, await freePort());
    process.once('exit', server.abandon);
    try {
      await server.run(program, configurationFor(server));
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The port that the n-th message of a batch comes from. */
  sourcePort(index: number): number {
    return (this.sockets[index] as Socket).address().port;
  }

  get batchSize(): number {
    return this.sockets.length - 1;
  }

  /** Sends the messages, each from a port of its own, and waits until the server has dealt with them. */
  async deal(messages: readonly Buffer[]): Promise<void> {
    this.log = '';
    for (const [index, message] of messages.entries()) {
      (this.sockets[index] as Socket).send(message, this.port, '127.0.0.1');
      // A loopback socket buffers a few hundred packets only.
      if (index % 20 === 19) await this.settled();
    }
    await this.settled();
  }

  async stop(): Promise<void> {
    process.off('exit', this.abandon);
    for (const socket of this.sockets) socket.close();
    const { child } = this;
    if (child !== undefined && !this.hasEnded) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    }
    removeServerFolder(this.folder);
  }

  /** What is left to do when this process ends before the server was stopped. */
  private readonly abandon = (): void => {
    this.child?.kill('SIGKILL');
    removeServerFolder(this.folder);
  };

  private get hasEnded(): boolean {
    const { exitCode = null, signalCode = null } = this.child ?? {};
    return exitCode !== null || signalCode !== null;
  }

  private async run(program: string, text: string): Promise<void> {
    const { kind, folder } = this;
    const configuration = join(folder, 'server.cfg');
    await writeFile(configuration, text, 'latin1');
    const isRoot = process.getuid?.() === 0;
    const child = spawn(program, kind.arguments(configuration, folder), {
      cwd: folder,
      env: { PATH: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    this.child = child;
    await writeFile(join(folder, pidFile), String(child.pid));
    child.stderr?.on('data', (chunk: Buffer) => this.read(chunk));
    child.on('exit', () => this.read(Buffer.from('')));
    if (!(await this.answers({ everyMs: 250, withinMs: 120_000 })))
      throw new Error(`${kind.name} does not start:\n${this.log.slice(-2000)}`);
  }

  /** Waits until the server, which takes one packet after the other, has dealt with all that was sent before. */
  private async settled(): Promise<void> {
    if (!(await this.answers({ everyMs: 2000, withinMs: 120_000 })))
      throw new Error(`${this.kind.name} does not answer any more:\n${this.log.slice(-2000)}`);
  }

  /**
   * Sends sentinels, one after the other, until the server answers one of them. Only these count, by their Call-IDs: the
   * answer to an earlier sentinel may come late, and says nothing of what was sent since.
   */
  private async answers({ everyMs, withinMs }: { everyMs: number; withinMs: number }): Promise<boolean> {
    const socket = this.sockets.at(-1) as Socket;
    const { port } = socket.address();
    const answers: string[] = [];
    const isAnswered = () => answers.some((answer) => this.log.includes(answer));
    for (const deadline = Date.now() + withinMs; Date.now() < deadline && !this.hasEnded; ) {
      const callId = randomBytes(8).toString('hex');
      answers.push(`${this.mark} ${port} done ${callId}`);
      socket.send(sentinel(callId), this.port, '127.0.0.1');
      for (const next = Date.now() + everyMs; Date.now() < next && !this.hasEnded; ) {
        if (isAnswered()) return true;
        await this.moreLog(next - Date.now());
      }
    }
    return isAnswered();
  }

  /** Resolves when the server has logged something, or has ended, or after so long. */
  private async moreLog(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private read(chunk: Buffer): void {
    this.log += chunk.toString('latin1');
    this.waiting?.();
  }
}

async function openSockets(count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    sockets.push(socket);
  }
  return sockets;
}

function sentinel(callId: string): string {
  return [
    'OPTIONS sip:sentinel@127.0.0.1 SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKsentinel',
    'From: <sip:a@127.0.0.1>;tag=1',
    'To: <sip:b@127.0.0.1>',
    `Call-ID: ${callId}`,
    'CSeq: 1 OPTIONS',
    '\r\n',
  ].join('\r\n');
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
