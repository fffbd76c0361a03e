import type { SimpleCommand } from './shellReading.js';
import { OF_AUTHOR, type ShellText, ShellTextBuilder } from './shellText.js';

const SHELLS = /^(?:.*\/)?(?:sh|bash|dash|ash|ksh|mksh|zsh|busybox|su|runuser)$/;
/** Commands whose first operand is a command, too. */
const RUNNERS: ReadonlySet<string> = new Set(
  'exec command builtin . source nohup env nice ionice time timeout setsid stdbuf sudo doas'.split(' '),
);
/** Their options that take the next word. */
const OPTION_WITH_VALUE = /^-[ugnskaChpUD]$/;

/**
 * The words of a command that are code again: what `eval`, `trap` and `sh -c` run.
 * Out: the texts, as the inner shell would read them.
 */
export function nestedCode({ words }: SimpleCommand): ShellText[] {
  const texts = words.map(({ content }) => latin1(content));
  const name = texts[0] ?? '';
  if (name === 'eval') return [joined(words.slice(1).map(({ content }) => content))];
  if (name === 'trap') return words.slice(1, 2).map(({ content }) => content);
  const shell = texts.findIndex((text) => SHELLS.test(text));
  if (shell === -1) return [];
  const given = words
    .slice(shell + 1)
    .find(({ content }, i) => isOptionOfValue(content, texts[shell + 1 + i] ?? ''));
  if (given !== undefined) return [given.content];
  const option = texts.findIndex((text, i) => i > shell && /^(?:-[A-Za-z]*c|--command)$/.test(text));
  if (option === -1) return [];
  // `sh -c -- code` and `sh -c -e code`: the first word that is no option.
  const code = texts.findIndex((text, i) => i > option && !/^[-+]/.test(text));
  return code === -1 ? [] : [(words[code] as (typeof words)[number]).content];
}

/** Whether a value gives an option, which may be the `-c` that makes code of the words behind it. */
function isOptionOfValue({ origins }: ShellText, text: string): boolean {
  const start = /[^\s]/.exec(text)?.index ?? 0;
  return /^\s*[-+]/.test(text) && origins[start] !== OF_AUTHOR;
}

/** The word that names the program which another command runs: `ls` of `nohup nice -n 5 ls`. */
export function nestedName({ words }: SimpleCommand): ShellText | undefined {
  let isOfRunner = false;
  for (let i = 0; i < words.length; i++) {
    const { content } = words[i] as (typeof words)[number];
    const text = latin1(content);
    if (RUNNERS.has(text.replace(/^.*\//s, ''))) isOfRunner = true;
    else if (!isOfRunner) return undefined;
    else if (OPTION_WITH_VALUE.test(text)) i += 1;
    // The shell splits `env $X` with the value `a=b ls` into words, and `ls` is the program; a value that sets PATH chooses it, too.
    else if (content.origins.length > 0 && content.origins[0] !== OF_AUTHOR && text.includes('='))
      return content;
    else if (!/^(?:-|[A-Za-z_][A-Za-z0-9_]*=|[0-9.]+[smhd]?$)/.test(text)) return content;
  }
  return undefined;
}

/** Whether a value says which program a word names: as its beginning, or as part of a path. */
export function isNamedByValue({ bytes, origins }: ShellText): boolean {
  if (origins.length > 0 && origins[0] !== OF_AUTHOR) return true;
  return origins.some((origin, i) => origin !== OF_AUTHOR && bytes[i] === 0x2f);
}

function joined(texts: readonly ShellText[]): ShellText {
  const builder = new ShellTextBuilder();
  for (const text of texts) {
    if (builder.length > 0) builder.add(0x20, OF_AUTHOR, -1);
    builder.addAll(text);
  }
  return builder;
}

function latin1({ bytes }: ShellText): string {
  return Buffer.from(bytes).toString('latin1');
}
