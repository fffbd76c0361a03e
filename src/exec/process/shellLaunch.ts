import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import type { EnvironmentEntry } from '../environment.js';
import { shellQuote } from './shellQuote.js';

/** What has to be started so that a shell runs a command line with exactly these bytes around it. */
export interface ShellLaunch {
  readonly file: string;
  readonly argv0: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Set for the bridge: the script that the first shell reads from descriptor 0; the input is on descriptor 3. */
  readonly script?: Buffer;
}

const DEFAULT_SHELL = '/bin/sh';

/**
 * Decides how a command line is started as popen(3) would: `sh -c commandLine`.
 *
 * Node encodes arguments and environment as UTF-8. Where all of them are UTF-8 the shell is started directly.
 * Otherwise a first shell is fed a script of quoted assignments that ends in `exec sh -c …`: quoted words carry
 * every byte but NUL.
 *
 * In: the environment as bytes, later entries winning over earlier ones of the same name (what a shell makes of
 * duplicates, servers.md §1); the command line without NUL.
 */
export function shellLaunch(
  environment: readonly EnvironmentEntry[],
  commandLine: Buffer,
  shell: string = DEFAULT_SHELL,
  argv0: string = shell === DEFAULT_SHELL ? 'sh' : basename(shell),
): ShellLaunch {
  const { env, raw } = splitEnvironment(environment);
  if (raw.size === 0 && isUtf8(commandLine)) {
    return { file: shell, argv0, args: ['-c', commandLine.toString('utf8')], env };
  }
  return {
    file: DEFAULT_SHELL,
    argv0: 'sh',
    args: ['-s'],
    env,
    script: bridgeScript(raw, commandLine, shell, argv0),
  };
}

/** An environment as Node can hand it over, and, apart from it, the variables whose values are no UTF-8. */
export function splitEnvironment(environment: readonly EnvironmentEntry[]): {
  env: Record<string, string>;
  raw: Map<string, Buffer>;
} {
  const env: Record<string, string> = {};
  const raw = new Map<string, Buffer>();
  for (const { name, value } of environment) {
    raw.delete(name);
    delete env[name];
    if (isUtf8(value)) env[name] = value.toString('utf8');
    else raw.set(name, value);
  }
  return { env, raw };
}

/** Lines of a shell script that export variables, whatever bytes but NUL they hold. */
export function exportLines(variables: ReadonlyMap<string, Buffer>): Buffer {
  return Buffer.concat(
    [...variables].flatMap(([name, value]) => [
      Buffer.from(`export ${name}=`),
      shellQuote(value),
      Buffer.from('\n'),
    ]),
  );
}

/** Whether a bare name that PATH leads to in one of the system's folders means this very shell, and not one of the same name. */
export function isFoundAs(name: string, shell: string): boolean {
  return shell === `/bin/${name}` || shell === `/usr/bin/${name}`;
}

/** What the first shell reads: the variables that Node could not hand over, and then the command line's own shell. */
function bridgeScript(raw: Map<string, Buffer>, commandLine: Buffer, shell: string, argv0: string): Buffer {
  const pieces = [exportLines(raw), Buffer.from('set -- '), shellQuote(commandLine), Buffer.from('\n')];
  const run = Buffer.from(' -c "$1" <&3 3<&-');
  if (isFoundAs(argv0, shell)) {
    // Found through PATH, a shell is called by its bare name, as popen calls it: its error messages begin with it.
    const found = `case $(command -v ${argv0}) in /bin/${argv0}|/usr/bin/${argv0}) exec ${argv0}`;
    pieces.push(Buffer.from(found), run, Buffer.from(' ;; esac\n'));
  }
  pieces.push(Buffer.from('exec '), shellQuote(Buffer.from(shell)), run, Buffer.from('\n'));
  return Buffer.concat(pieces);
}
