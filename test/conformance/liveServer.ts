import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RunningServer, type ServerKind, type ServerPlace } from './runningServer.js';

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

/** A server on loopback that runs exec_msg and exec_dset for every request and tells what the commands saw. */
export class LiveServer {
  private constructor(
    private readonly server: RunningServer,
    private readonly variables: readonly string[],
  ) {}

  /** Starts the server with a script that prints `variables` (each a string as a script would hold it). */
  static async start(kind: ServerKind, program: string, variables: readonly string[]): Promise<LiveServer> {
    const server = await RunningServer.start(kind, program, (place) => configuration(kind, place, variables));
    return new LiveServer(server, variables);
  }

  sourcePort(index: number): number {
    return this.server.sourcePort(index);
  }

  get serverPort(): number {
    return this.server.port;
  }

  get batchSize(): number {
    return this.server.batchSize;
  }

  /** Sends the messages, each from a port of its own, and tells what each one did. */
  async observe(messages: readonly Buffer[]): Promise<Observation[]> {
    await this.server.deal(messages);
    return Promise.all(messages.map((_, index) => this.observation(this.sourcePort(index))));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async observation(port: number): Promise<Observation> {
    const { log, mark } = this.server;
    const begin = log.indexOf(`${mark} ${port} [[`);
    const none = Buffer.alloc(0);
    if (begin < 0 && !log.includes(`${mark} ${port} done`)) {
      return { outcome: 'dropped', variables: [], environment: [], input: none, dsetCommandLine: '' };
    }
    const start = log.indexOf('[[', begin);
    const printed = log.slice(start, log.indexOf(`${mark} ${port} done`, begin));
    const pieces = printed.split(`]]${mark}`).slice(0, this.variables.length);
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
    const path = join(this.server.folder, name);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) await rm(path);
    return bytes;
  }
}

function configuration(
  kind: ServerKind,
  { folder, port, mark }: ServerPlace,
  variables: readonly string[],
): string {
  // A backslash in a script's string is written twice.
  const written = variables.map((variable) => variable.replaceAll('\\', '\\\\'));
  const printed = written.map((variable) => `[[${variable}]]${mark}`).join('');
  const path = `${folder}/$(sp)`;
  return [
    ...kind.configuration(port),
    `${kind.mainBlock} {`,
    `  xlog("L_ALERT", "${mark} $sp ${printed}\\n");`,
    `  exec_msg("/bin/cat /proc/$$$$/environ > ${path}.environment; ${kind.readInput} > ${path}.input");`,
    `  exec_dset("/bin/cat /proc/$$$$/cmdline > ${path}.dset; :");`,
    `  xlog("L_ALERT", "${mark} $sp done $ci\\n");`,
    '  exit;',
    '}',
    '',
  ].join('\n');
}

/** What `sh -c` was given; the popen of a C library since glibc 2.38 puts a `--` before it. */
function commandLine(block: Buffer): string {
  const [, , ...rest] = block.toString('latin1').split('\0');
  return (rest[0] === '--' ? rest[1] : rest[0]) ?? '';
}
