import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';

/** The door of the built program. */
export const door = fileURLToPath(new URL('../../bin/sipexec.cjs', import.meta.url));

/** What a call of the program came to, as bytes and text. */
export interface Run {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
}

/** Runs the built program as a user would, with bytes or text on standard input. */
export async function sipexec(
  args: readonly string[],
  input: Buffer | string = '',
  options: Options = {},
): Promise<Run> {
  const result = await execa(process.execPath, [door, ...args], {
    input: typeof input === 'string' ? Buffer.from(input, 'latin1') : input,
    reject: false,
    stripFinalNewline: false,
    encoding: 'buffer',
    ...options,
  } as Options);
  const stdoutBytes = Buffer.from((result.stdout ?? '') as unknown as Uint8Array);
  return {
    status: result.exitCode,
    stdout: stdoutBytes.toString('latin1'),
    stderr: Buffer.from((result.stderr ?? '') as unknown as Uint8Array).toString('utf8'),
    stdoutBytes,
  };
}

/** A request with headers that can be replaced, added (a name not among them) or left out (undefined). Latin-1 text. */
export function request(
  headers: Readonly<Record<string, string | undefined>> = {},
  options: { method?: string; uri?: string; body?: string } = {},
): string {
  const { method = 'INVITE', uri = 'sip:bob@biloxi.example.com', body = '' } = options;
  const all: Record<string, string | undefined> = {
    Via: 'SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bKnashds8',
    'Max-Forwards': '70',
    To: 'Bob <sip:bob@biloxi.example.com>',
    From: '"Alice" <sip:alice@atlanta.example.com>;tag=1928301774',
    'Call-ID': 'a84b4c76e66710',
    CSeq: `314159 ${method}`,
    'Content-Length': String(body.length),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}\r\n`],
  );
  return `${method} ${uri} SIP/2.0\r\n${lines.join('')}\r\n${body}`;
}

/** NAME=value pairs of `env --format null`, values one character a byte. */
export function variables(run: Run): Record<string, string> {
  const pairs = run.stdout.split('\0').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
