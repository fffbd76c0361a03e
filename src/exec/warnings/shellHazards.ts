import type { Warning } from '../../warnings.js';
import { type QuoteContext, quoteContexts, type ValueSpan } from './quoteContext.js';
import type { QuotingAdvice } from './quotingAdvice.js';

/** A value in a command line, with the name by which its author wrote it. */
export interface NamedSpan extends ValueSpan {
  readonly name: string;
  readonly isUnset?: boolean;
  /** What is wrong with the place where the value stands, whatever the value is. */
  readonly advice?: Pick<QuotingAdvice, 'danger' | 'cure'> & { readonly code: string };
  /** Whether the advice is given only when the value of this message does harm. */
  readonly isAdviceForHarm?: boolean;
}

/**
 * Warns of every value that changes how the shell splits or runs a command line, and of places where a value could do so
 * though no usual message shows it.
 * In: the command line and where the values stand in it, ascending. Out: at most one warning a value, with the
 * codes `unquoted-variable`, `quote-breakout` (a quote in the value ends the quotes around it) and
 * `shell-expansion` (the shell expands the value within its double quotes) for what this message does; and those of
 * `quotingAdvice` for what another could do.
 */
export function shellHazards(commandLine: Buffer, spans: readonly NamedSpan[]): Warning[] {
  const contexts = quoteContexts(commandLine, spans);
  return spans.flatMap((span, i) => {
    const warning = hazard(commandLine, span, contexts[i] as QuoteContext);
    return warning === undefined ? [] : [warning];
  });
}

/**
 * Warns (`unset-script-variable`) of variables of the script that have no value here, though the running script may
 * have given them one. One warning a variable.
 */
export function unsetScriptVariables(commandLine: Buffer, spans: readonly NamedSpan[]): Warning[] {
  const unset = spans.filter(({ isUnset }) => isUnset === true);
  const first = unset.filter(({ name }, i) => unset.findIndex((other) => other.name === name) === i);
  return first.map(({ name, start, end }) => {
    const printed = commandLine.toString('latin1', start, end) || 'nothing';
    const option = /^\$\(?(avp|var)\((?:s:)?([^()]*)\)/.exec(name);
    const way = option === null ? '' : `; give it one with --${option[1]} ${option[2]}=VALUE`;
    return {
      code: 'unset-script-variable',
      message: `${name} has no value here, and prints ${printed}${way}`,
    };
  });
}

function hazard(commandLine: Buffer, span: NamedSpan, context: QuoteContext): Warning | undefined {
  if (context === 'comment' || isWholeScriptVariable(commandLine, span)) return undefined;
  const bite = biteOf(commandLine, span, context);
  const { advice, name } = span;
  if (bite === undefined) {
    if (advice === undefined || span.isAdviceForHarm === true) return undefined;
    return { code: advice.code, message: `${advice.danger}; ${advice.cure}`, isOfCommand: true };
  }
  const isUnquoted = context === 'unquoted' || context === 'arithmetic';
  // A value that no message can fill with quotes is safe between them.
  const cure = advice?.cure ?? (isUnquoted ? `write '${name}' with quotes` : undefined);
  const what = isUnquoted
    ? `${name} is not quoted, and its value ${bite.what}`
    : `the value of ${name} ${bite.what}`;
  const code = isUnquoted ? (advice?.code ?? 'unquoted-variable') : bite.code;
  return { code, message: cure === undefined ? what : `${what}; ${cure}` };
}

/** What a value does to the command line of this message. */
function biteOf(
  commandLine: Buffer,
  span: NamedSpan,
  context: QuoteContext,
): { code: string; what: string } | undefined {
  if (context === 'unquoted' && span.start === span.end) {
    const isLost = isWordOfItsOwn(commandLine, span);
    return isLost ? { code: 'unquoted-variable', what: 'is empty: the shell drops the word' } : undefined;
  }
  for (let at = span.start; at < span.end; at++) {
    const character = String.fromCharCode(commandLine[at] as number);
    const effect = effectOf(character, context, isWordStart(commandLine, at));
    if (effect === undefined) continue;
    const code = character === '"' || character === "'" ? 'quote-breakout' : 'shell-expansion';
    return { code, what: `holds ${describe(character)} at its byte ${at - span.start + 1}: ${effect}` };
  }
  return undefined;
}

/** A command that a variable of the script holds is for the shell to run: quotes would make one word of it. */
function isWholeScriptVariable(commandLine: Buffer, { name, start, end }: NamedSpan): boolean {
  return (
    start === 0 &&
    /^\$\(?(?:avp|var)\(/.test(name) &&
    /^(?: '.*')?$/s.test(commandLine.toString('latin1', end))
  );
}

/** An empty value that stands alone leaves no word at all, and the words behind it move up. */
function isWordOfItsOwn(commandLine: Buffer, span: NamedSpan): boolean {
  return (
    isWordStart(commandLine, span.start) &&
    (span.end === commandLine.length || isBlank(commandLine[span.end]))
  );
}

const UNQUOTED_EFFECTS: Readonly<Record<string, string>> = {
  ' ': 'the shell splits the word there',
  '\t': 'the shell splits the word there',
  '\n': 'the shell ends the command there',
  ';': 'the shell ends the command there and runs the rest as another',
  '&': 'the shell ends the command there and runs it in the background',
  '|': 'the shell starts a pipeline there',
  '<': 'the shell redirects input there',
  '>': 'the shell redirects output there',
  '(': 'the shell takes it as syntax',
  ')': 'the shell takes it as syntax',
  $: 'the shell expands what follows',
  '`': 'the shell runs what follows as a command',
  '"': 'the shell takes it as the beginning of quotes',
  "'": 'the shell takes it as the beginning of quotes',
  '\\': 'the shell drops it',
  '*': 'the shell takes it as a pattern for file names',
  '?': 'the shell takes it as a pattern for file names',
  '[': 'the shell takes it as a pattern for file names',
};

const DOUBLE_QUOTED_EFFECTS: Readonly<Record<string, string>> = {
  '"': 'it ends the quotes around it',
  $: 'the shell expands what follows, in double quotes too',
  '`': 'the shell runs what follows as a command, in double quotes too',
  '\\': 'the shell may drop it, in double quotes too',
};

const HERE_DOCUMENT_EFFECTS: Readonly<Record<string, string>> = {
  $: 'the shell expands what follows, in a here-document too',
  '`': 'the shell runs what follows as a command, in a here-document too',
  '\\': 'the shell may drop it, in a here-document too',
};

function effectOf(character: string, context: QuoteContext, isAtWordStart: boolean): string | undefined {
  switch (context) {
    case 'single-quoted':
      return character === "'" ? 'it ends the quotes around it' : undefined;
    case 'double-quoted':
      return DOUBLE_QUOTED_EFFECTS[character];
    case 'here-document':
      return HERE_DOCUMENT_EFFECTS[character];
    case 'quoted-here-document':
    case 'comment':
      return undefined;
    default:
      if (isAtWordStart && character === '#') return 'the shell takes the rest of the line as a comment';
      if (isAtWordStart && character === '~') return 'the shell takes it as a home directory';
      return UNQUOTED_EFFECTS[character];
  }
}

function isWordStart(commandLine: Buffer, at: number): boolean {
  return at === 0 || isBlank(commandLine[at - 1]);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a;
}

const NAMES_OF_BLANKS: Readonly<Record<string, string>> = {
  ' ': 'a blank',
  '\t': 'a tab',
  '\n': 'a line feed',
};

function describe(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return `${NAMES_OF_BLANKS[character] ?? character} (0x${hex})`;
}
