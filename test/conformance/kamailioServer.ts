import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = ['/usr/sbin/kamailio', '/usr/local/sbin/kamailio'];
const nobody = 65534;

/** Where Kamailio is: `CONFORMANCE_PROGRAM`, or where it is installed; undefined where it is not. */
export function installedKamailio(): string | undefined {
  return [process.env.CONFORMANCE_PROGRAM ?? [], programs].flat().find((program) => {
    try {
      accessSync(program, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What a message did to the running server. */
export interface Observation {
  readonly outcome: 'ran' | 'refused' | 'dropped';
  /** The pseudo-variables as the script printed them, before the functions ran. */
  readonly variables: readonly string[];
  /** The variables that the shell of exec_msg was given, in the order of its block. */
  readonly environment: readonly string[];
  /** The standard input of exec_msg's command. */
  readonly input: Buffer;
  /** What `sh -c` was given for exec_dset. */
  readonly dsetCommandLine: string;
}

/** A Kamailio on loopback that runs exec_msg and exec_dset for every request and tells what the commands saw. */
export class KamailioServer {
  private log = '';
  private waiting: (() => void) | undefined;
  private readonly sockets: Socket[] = [];
  private readonly mark = `conformance-${randomBytes(8).toString('hex')}`;

  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly port: number,
    private readonly variables: readonly string[],
  ) {}

  /** Starts the server with a script that prints `variables` (each a string as a script would hold it). */
  static async start(program: string, variables: readonly string[]): Promise<KamailioServer> {
    const folder = await mkdtemp(join(tmpdir(), 'sipexec-kamailio-'));
    // The server runs as nobody, and so do the commands: what a message makes the shell do must not matter.
    await chmod(folder, 0o777);
    const port = await freePort();
    const server = new KamailioServer(spawnLater(), folder, port, variables);
    await writeFile(join(folder, 'kamailio.cfg'), server.configuration());
    const isRoot = process.getuid?.() === 0;
    const args = [
      '-f',
      join(folder, 'kamailio.cfg'),
      '-DD',
      '-E',
      '-Y',
      folder,
      '-w',
      folder,
      '-m',
      '64',
      '-M',
      '16',
    ];
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    Object.assign(server, { process: child });
    child.stderr?.on('data', (chunk: Buffer) => server.read(chunk));
    child.on('exit', () => server.read(Buffer.from('')));
    await server.openSockets(100);
    for (let attempt = 0; !(await server.answers(250)); attempt++) {
      if (attempt === 60 || child.exitCode !== null)
        throw new Error(`Kamailio does not start:\n${server.log.slice(-2000)}`);
    }
    return server;
  }

  /** The port that the n-th message of a batch comes from. */
  sourcePort(index: number): number {
    return (this.sockets[index] as Socket).address().port;
  }

  get serverPort(): number {
    return this.port;
  }

  get batchSize(): number {
    return this.sockets.length - 1;
  }

  /** Sends the messages, each from a port of its own, and tells what each one did. */
  async observe(messages: readonly Buffer[]): Promise<Observation[]> {
    this.log = '';
    for (const [index, message] of messages.entries()) {
      (this.sockets[index] as Socket).send(message, this.port, '127.0.0.1');
      // A loopback socket buffers a few hundred packets only.
      if (index % 20 === 19) await this.settled();
    }
    await this.settled();
    return Promise.all(messages.map((_, index) => this.observation(this.sourcePort(index))));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGTERM');
      const timer = setTimeout(() => this.process.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private configuration(): string {
    const printed = this.variables.map((variable) => `[[${variable}]]${this.mark}`).join('');
    const path = `${this.folder}/$(sp)`;
    return [
      'debug=0',
      'log_stderror=yes',
      'children=1',
      'auto_aliases=no',
      'dns=no',
      'rev_dns=no',
      'disable_tcp=yes',
      `listen=udp:127.0.0.1:${this.port}`,
      'loadmodule "pv.so"',
      'loadmodule "xlog.so"',
      'loadmodule "exec.so"',
      'modparam("xlog", "buf_size", 65536)',
      'request_route {',
      `  xlog("L_ALERT", "${this.mark} $sp ${printed}\\n");`,
      `  exec_msg("/bin/cat /proc/$$$$/environ > ${path}.environment; /bin/cat > ${path}.input");`,
      `  exec_dset("/bin/cat /proc/$$$$/cmdline > ${path}.dset; :");`,
      `  xlog("L_ALERT", "${this.mark} $sp done\\n");`,
      '  exit;',
      '}',
      '',
    ].join('\n');
  }

  private async observation(port: number): Promise<Observation> {
    const begin = this.log.indexOf(`${this.mark} ${port} [[`);
    const none = Buffer.alloc(0);
    if (begin < 0 && !this.log.includes(`${this.mark} ${port} done`)) {
      return { outcome: 'dropped', variables: [], environment: [], input: none, dsetCommandLine: '' };
    }
    const start = this.log.indexOf('[[', begin);
    const printed = this.log.slice(start, this.log.indexOf(`${this.mark} ${port} done`, begin));
    const pieces = printed.split(`]]${this.mark}`).slice(0, this.variables.length);
    const variables = pieces.map((piece) => piece.slice(2));
    const [environment, input, dset] = await Promise.all(
      ['environment', 'input', 'dset'].map((name) => this.take(`${port}.${name}`)),
    );
    if (environment === undefined) {
      return { outcome: 'refused', variables, environment: [], input: none, dsetCommandLine: '' };
    }
    const block = environment.toString('latin1').split('\0');
    return {
      outcome: 'ran',
      variables,
      environment: block.filter((entry) => entry.startsWith('SIP_')),
      input: input ?? none,
      dsetCommandLine: commandLine(dset ?? none).replace(/^.*?; : /s, ''),
    };
  }

  private async take(name: string): Promise<Buffer | undefined> {
    const path = join(this.folder, name);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) await rm(path);
    return bytes;
  }

  /** Waits until the server, which takes one packet after the other, has dealt with all that was sent before. */
  private async settled(): Promise<void> {
    for (let attempt = 0; !(await this.answers(2000)); attempt++) {
      if (attempt === 10) throw new Error(`Kamailio does not answer any more:\n${this.log.slice(-2000)}`);
    }
  }

  private async answers(withinMs: number): Promise<boolean> {
    const socket = this.sockets.at(-1) as Socket;
    const callId = randomBytes(8).toString('hex');
    const done = `${this.mark} ${socket.address().port} done`;
    const before = this.log.split(done).length;
    socket.send(sentinel(callId), this.port, '127.0.0.1');
    const deadline = Date.now() + withinMs;
    while (this.log.split(done).length === before) {
      const left = deadline - Date.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return true;
  }

  private read(chunk: Buffer): void {
    this.log += chunk.toString('latin1');
    this.waiting?.();
  }

  private async openSockets(count: number): Promise<void> {
    while (this.sockets.length < count) {
      const socket = createSocket('udp4');
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      this.sockets.push(socket);
    }
  }
}

/** What `sh -c` was given; the popen of a C library since glibc 2.38 puts a `--` before it. */
function commandLine(block: Buffer): string {
  const [, , ...rest] = block.toString('latin1').split('\0');
  return (rest[0] === '--' ? rest[1] : rest[0]) ?? '';
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

function spawnLater(): ChildProcess {
  return undefined as unknown as ChildProcess;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
