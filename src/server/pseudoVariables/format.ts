import { SipexecError } from '../../errors.js';
import { nearestName } from '../../nearestName.js';
import { DOLLAR, isAlphanumeric, LEFT_BRACE, LEFT_PAREN, RIGHT_PAREN } from '../../sip/characters.js';
import type { ServerProfile } from '../profile.js';
import { serversWith } from '../serverRanges.js';
import type { VariableIndex } from './context.js';
import type { Format, Reference, TransformationStep } from './reference.js';
import { parseTransformation } from './transformations/parse.js';
import { isColour } from './values/ofServer/colours.js';
import { onlyOnServer } from './values/ofServer/onlyOnServer.js';
import { variableTable } from './values/variables.js';

/** The string refers to a pseudo-variable that the server does not know: the server would refuse to start. */
export class UnknownPseudoVariableError extends SipexecError {
  constructor(
    /** The name that is not known, without `$`. */
    readonly variableName: string,
    /** The known name that was probably meant, without `$`. */
    readonly nearest: string | undefined,
    readonly offsetBytes: number,
    /** What is wrong, where it is not the name. */
    problem: string = unknownName(variableName, nearest),
  ) {
    super(problem, { offsetBytes });
  }
}

function unknownName(name: string, nearest: string | undefined): string {
  if (name === '') return 'a lone $ (write $$ for a literal $)';
  const hint =
    nearest === undefined ? `for a variable of the shell write $$${name}` : `did you mean $${nearest}?`;
  return `unknown pseudo-variable $${name}; ${hint}`;
}

/** `$hdr()` with something in it that the server does not take for a header's name. */
export class HeaderNameError extends SipexecError {
  constructor(
    readonly argument: string,
    readonly offsetBytes: number,
  ) {
    super(`$hdr(${argument}): not a header name`, { offsetBytes });
  }
}

/** A variable with an argument that it does not take. */
export class NeedlessArgumentError extends SipexecError {
  constructor(
    readonly variableName: string,
    readonly offsetBytes: number,
  ) {
    super(`$${variableName} takes nothing in parentheses`, { offsetBytes });
  }
}

/** How deep references may stand within the transformations of others. */
const MAX_NESTING = 64;

/** References stand deeper within each other's transformations than they are read. */
export class NestedReferencesError extends SipexecError {
  constructor(readonly offsetBytes: number) {
    super(`pseudo-variables stand more than ${MAX_NESTING} deep within each other's transformations`, {
      offsetBytes,
    });
  }
}

/**
 * Takes a string apart. `$$` is a literal `$`; every other `$` begins a reference, in brackets or not.
 *
 * @throws UnknownPseudoVariableError with the nearest known name and the place of the `$`; NestedReferencesError
 */
export function parseFormat(text: Buffer, profile: ServerProfile): Format {
  return parseFormatAt(text, profile, 0);
}

function parseFormatAt(text: Buffer, profile: ServerProfile, depth: number): Format {
  const parts: (Buffer | Reference)[] = [];
  let literal = 0;
  let p = text.indexOf(DOLLAR);
  while (p >= 0) {
    if (text[p + 1] === DOLLAR) {
      parts.push(text.subarray(literal, p + 1));
      literal = p + 2;
    } else {
      if (p > literal) parts.push(text.subarray(literal, p));
      const reference = parseReference(text, p, profile, depth);
      parts.push(reference);
      literal = p + reference.text.length;
    }
    p = text.indexOf(DOLLAR, literal);
  }
  if (literal < text.length) parts.push(text.subarray(literal));
  return { parts, readString: (inner) => parseFormat(inner, profile) };
}

function parses(text: Buffer, profile: ServerProfile, depth: number): boolean {
  try {
    parseFormatAt(text, profile, depth);
    return true;
  } catch (error) {
    if (error instanceof SipexecError && !(error instanceof NestedReferencesError)) return false;
    throw error;
  }
}

function parseReference(text: Buffer, dollar: number, profile: ServerProfile, depth: number): Reference {
  if (depth > MAX_NESTING) throw new NestedReferencesError(dollar);
  const bracketed = text[dollar + 1] === LEFT_PAREN;
  const nameStart = dollar + (bracketed ? 2 : 1);
  const name = knownName(text, nameStart, profile);
  if (name === undefined) throw unknown(wholeName(text, nameStart), profile, dollar, bracketed);
  let p = nameStart + name.length;
  let argument: string | undefined;
  if (text[p] === LEFT_PAREN && knows(profile, `${name}()`)) {
    const close = closing(text, p);
    if (close < 0) throw malformed(name, dollar, `$${name}( has no closing parenthesis`);
    argument = text.toString('latin1', p + 1, close);
    p = close + 1;
    checkArgument(name, argument, dollar, profile);
  } else if (!knows(profile, name)) {
    throw malformed(name, dollar, `$${name} needs an argument, as in $${name}(…)`);
  } else if (text[p] === LEFT_PAREN && profile.pseudoVariables.needlessArgument === 'refused') {
    throw new NeedlessArgumentError(name, dollar);
  }
  let index: VariableIndex;
  if (argument !== undefined && profile.pseudoVariables.index !== 'after-argument') {
    const inside = /^(.*)\[(-?\d+|\*)\]$/s.exec(argument);
    if (inside !== null) {
      argument = inside[1] as string;
      index = fromZero(toIndex(inside[2] as string), name);
    }
  }
  const steps: TransformationStep[] = [];
  if (bracketed) {
    const after = /^\[(-?\d+|\*)\]/.exec(text.toString('latin1', p, p + 16));
    if (after !== null && profile.pseudoVariables.index !== 'inside-argument') {
      index = toIndex(after[1] as string);
      p += after[0].length;
    }
    const isCounted = profile.transformations.dialect === 'kamailio';
    // OpenSIPS reads what stands in the braces first, and looks for the closing parenthesis then.
    const end = isCounted && text[p] === LEFT_BRACE ? closing(text, dollar + 1) : text.length;
    while (text[p] === LEFT_BRACE && profile.transformations.names.length > 0) {
      if (end < 0) throw malformed(name, dollar, notClosed(text, text.length, { name, argument }, profile));
      const { step, next } = parseTransformation(text, p, end, profile, {
        readReference: (at) => parseReference(text, at, profile, depth + 1),
        parses: (inner) => parses(inner, profile, depth + 1),
      });
      steps.push(step);
      p = next;
    }
    if (text[p] !== RIGHT_PAREN)
      throw malformed(name, dollar, notClosed(text, p, { name, argument }, profile));
    p += 1;
  }
  const key = argument === undefined ? name : `${name}()`;
  const variable = variableTable()[key];
  const whole = text.toString('latin1', dollar, p);
  return {
    text: whole,
    name,
    argument: argument ?? '',
    index,
    variable: variable ?? (() => undefined),
    isOnlyForServer: onlyOnServer.has(key),
    steps,
    offsetBytes: dollar,
  };
}

/** Refuses an argument that keeps the server from starting. */
function checkArgument(name: string, argument: string, dollar: number, profile: ServerProfile): void {
  if (name === 'hdr' && !isHeaderArgument(argument, profile)) throw new HeaderNameError(argument, dollar);
  if (name === 'C' && !isColour(argument))
    throw malformed(name, dollar, `$C(${argument}): two of the letters xsrgybpcw name the colours`);
}

function isHeaderArgument(argument: string, profile: ServerProfile): boolean {
  const rules = profile.pseudoVariables;
  if (argument === '') return false;
  if (rules.headerArgument === 'any' || argument.startsWith('$')) return true;
  return rules.headerArgument === 'token' ? /^[\w.+~-]+$/.test(argument) : !/[ \t]/.test(argument);
}

function knows(profile: ServerProfile, key: string): boolean {
  return profile.pseudoVariables.names.includes(key);
}

/** The longest known name that begins here: `$to.user` is `$to` where no name has a dot in it. */
function knownName(text: Buffer, start: number, profile: ServerProfile): string | undefined {
  let name = wholeName(text, start);
  while (!knows(profile, name) && !knows(profile, `${name}()`)) {
    const dot = name.lastIndexOf('.');
    if (dot < 0 || profile.pseudoVariables.dotInName === 'part-of-name') return undefined;
    name = name.slice(0, dot);
  }
  return name;
}

/** A name runs as far as letters, digits, `_` and `.` go. */
function wholeName(text: Buffer, start: number): string {
  let end = start;
  while (isNameByte(text[end])) end++;
  return text.toString('latin1', start, end);
}

/** Within the argument, headers are counted from 1. */
function fromZero(index: VariableIndex, name: string): VariableIndex {
  return name === 'hdr' && typeof index === 'number' && index > 0 ? index - 1 : index;
}

function toIndex(text: string): VariableIndex {
  return text === '*' ? 'all' : Number(text);
}

function closing(text: Buffer, open: number): number {
  let depth = 0;
  for (let p = open; p < text.length; p++) {
    if (text[p] === LEFT_PAREN) depth++;
    if (text[p] === RIGHT_PAREN && --depth === 0) return p;
  }
  return -1;
}

function isNameByte(byte: number | undefined): boolean {
  return isAlphanumeric(byte) || byte === 0x5f || byte === 0x2e;
}

function unknown(
  name: string,
  profile: ServerProfile,
  offsetBytes: number,
  isBracketed: boolean,
): UnknownPseudoVariableError {
  const names = profile.pseudoVariables.names.map((known) => known.replace('()', ''));
  // A single letter is close to too many names, and was most likely meant for the shell.
  const nearest = name.length === 1 ? undefined : nearestName(name, names);
  const [head = ''] = name.split('.', 1);
  const elsewhere = serversWith(({ pseudoVariables }) =>
    pseudoVariables.names.some((known) => isNamed(known, name)),
  );
  if (elsewhere !== '') {
    const shown = isBracketed ? `$(${name})` : `$${name}`;
    return malformed(
      name,
      offsetBytes,
      `unknown pseudo-variable ${shown}: ${profile.id} does not have it, but --server ${elsewhere}`,
    );
  }
  const problem =
    head !== name && !isBracketed && knows(profile, head)
      ? `unknown pseudo-variable $${name}: a name runs as far as its letters, digits, _ and . go; write $(${head})${name.slice(head.length)}`
      : isBracketed && nearest === undefined
        ? `unknown pseudo-variable $(${name}); for what the shell is to run write $$(`
        : undefined;
  return new UnknownPseudoVariableError(name, nearest, offsetBytes, problem);
}

/** The name is known, but what follows it is wrong. */
function malformed(name: string, offsetBytes: number, problem: string): UnknownPseudoVariableError {
  return new UnknownPseudoVariableError(name, undefined, offsetBytes, problem);
}

/** Which servers have the transformation that begins at a brace. */
function whoTransforms(text: Buffer, brace: number): string {
  const wanted = /^\{\s*([a-z0-9.]+)/i.exec(text.toString('latin1', brace, brace + 60))?.[1] ?? '';
  const servers = serversWith(({ transformations }) => transformations.names.includes(wanted));
  return servers === ''
    ? ': they came with later servers'
    : `; {${wanted}} is known with --server ${servers}`;
}

function isNamed(known: string, name: string): boolean {
  return known === name || known === `${name}()`;
}

/** Why a reference in parentheses does not parse: something else stands where it should close. */
function notClosed(
  text: Buffer,
  at: number,
  { name, argument }: { readonly name: string; readonly argument: string | undefined },
  profile: ServerProfile,
): string {
  const index = /^\[(-?\d+|\*)\]/.exec(text.toString('latin1', at, at + 16))?.[1];
  if (index !== undefined) return indexBehind(index, name, argument, profile);
  if (text[at] === LEFT_BRACE)
    return `${profile.id} knows no transformations, as in $(${name}{…})${whoTransforms(text, at)}`;
  const whole = argument === undefined ? name : `${name}(${argument})`;
  return `$(${whole} is not followed by a closing parenthesis`;
}

/** An index that stands behind a variable, for a server that has it within the parentheses or not at all. */
function indexBehind(
  index: string,
  name: string,
  argument: string | undefined,
  { id }: ServerProfile,
): string {
  const whole = argument === undefined ? name : `${name}(${argument})`;
  const problem = `${id} knows no index behind a variable, as in $(${whole}[${index}])`;
  if (argument === undefined) return problem;
  const isCounted = name === 'hdr' && /^\d/.test(index);
  const [counted, hint] = isCounted ? [Number(index) + 1, ' and counts headers from 1'] : [index, ''];
  return `${problem}: it has it in the parentheses${hint}; write $${name}(${argument}[${counted}])`;
}
