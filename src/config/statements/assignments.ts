import type { Token } from '../lexer/token.js';
import { firstScriptVariable } from '../scannedConfig.js';
import type { SourceFile } from '../sourceFile.js';

/** A part of a value, with the place that wrote it. */
export interface ValuePart {
  /** A piece of a string, or a variable as a string may hold it: `$(rU)`. One character per byte. */
  readonly text: string;
  readonly file: SourceFile;
  readonly start: number;
  /** Where each byte of `text` was written, for a piece of a string. */
  readonly offsets?: readonly number[];
  /** The script has compared it with a pattern for the whole of it. */
  readonly isChecked?: boolean;
}

/** What is known of a variable's value at some place of a route, or why nothing is. */
export type FollowedValue =
  | {
      readonly kind: 'known';
      readonly parts: readonly ValuePart[];
      /** Why the program that a command string runs is not known: its first word is a variable that nothing assigns. */
      readonly whyNotProgram?: string;
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** More parts than any command is put together of; values that double themselves have no end. */
const maxParts = 64;

const SCRIPT_VARIABLE = /^\$\(?(var|avp)\((?:[si]:)?([^()[\]{}]+)\)\)?$/;
const IN_STRING = /\$\$|\$(?:\((?:var|avp)\([^()[\]{}]+\)\)|(?:var|avp)\([^()[\]{}]+\))/g;

/**
 * Follows the assignments of script variables (`$var(c) = "/x/a.sh " + $rU;`, `$avp(c)`, and `.=` and `+=` of OpenSIPS) within one
 * route, as far as they are plain: what is assigned under a condition is not known behind it. Measured with Kamailio 5.6.3: the
 * pseudo-variables of a string are replaced once, whether it is an argument or assigned before.
 */
export class Assignments {
  /** What the blocks around have assigned, the innermost last. */
  private readonly scopes: Map<string, FollowedValue>[] = [new Map()];
  private route = 0;

  /** @param assigners which routes assign a variable, by their number: `assigningRoutes` */
  constructor(private readonly assigners: ReadonlyMap<string, ReadonlySet<number>>) {}

  /** Reads the token at an index: a brace, or the variable that an assignment begins with. */
  read(tokens: readonly Token[], index: number): void {
    const token = tokens[index] as Token;
    if (token.kind === 'symbol') {
      if (token.text === '{') this.scopes.push(new Map());
      else if (token.text === '}') this.leave();
      return;
    }
    if (token.kind === 'word' && token.text === 'route' && tokens[index + 1]?.text === '(')
      this.callRoute(token);
    if (token.kind === 'word' && (token.text === 'case' || token.text === 'default')) this.beginCase();
    if (token.kind !== 'variable') return;
    const name = scriptVariable(token.text);
    if (name === undefined) return;
    if (isCompared(tokens, index + 1)) this.check(name, token);
    const sign = assignmentSign(tokens, index + 1);
    if (sign === undefined) return;
    const value = this.valueOf(tokens, sign.end, token, sign.isAppended);
    const isConditional =
      !/^[;{}]$/.test(tokens[index - 1]?.text ?? ';') || tokens[index - 1]?.kind !== 'symbol';
    (this.scopes.at(-1) as Map<string, FollowedValue>).set(name, isConditional ? conditional(token) : value);
  }

  /** A new route: nothing of the last one holds. */
  begin(): void {
    this.scopes.splice(0, this.scopes.length, new Map());
    this.route++;
  }

  /** What an argument comes to. In: its tokens, and what the server does with it. Out: undefined where there is nothing to follow. */
  follow(part: readonly Token[], use: 'command' | 'input'): FollowedValue | undefined {
    const value = this.valueOfArgument(part);
    return value !== undefined && use === 'command' ? this.withProgram(value) : value;
  }

  private valueOfArgument(part: readonly Token[]): FollowedValue | undefined {
    if (part.length === 0) return undefined;
    if (part.every(({ kind }) => kind === 'string')) {
      return part.some(({ text }) => /\$\(?(?:var|avp)\(/.test(text)) ? this.joined(part) : undefined;
    }
    const [first] = part as [Token];
    if (part.length > 1) return this.joined(part);
    return first.kind === 'variable' ? this.assigned(first.text) : undefined;
  }

  /** A command string. Where its first word is a variable that nothing assigns, with the reason: the program is not known. */
  private withProgram(value: FollowedValue): FollowedValue {
    if (value.kind === 'unknown') return value;
    const variable = firstScriptVariable(value.parts.map(({ text }) => text).join(''));
    const program = variable === undefined ? undefined : this.assigned(variable);
    return program?.kind === 'unknown' ? { ...value, whyNotProgram: program.why } : value;
  }

  /** What assignments before give to a script variable, as it is written. Out: undefined for any other variable. */
  private assigned(written: string): FollowedValue | undefined {
    const name = scriptVariable(written);
    if (name === undefined) return undefined;
    const value = this.valueBefore(name);
    // Where its value is just the variable itself, `check` has noted a comparison: nothing was assigned.
    const isItself =
      value?.kind === 'known' && value.parts.length === 1 && value.parts[0]?.text === bracketed(written);
    const why = `nothing in this route assigns ${written} before`;
    return value === undefined || isItself ? { kind: 'unknown', why } : value;
  }

  private check(name: string, token: Token): void {
    const value = this.valueBefore(name) ?? {
      kind: 'known' as const,
      parts: [partOf(token, bracketed(token.text))],
    };
    if (value.kind !== 'known') return;
    const parts = value.parts.map((part) => ({ ...part, isChecked: true }));
    (this.scopes.at(-1) as Map<string, FollowedValue>).set(name, { kind: 'known', parts });
  }

  /** After `route(NAME)` a variable that any other route assigns may have another value. */
  private callRoute(token: Token): void {
    const { line } = token.file.placeAt(token.start);
    const why = `a route that is called in line ${line} may assign it`;
    for (const scope of this.scopes)
      for (const name of scope.keys())
        if ([...(this.assigners.get(name) ?? [])].some((route) => route !== this.route))
          scope.set(name, { kind: 'unknown', why });
  }

  /** What an earlier case of a switch has assigned is assigned under a condition for this one. */
  private beginCase(): void {
    const scope = this.scopes.at(-1) as Map<string, FollowedValue>;
    for (const [name, value] of scope)
      if (value.kind === 'known' && !value.parts.every(({ isChecked }) => isChecked === true))
        scope.set(name, conditional(value.parts[0]));
  }

  private leave(): void {
    const left = this.scopes.pop() as Map<string, FollowedValue>;
    if (this.scopes.length === 0) this.scopes.push(new Map());
    const around = this.scopes.at(-1) as Map<string, FollowedValue>;
    for (const [name, value] of left) {
      // The block has only compared it with a pattern: its value stays.
      if (value.kind === 'known' && isSameValue(value.parts, around.get(name))) continue;
      around.set(
        name,
        value.kind === 'unknown' ? value : conditional(value.parts[0] as ValuePart | undefined),
      );
    }
  }

  /** What is known of a variable's value here, from the innermost block that assigns it; undefined where none does. */
  private valueBefore(name: string): FollowedValue | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const value = this.scopes[i]?.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private valueOf(tokens: readonly Token[], from: number, target: Token, isAppended: boolean): FollowedValue {
    const part: Token[] = [];
    for (let i = from; i < tokens.length; i++) {
      const token = tokens[i] as Token;
      if (token.kind === 'symbol' && /^[;{}]$/.test(token.text)) break;
      part.push(token);
      if (part.length > 2 * maxParts) return tooLong(target);
    }
    const value = this.joined(part, target);
    if (!isAppended || value.kind === 'unknown') return value;
    const before = this.variable(target);
    if (before.kind === 'unknown') return before;
    const parts = [...before.parts, ...value.parts];
    return parts.length > maxParts ? tooLong(target) : { kind: 'known', parts };
  }

  /** Strings, numbers and variables with `+` between them. */
  private joined(part: readonly Token[], target = part[0]): FollowedValue {
    const parts: ValuePart[] = [];
    let isOperandNext = true;
    for (const token of part) {
      if (!isOperandNext) {
        if (token.text !== '+' || token.kind !== 'symbol' || perhapsNumber(part[0] as Token, parts))
          return notPlain(target ?? token);
        isOperandNext = true;
        continue;
      }
      const value = this.operand(token);
      if (value === undefined) return notPlain(target ?? token);
      if (value.kind === 'unknown') return value;
      parts.push(...value.parts);
      if (parts.length > maxParts) return tooLong(token);
      isOperandNext = false;
    }
    return isOperandNext ? notPlain(target as Token) : { kind: 'known', parts: separated(parts) };
  }

  private operand(token: Token): FollowedValue | undefined {
    if (token.kind === 'string') return this.inString(token);
    if (token.kind === 'variable') return this.variable(token);
    return token.kind === 'number' ? { kind: 'known', parts: [partOf(token, token.text)] } : undefined;
  }

  private variable(token: Token): FollowedValue {
    const name = scriptVariable(token.text);
    const value = name === undefined ? undefined : this.valueBefore(name);
    return value ?? { kind: 'known', parts: [partOf(token, bracketed(token.text))] };
  }

  /** A string, with what is known of the script variables in it. */
  private inString(token: Token): FollowedValue {
    const parts: ValuePart[] = [];
    let from = 0;
    const piece = (to: number) => {
      if (to > from)
        parts.push({
          ...partOf(token, token.text.slice(from, to)),
          ...(token.offsets === undefined ? {} : { offsets: token.offsets.slice(from, to) }),
        });
    };
    for (const match of token.text.matchAll(IN_STRING)) {
      const name = scriptVariable(match[0]);
      const value = name === undefined ? undefined : this.valueBefore(name);
      if (value?.kind !== 'known') continue;
      piece(match.index);
      parts.push(...value.parts);
      from = match.index + match[0].length;
      if (parts.length > maxParts) return tooLong(token);
    }
    piece(token.text.length);
    return { kind: 'known', parts };
  }
}

/** `=~` or `!~` at an index, with a pattern for the whole value: `"^[0-9]+$"`. */
function isCompared(tokens: readonly Token[], index: number): boolean {
  const [first, second] = tokens.slice(index, index + 2).map(({ text, kind }) => kind === 'symbol' && text);
  const pattern = tokens[index + 2];
  return (
    (first === '=' || first === '!') &&
    second === '~' &&
    pattern?.kind === 'string' &&
    /^\^.*\$$/s.test(pattern.text)
  );
}

function isSameValue(parts: readonly ValuePart[], other: FollowedValue | undefined): boolean {
  return (
    other?.kind === 'known' &&
    other.parts.length === parts.length &&
    parts.every(({ file, start, text }, i) => {
      const that = other.parts[i] as ValuePart;
      return that.file === file && that.start === start && that.text === text;
    })
  );
}

/** The numbers of the routes that assign each script variable. In: all tokens; whether a route begins or ends with a token. */
export function assigningRoutes(
  tokens: readonly Token[],
  beginsAt: (index: number) => boolean,
): ReadonlyMap<string, ReadonlySet<number>> {
  const routes = new Map<string, Set<number>>();
  let route = 0;
  for (const [index, token] of tokens.entries()) {
    if (beginsAt(index)) route++;
    const name = token.kind === 'variable' ? scriptVariable(token.text) : undefined;
    if (name === undefined || assignmentSign(tokens, index + 1) === undefined) continue;
    const assigners = routes.get(name);
    if (assigners === undefined) routes.set(name, new Set([route]));
    else assigners.add(route);
  }
  return routes;
}

/** Pseudo-variables and transformations whose values are numbers for the servers, or may be. */
const NUMBER =
  /^(?:\d+$|\$\(?(?:[bms]f|bs|mi|ml|pp|rc|retcode|[orRsd]p|T[A-Za-z]*|[ofrt]Ul|prid|rsi|fsp|cl|cs|hdrc|hflc|cnt|time|var|avp|shv|sht|dlg\w*|branch_\w+)\b|\$\([^{]*\{(?:s\.(?:len|int|index|rindex)|[\w.]*count)\b)/;

/** Whether what stands before the first `+` may be a number, to which `+` adds instead of joining. In: its token, and what is known of it. */
function perhapsNumber({ kind, text }: Token, parts: readonly ValuePart[]): boolean {
  if (kind === 'number') return true;
  if (kind !== 'variable') return false;
  const [first] = parts;
  return parts.length < 2 && NUMBER.test(first?.text ?? text);
}

function scriptVariable(text: string): string | undefined {
  const [, kind, name] = SCRIPT_VARIABLE.exec(text) ?? [];
  return name === undefined ? undefined : `${kind}(${name})`;
}

/** `=`, `.=` or `+=` at an index, and where its value begins; undefined for anything else, `==` above all. */
function assignmentSign(
  tokens: readonly Token[],
  index: number,
): { readonly isAppended: boolean; readonly end: number } | undefined {
  const [first, second, third] = tokens
    .slice(index, index + 3)
    .map(({ text, kind }) => kind === 'symbol' && text);
  if (first === '=' && second !== '=' && second !== '~') return { isAppended: false, end: index + 1 };
  if ((first === '.' || first === '+') && second === '=' && third !== '=')
    return { isAppended: true, end: index + 2 };
  return undefined;
}

/** A variable as it may stand in the middle of a string. */
function bracketed(text: string): string {
  return text.startsWith('$(') ? text : `$(${text.slice(1)})`;
}

function partOf({ file, start }: Token, text: string): ValuePart {
  return { text, file, start };
}

/** The same parts, with the name of a variable at the end of one in brackets where the next would go on with it. */
function separated(parts: readonly ValuePart[]): ValuePart[] {
  return parts.flatMap((part, i) => {
    const next = parts[i + 1];
    const match = next === undefined ? null : /(?:^|[^$])(?:\$\$)*(\$[A-Za-z_][\w.]*)$/.exec(part.text);
    if (match === null || !/^[\w.([{]/.test(next?.text ?? '')) return [part];
    const name = match[1] as string;
    const head = part.text.slice(0, -name.length);
    const at = part.offsets?.[head.length] ?? part.start;
    return [
      {
        ...part,
        text: head,
        ...(part.offsets === undefined ? {} : { offsets: part.offsets.slice(0, head.length) }),
      },
      { text: bracketed(name), file: part.file, start: at },
    ];
  });
}

function conditional(
  token: { readonly file: SourceFile; readonly start: number } | undefined,
): FollowedValue {
  const where = token === undefined ? '' : ` in line ${token.file.placeAt(token.start).line}`;
  return { kind: 'unknown', why: `it is assigned under a condition${where}` };
}

function notPlain(token: Token): FollowedValue {
  const { line } = token.file.placeAt(token.start);
  return { kind: 'unknown', why: `line ${line} puts it together from more than strings and variables` };
}

function tooLong(token: Token): FollowedValue {
  const { line } = token.file.placeAt(token.start);
  return { kind: 'unknown', why: `line ${line} puts it together from more than ${maxParts} parts` };
}
