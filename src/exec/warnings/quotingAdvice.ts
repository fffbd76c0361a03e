import type { ExecFunction, ServerProfile } from '../../server/profile.js';
import { type NearestVariable, nearestVariable } from './nearestVariable.js';
import { type QuoteContext, type ValuePlace, valuePlaces } from './quoteContext.js';
import { hasNoQuote, type ValueClass, valueClassOf } from './valueClass.js';

/** A command string as the shell gets it, but for the values of its pseudo-variables. */
export interface CommandSketch {
  /** `$$` is one `$`, and every pseudo-variable the letter `x`; one character per byte. */
  readonly shellText: string;
  /**
   * The references as written, with the offset of their letter in `shellText`; `shown` is what the author wrote where
   * that is something else, an expression of KEMI that gives the same.
   */
  readonly variables: readonly {
    readonly written: string;
    readonly at: number;
    readonly shown?: string;
    /** The script has compared the value with a pattern for the whole of it: what it lets through is the script's own. */
    readonly isChecked?: boolean;
  }[];
}

/** What a call gives its command beside the command line. */
export interface CallFacts {
  readonly function: ExecFunction;
  readonly profile: ServerProfile;
  /** Whether `setvars` is on. */
  readonly setvars: boolean;
  /** exec(): the AVP of its environment argument. */
  readonly environmentAvp?: string;
  /** `raw`: nothing is expanded, as in KEMI, so that `$` is the shell's own. Default: `expanded`. */
  readonly strings?: 'expanded' | 'raw';
}

/** A part of a command's `shellText` and what to write instead: `$` of the shell are doubled, as a server wants them. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why a value must not stand where it does, and what to do. */
export interface QuotingAdvice {
  readonly code:
    | 'unquoted-variable'
    | 'quoted-variable'
    | 'double-quoted-variable'
    | 'eval-variable'
    | 'nested-shell';
  /** What a caller can do, without an end of the sentence. */
  readonly danger: string;
  /** The way out, as a clause that goes on behind `; `. */
  readonly cure: string;
  /** The way out as an edit, where it is one of the command string alone or with what `cure` says beside it. */
  readonly replacement: Replacement | undefined;
}

/**
 * Judges how the values of a command string are quoted. No quotes are proof against a value that may hold any byte;
 * the environment is, since the shell looks at a variable's value no more (POSIX.1-2017 XCU 2.6.2).
 * Out: for each variable its advice; undefined where nothing is wrong with it.
 */
export function quotingAdvice(command: CommandSketch, call: CallFacts): (QuotingAdvice | undefined)[] {
  const { shellText, variables } = command;
  const spans = variables.map(({ at }) => ({ start: at, end: at + 1 }));
  const places = valuePlaces(Buffer.from(shellText, 'latin1'), spans);
  const isWhole = variables.length === 1 && shellText.trim() === 'x';
  const dangerous = variables.filter(({ written }) => valueClassOf(written, call.profile) === 'of-message');
  const order = [...new Set(dangerous.map(({ written }) => written))];
  const dollar: Value['dollar'] = call.strings === 'raw' ? '$' : '$$';
  return variables.map(({ written, at, shown = written, isChecked = false }, i) => {
    const place = places[i] as ValuePlace;
    const valueClass = valueClassOf(written, call.profile);
    if (valueClass === 'harmless' || isChecked || place.context === 'comment') return undefined;
    if (isWhole) return valueClass === 'of-script' ? undefined : wholeCommand(shown);
    if (valueClass === 'of-script' && isFitForChecked(place)) return undefined;
    if (isFitForQuoteless(place) && hasNoQuote(written)) return undefined;
    const value = { written, shown, at, place, valueClass, shellText, dollar };
    return { ...problemOf(value), ...cureOf(value, call, order) };
  });
}

/** Where the value of a script's variable may stand: the script can check it, and nothing here tells whether it has. */
function isFitForChecked({ context, runBy }: ValuePlace): boolean {
  return runBy === undefined && (context === 'single-quoted' || context === 'arithmetic');
}

/** Where a value without a single quote is safe. */
function isFitForQuoteless({ context, runBy }: ValuePlace): boolean {
  return runBy === undefined && context === 'single-quoted';
}

interface Value {
  readonly written: string;
  readonly shown: string;
  readonly at: number;
  readonly place: ValuePlace;
  readonly valueClass: ValueClass;
  readonly shellText: string;
  /** How the command string writes a dollar of the shell. */
  readonly dollar: '$' | '$$';
}

/** The shell runs the value itself. */
function wholeCommand(written: string): QuotingAdvice {
  return {
    code: 'unquoted-variable',
    danger: `the command is nothing but ${written}: the shell runs what came with the message`,
    cure: 'write a command of your own, and give it the value',
    replacement: undefined,
  };
}

function problemOf({ shown: written, place }: Value): Pick<QuotingAdvice, 'code' | 'danger'> {
  const { context, runBy } = place;
  if (runBy === 'eval') {
    return { code: 'eval-variable', danger: `eval runs whatever ${written} holds, quoted or not` };
  }
  if (runBy !== undefined) {
    return { code: 'nested-shell', danger: `${runBy} -c runs whatever ${written} holds, quoted or not` };
  }
  switch (context) {
    case 'single-quoted':
      return {
        code: 'quoted-variable',
        danger: `${written} stands between quotes, and a ' in its value ends them: the shell runs what a caller wrote behind it`,
      };
    case 'double-quoted':
      return {
        code: 'double-quoted-variable',
        danger: `the shell expands $ and \` in the value of ${written} within double quotes, and a " in it ends them`,
      };
    case 'here-document':
      return {
        code: 'quoted-variable',
        danger: `the shell expands $ and \` in the value of ${written} within the here-document`,
      };
    case 'quoted-here-document':
      return {
        code: 'quoted-variable',
        danger: `a line of the value of ${written} can end the here-document, and the shell runs the lines behind it`,
      };
    case 'arithmetic':
      return {
        code: 'unquoted-variable',
        danger: `the shell computes with whatever ${written} holds, and runs what stands in $(…) in it`,
      };
    default:
      return {
        code: 'unquoted-variable',
        danger: `${written} is not quoted: the shell splits its value, and runs what stands behind a ; in it`,
      };
  }
}

type Cure = Pick<QuotingAdvice, 'cure' | 'replacement'>;

function cureOf(value: Value, call: CallFacts, order: readonly string[]): Cure {
  const { written, valueClass, place } = value;
  if (valueClass === 'of-script') return checkedScriptVariable(value);
  if (place.context === 'arithmetic' || place.context === 'quoted-here-document')
    return checkedFirst(value, call);
  if (call.function === 'exec') return throughExec(value, call, order);
  const variable =
    call.profile.environment.variables === 'none' ? undefined : nearestVariable(written, call.profile);
  if (variable === undefined) return checkedFirst(value, call);
  const edit = replacementBy(value, variable.name);
  const means = meansFor(call);
  if (edit === undefined)
    return { cure: `${means}${withoutRunner(value, variable.name)}`, replacement: undefined };
  return { cure: `${means}${instruction(edit, value)}${remark(variable)}`, replacement: edit };
}

/** What has to be done beside the edit, for the command to get variables at all. */
function meansFor(call: CallFacts): string {
  if (call.function === 'exec_cmd') return 'use exec_msg(), which gives the command variables, and ';
  return call.setvars ? '' : 'set modparam("exec", "setvars", 1) and ';
}

function remark({ holds }: NearestVariable): string {
  if (holds === 'the-same') return '';
  const what = holds === 'whole-uri' ? 'the whole URI' : 'the whole header';
  return ` (${what}: no variable holds just this)`;
}

function instruction({ start, end, text }: Replacement, { shellText, at, shown: written }: Value): string {
  const replaced = `${shellText.slice(start, at)}${written}${shellText.slice(at + 1, end)}`;
  if (replaced === text) return `leave ${text} as it is`;
  return `write ${text} for ${replaced}`;
}

/** Replaces a value by a variable of the environment, so that the shell takes it as it is. */
function replacementBy(value: Value, name: string): Replacement | undefined {
  const { place, shellText, at, dollar } = value;
  if (place.runBy !== undefined) return withinRunner(value, name);
  const start = place.isEscaped ? at - 1 : at;
  switch (place.context) {
    case 'double-quoted':
    case 'here-document':
      return { start, end: at + 1, text: expansionOf(name, value) };
    case 'single-quoted':
      if (shellText[at - 1] === "'" && shellText[at + 1] === "'") {
        return { start: at - 1, end: at + 2, text: `"${dollar}${name}"` };
      }
      return { start, end: at + 1, text: `'"${dollar}${name}"'` };
    default:
      return { start, end: at + 1, text: `"${dollar}${name}"` };
  }
}

/** A variable as a command string writes it, with braces where the next character would be one of its name. */
function expansionOf(name: string, { shellText, at, dollar }: Value): string {
  return /[A-Za-z0-9_]/.test(shellText[at + 1] ?? '') ? `${dollar}{${name}}` : `${dollar}${name}`;
}

/**
 * Within a single-quoted argument of eval or `sh -c` stands shell code: there the variable can stand, too, since it is
 * that shell which expands it. Out: undefined where the argument is not in single quotes.
 */
function withinRunner(value: Value, name: string): Replacement | undefined {
  const { place, shellText, at, dollar } = value;
  if (place.context !== 'single-quoted') return undefined;
  const opening = shellText.lastIndexOf("'", at - 1);
  const before = Buffer.from(`${shellText.slice(opening + 1, at)}x`, 'latin1');
  const [inner] = valuePlaces(before, [{ start: before.length - 1, end: before.length }]) as [ValuePlace];
  if (inner.runBy !== undefined || inner.isEscaped) return undefined;
  const texts: Readonly<Partial<Record<QuoteContext, string>>> = {
    unquoted: `"${dollar}${name}"`,
    'double-quoted': expansionOf(name, value),
  };
  const text = texts[inner.context];
  return text === undefined ? undefined : { start: at, end: at + 1, text };
}

function withoutRunner({ place, dollar }: Value, name: string): string {
  if (place.runBy === 'eval') return `do without eval, with "${dollar}${name}" for the value`;
  return `hand the value over as an argument: ${place.runBy} -c 'command "${dollar}1"' sh "${dollar}${name}"`;
}

/** exec() of OpenSIPS: its command gets the values of an AVP (servers.md §7). */
function throughExec(value: Value, call: CallFacts, order: readonly string[]): Cure {
  const avp = `$avp(${call.environmentAvp ?? 'env'})`;
  const name = `OSIPS_EXEC_${order.length - 1 - order.indexOf(value.written)}`;
  const sets = order.map((written) => `${avp} = ${written};`).join(' ');
  const argument = call.environmentAvp === undefined ? ` and give exec() ${avp} as its fifth argument,` : ',';
  const edit = replacementBy(value, name);
  const what = edit === undefined ? withoutRunner(value, name) : instruction(edit, value);
  return { cure: `write ${sets} before the call${argument} and ${what}`, replacement: edit };
}

/** What a value may hold to be safe wherever it stands: nothing that means anything to a shell. */
const SAFE_VALUE = '^[A-Za-z0-9_.@+-]*$';

function checkedScriptVariable(value: Value): Cure {
  const { written } = value;
  const edit = checkedReplacement(value, written);
  const check = `if (!(${written} =~ "${SAFE_VALUE}")) exit;`;
  return {
    cure: `let the script check it first, ${check} and ${instruction(edit, value)}`,
    replacement: edit,
  };
}

/** No variable holds the value, or none can stand here: the script has to look at it. */
function checkedFirst(value: Value, { profile, function: name, strings }: CallFacts): Cure {
  if (strings === 'raw') {
    const cure = `no variable holds it: let the script check it first, and go on only where it matches ${SAFE_VALUE}`;
    return { cure, replacement: undefined };
  }
  const hasScriptVariables = profile.pseudoVariables.names.includes('var()');
  if (!hasScriptVariables || profile.family === 'documented') {
    const way =
      name === 'exec_msg'
        ? 'let the command take it from the message on its standard input'
        : 'let exec_msg() give the command the message, and take it from there';
    return { cure: `no variable holds it: ${way}`, replacement: undefined };
  }
  const copy = '$var(value)';
  const edit = checkedReplacement(value, copy);
  const check = `${copy} = ${value.written}; if (!(${copy} =~ "${SAFE_VALUE}")) exit;`;
  return {
    cure: `no variable holds it: let the script check it first, ${check} and ${instruction(edit, value)}`,
    replacement: edit,
  };
}

/** A value that was checked stands in single quotes: an empty one needs some to be a word. */
function checkedReplacement({ place, at, shellText }: Value, written: string): Replacement {
  const single = `'${written}'`;
  // A backslash before the value would take the quote that comes in its place.
  const start = place.isEscaped ? at - 1 : at;
  if (place.runBy !== undefined) return { start, end: at + 1, text: written };
  if (place.context === 'unquoted') return { start, end: at + 1, text: single };
  if (place.context !== 'double-quoted') return { start, end: at + 1, text: written };
  const isAlone = shellText[at - 1] === '"' && shellText[at + 1] === '"';
  return isAlone ? { start: at - 1, end: at + 2, text: single } : { start, end: at + 1, text: `"${single}"` };
}
