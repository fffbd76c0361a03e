import { unitWords } from './unitWords.js';

/** What the command line of a SIP server says of its surroundings. */
export interface DaemonOptions {
  readonly program: string;
  readonly user?: string;
  readonly group?: string;
  readonly workingDirectory?: string;
  readonly rootDirectory?: string;
  /** Whether it stays in the folder that it is started in, as `-D` of Kamailio and `-F` of OpenSIPS make it. */
  readonly staysInFolder: boolean;
}

const OPTIONS: Readonly<Record<string, 'user' | 'group' | 'workingDirectory' | 'rootDirectory'>> = {
  u: 'user',
  g: 'group',
  w: 'workingDirectory',
  t: 'rootDirectory',
};

/**
 * Reads `-u`, `-g`, `-w` and `-t` of ExecStart= where it starts a SIP server (kamailio(8), opensips(8)).
 * In: its value, and the environment for its `$NAME`s. Out: undefined for other programs.
 */
export function daemonOptions(
  execStart: string,
  environment: ReadonlyMap<string, string>,
): DaemonOptions | undefined {
  const [path = '', ...words] = unitWords(execStart.replace(/^[-@:+!|]+/, '')) ?? [];
  const program = path.slice(path.lastIndexOf('/') + 1);
  if (!/^(?:kamailio|opensips|openser|ser)$/.test(program)) return undefined;
  const withVariables = (word: string) =>
    word.replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => {
      return environment.get(braced ?? bare ?? '') ?? '';
    });
  const found: Record<string, string> = {};
  let foreground = '';
  words.forEach((word, i) => {
    const [, letter = '', attached = ''] = /^-([a-zA-Z])(.*)$/.exec(word) ?? [];
    const name = OPTIONS[letter];
    if (name !== undefined) {
      const value = withVariables(attached === '' ? (words[i + 1] ?? '') : attached);
      if (value !== '' && !/%[a-zA-Z]/.test(value)) found[name] = value;
    } else if (/^-(?:D+|F)$/.test(word)) {
      foreground += word.slice(1);
    }
  });
  return { program, ...found, staysInFolder: foreground === 'D' || foreground === 'F' };
}
