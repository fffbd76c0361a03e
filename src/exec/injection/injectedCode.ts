import { isNamedByValue, nestedCode, nestedName } from './nestedCode.js';
import type { VariableLookup } from './readerState.js';
import { readShell } from './shellReader.js';
import type { ShellReading, SimpleCommand } from './shellReading.js';
import { asMeant, holdsValue, latin1Of, OF_AUTHOR, type ShellText } from './shellText.js';

/** A part of a command line that a shell would run, though a value brought it. */
export interface Injection {
  /** What would run, or what the shell would take for its own. */
  readonly code: string;
  readonly effect: 'run' | 'expand' | 'syntax';
  /** The byte that begins it: the number of its value and the offset in it; undefined where the value is empty. */
  readonly byte: { readonly value: number; readonly offset: number; readonly code: number } | undefined;
}

interface Problem {
  /** Where in the text. */
  readonly at: number;
  readonly code: () => string;
  readonly effect: Injection['effect'];
  /** The byte to blame, where it is not found in the text itself, but was worked out already. */
  readonly byte?: Injection['byte'];
}

/** The names that shells and the loader of programs read: a value must not set one for a command that follows. */
const SPECIAL_NAME = /[A-Z]|path|psvar/;
const MAX_DEPTH = 8;
const HAS_EFFECT = /[;&|<>()$`\\'"\n]/;

/**
 * Finds the part of a value in a command line that a shell would run or read as syntax.
 * In: the command line as it is, and as its author meant it; the call's variables by name; the names that the command
 * inherits. Out: the first such part; undefined where only what the author wrote runs. A value that sets a variable which
 * nothing reads does not count.
 */
export function injectedCode(
  text: ShellText,
  meant: ShellText,
  lookup: VariableLookup,
  inherited: ReadonlySet<string>,
  depth = 0,
): Injection | undefined {
  const reading = readShell(text, lookup);
  const intended = readShell(meant, lookup);
  const problems = [
    ...tokenProblems(text, reading, meant, intended),
    ...commandProblems(text, reading, inherited),
    ...ambiguousProblems(text, reading, intended),
  ];
  const running = isUnread(reading, intended)
    ? problems.filter(({ at, effect }) => at < reading.lastLine || effect === 'expand')
    : problems;
  const [first] = running.sort((a, b) => a.at - b.at);
  if (first !== undefined)
    return {
      code: first.code(),
      effect: first.effect,
      byte: first.byte ?? beginning(text, reading, first),
    };
  return nestedInjection(reading, lookup, inherited, depth);
}

/** Whether the shell cannot read the line to its end, and only because of a value. */
function isUnread(reading: ShellReading, intended: ShellReading): boolean {
  const isCertain = !reading.isAmbiguous && !intended.isAmbiguous;
  return isCertain && reading.isUnterminated && !intended.isUnterminated;
}

/** Tokens that a value brings, and those of the author that mean something else because of one. */
function tokenProblems(
  text: ShellText,
  reading: ShellReading,
  meant: ShellText,
  intended: ShellReading,
): Problem[] {
  const intendedTokens = new Set<string>();
  for (const { kind, start } of intended.tokens)
    if (meant.origins[start] === OF_AUTHOR) intendedTokens.add(`${kind} ${meant.offsets[start]}`);
  return reading.tokens.flatMap(({ kind, start, end }): Problem[] => {
    const origins = text.origins.slice(start, kind === 'command' ? start + 1 : end);
    if (origins.every((origin) => origin === OF_AUTHOR)) {
      if (intendedTokens.has(`${kind} ${text.offsets[start]}`)) return [];
    } else if (kind === 'separator') return [];
    if (kind === 'command') {
      return [{ at: start, code: () => commandAt(text, reading, start), effect: 'run' }];
    }
    // What the author's `$` expands only with the value behind it is shown with that.
    const from = isOfValue(text, start + 1) ? start + 1 : start;
    const code = () => latin1Of(text, start, endOfValue(text, from));
    return [{ at: start, code, effect: kind === 'code' ? 'expand' : 'syntax' }];
  });
}

/** The command that begins somewhere; from a word such as `if`, which begins none by itself, the rest of the value. */
function commandAt(text: ShellText, { commands }: ShellReading, start: number): string {
  const command = commands.find((one) => one.words[0]?.start === start);
  return latin1Of(text, start, command?.end ?? endOfValue(text, start));
}

/** The end of the value in which a byte stands; of the word where it is the author's. */
function endOfValue({ bytes, origins }: ShellText, start: number): number {
  const origin = origins[start];
  let end = start + 1;
  while (end < bytes.length && origins[end] === origin && (origin !== OF_AUTHOR || bytes[end] !== 0x20))
    end++;
  return end;
}

/** Programs that a value names, and commands that would run with a variable that a value has set. */
function commandProblems(
  text: ShellText,
  { commands }: ShellReading,
  inherited: ReadonlySet<string>,
): Problem[] {
  const written = latin1Of(text);
  /** The names of variables that values have set for this command or since the last one, and where in the text. */
  const namesSet = new Map<string, number>();
  return commands.flatMap((command): Problem[] => {
    const [first] = command.words;
    for (const { start, content } of command.assignments) {
      if (content.origins[0] === OF_AUTHOR) continue;
      namesSet.set(/^\w*/.exec(latin1Of(content))?.[0] ?? '', start);
    }
    if (first === undefined) return [];
    const code = () => latin1Of(text, first.start, command.end);
    const named = [first.content, nestedName(command)].find((name) => name && isNamedByValue(name));
    if (named !== undefined) return [{ at: first.start, code, effect: 'run', byte: firstOfValue(named) }];
    const changed = [...namesSet].find(
      ([name, at]) => inherited.has(name) || isReadBehind(name, written, at),
    );
    namesSet.clear();
    return changed === undefined ? [] : [{ at: changed[1], code, effect: 'run' }];
  });
}

function isReadBehind(name: string, written: string, at: number): boolean {
  if (SPECIAL_NAME.test(name)) return true;
  return [`$${name}`, `\${${name}`, '(('].some((use) => written.includes(use, at));
}

/** Where shells read the line in different ways, any byte of a value that has a meaning in one of them is a problem. */
function ambiguousProblems(text: ShellText, reading: ShellReading, intended: ShellReading): Problem[] {
  if (!reading.isAmbiguous && !intended.isAmbiguous) return [];
  const at = text.bytes.findIndex(
    (byte, i) => text.origins[i] !== OF_AUTHOR && HAS_EFFECT.test(String.fromCharCode(byte)),
  );
  if (at === -1) return [];
  return [{ at, code: () => latin1Of(text, at, endOfValue(text, at)), effect: 'expand' }];
}

function nestedInjection(
  reading: ShellReading,
  lookup: VariableLookup,
  inherited: ReadonlySet<string>,
  depth: number,
): Injection | undefined {
  const texts = [...reading.inner, ...reading.commands.flatMap((command) => codeOf(command, reading))];
  for (const inner of texts) {
    if (!('bytes' in inner)) return inner;
    if (!holdsValue(inner)) continue;
    const found =
      depth < MAX_DEPTH
        ? injectedCode(inner, asMeant(inner), lookup, inherited, depth + 1)
        : { code: latin1Of(inner), effect: 'run' as const, byte: firstOfValue(inner) };
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a command runs as code; a quote that a value brought may have moved the author's own words into it. */
function codeOf(command: SimpleCommand, { quotes }: ShellReading): (ShellText | Injection)[] {
  const texts = nestedCode(command);
  const isMoved = quotes.some((at) => at >= command.start && at < command.end);
  const [text] = texts.filter(holdsValue);
  if (!isMoved || text === undefined) return texts;
  return [{ code: latin1Of(text), effect: 'run', byte: firstOfValue(text) }];
}

function firstOfValue(text: ShellText): Injection['byte'] {
  return byteAt(
    text,
    text.origins.findIndex((origin) => origin !== OF_AUTHOR),
  );
}

/**
 * The byte to name for a problem. That is mostly an earlier one which made it possible, a quote or an operator of a value:
 * the first of the same value, else the last of any. Without one it is the byte itself, if a value brought it; where the
 * author's `$` or backslash expands something only with the byte of a value behind it, that byte; else the last byte of a
 * value before it.
 */
function beginning(
  text: ShellText,
  { quotes, tokens }: ShellReading,
  { at, effect }: Problem,
): Injection['byte'] {
  const origin = text.origins[at];
  const acting = [...quotes, ...tokens.filter(({ kind }) => kind !== 'command').map(({ start }) => start)]
    .filter((i) => i <= at && isOfValue(text, i))
    .sort((a, b) => a - b);
  const ofSameValue = acting.find((i) => text.origins[i] === origin);
  const itself = [at, ...(effect === 'expand' ? [at + 1] : [])].find((i) => isOfValue(text, i));
  const found = ofSameValue ?? acting.at(-1) ?? itself ?? lastOfValue(text, at);
  return found === undefined ? undefined : byteAt(text, found);
}

function isOfValue({ origins }: ShellText, at: number): boolean {
  return (origins[at] ?? OF_AUTHOR) !== OF_AUTHOR;
}

/** The last byte of a value before a place of the author's. */
function lastOfValue({ origins }: ShellText, at: number): number | undefined {
  for (let i = at; i >= 0; i--) if (origins[i] !== OF_AUTHOR) return i;
  return undefined;
}

function byteAt(text: ShellText, at: number): Injection['byte'] {
  if (at < 0) return undefined;
  const { origins, offsets, bytes } = text;
  return { value: origins[at] as number, offset: offsets[at] as number, code: bytes[at] as number };
}
