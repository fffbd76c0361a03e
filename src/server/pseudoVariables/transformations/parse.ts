import { SipexecError } from '../../../errors.js';
import { nearestName } from '../../../nearestName.js';
import { skipWhite } from '../../../sip/whitespace.js';
import type { ServerProfile } from '../../profile.js';
import { type Argument, type ReadReference, readArguments } from './kamailio/syntax.js';
import type { Parameters, Transformation } from './transformation.js';
import { kamailioRules, opensipsTable } from './transformations.js';

/** A transformation as it stands in a reference; its arguments may be references themselves. */
export interface TransformationStep {
  readonly transformation: Transformation;
  readonly arguments: readonly Argument[];
  /** The text that it makes of a variable without a value; where undefined, nothing comes of nothing. */
  readonly ofNothing?: string | undefined;
}

/** A transformation, and where what follows its closing brace begins. */
export interface ParsedTransformation {
  readonly step: TransformationStep;
  readonly next: number;
}

/** A transformation that the server does not know: the server would refuse to start. */
export class UnknownTransformationError extends SipexecError {
  constructor(
    readonly transformationName: string,
    readonly nearest: string | undefined,
    readonly offsetBytes: number,
  ) {
    const hint = nearest === undefined ? '' : `; did you mean {${nearest}}?`;
    super(`unknown transformation {${transformationName}}${hint}`, { offsetBytes });
  }
}

/** A transformation with arguments that it does not take: the server would refuse to start. */
export class TransformationArgumentError extends SipexecError {
  constructor(
    readonly transformationName: string,
    readonly written: string,
    taken: string,
    readonly offsetBytes: number,
  ) {
    super(`{${written}}: ${transformationName} takes ${taken}`, { offsetBytes });
  }
}

const CLOSE_BRACE = 0x7d;

/**
 * Takes the transformation apart whose opening brace is at `open`; `end` is where the bracket of the reference closes.
 *
 * @throws UnknownTransformationError with the nearest known name, TransformationArgumentError
 */
export function parseTransformation(
  text: Buffer,
  open: number,
  end: number,
  profile: ServerProfile,
  readReference: ReadReference,
): ParsedTransformation {
  return profile.pseudoVariables.transformationDialect === 'kamailio'
    ? parseOfKamailio(text, open, end, profile, readReference)
    : parseOfOpensips(text, open, profile, readReference);
}

/** White space may stand behind the dot, behind the name, and between transformations; capitals count before the dot. */
function parseOfKamailio(
  text: Buffer,
  open: number,
  end: number,
  profile: ServerProfile,
  readReference: ReadReference,
): ParsedTransformation {
  const [written, family = '', rest = ''] = /^([a-z]*\.)[ \t\r\n]*([^ \t\r\n,}]*)/.exec(
    text.toString('latin1', open + 1, end),
  ) ??
    /^([^,}]*)/.exec(text.toString('latin1', open + 1, end)) ?? [''];
  const name = `${family}${rest.toLowerCase()}`;
  const known = profile.pseudoVariables.transformations;
  const rule = known.includes(name) ? kamailioRules()[name] : undefined;
  if (rule === undefined) throw new UnknownTransformationError(name, nearestName(name, known), open);
  const nameEnd = open + 1 + (written as string).length;
  const read = readArguments(text, nameEnd, end, rule.parameters, readReference);
  if (read === undefined || rule.accepts?.(read.arguments, profile) === false) {
    const brace = text.indexOf(CLOSE_BRACE, nameEnd);
    const whole = text.toString('latin1', open + 1, brace < 0 || brace > end ? end : brace);
    throw new TransformationArgumentError(name, whole, descriptions[rule.parameters], open);
  }
  const step = {
    transformation: rule.transform,
    arguments: read.arguments,
    ofNothing: rule.ofNothing,
  };
  return { step, next: skipWhite(text, read.close + 1, end) };
}

const descriptions: Readonly<Record<Parameters, string>> = {
  none: 'no arguments',
  number: 'one number',
  'number-or-none': 'one number, or nothing',
  'two-numbers': 'two numbers',
  'number-and-byte': 'a number and one character',
  text: 'one text',
  'two-texts': 'two texts',
  'first-byte': 'one character',
  'name-and-separator': 'a name, and the character that separates parameters if it is not ;',
  'number-and-separator': 'a number, and the character that separates parameters if it is not ;',
  separator: 'the character that separates parameters, or nothing',
  expression: 'an expression as /pattern/replacement/flags',
};

function parseOfOpensips(
  text: Buffer,
  open: number,
  profile: ServerProfile,
  readReference: ReadReference,
): ParsedTransformation {
  const close = closingBrace(text, open);
  if (close < 0) throw new SipexecError('a { that no } closes', { offsetBytes: open });
  const { transformations: known, transformationDialect: dialect } = profile.pseudoVariables;
  const [first, ...rest] = splitArguments(text, open + 1, close);
  const name = (first as Buffer).toString('latin1').trim();
  const transformation =
    known.includes(name) && dialect !== 'kamailio' ? opensipsTable(dialect)[name] : undefined;
  if (transformation === undefined)
    throw new UnknownTransformationError(name, nearestName(name, known), open);
  const given = rest.map((argument) =>
    argument[0] === 0x24 ? readReference(argument.byteOffset - text.byteOffset) : argument,
  );
  return { step: { transformation, arguments: given }, next: close + 1 };
}

/** Commas separate the arguments, but not those inside of parentheses. */
function splitArguments(text: Buffer, start: number, end: number): Buffer[] {
  const parts: Buffer[] = [];
  let depth = 0;
  let begin = start;
  for (let p = start; p < end; p++) {
    if (text[p] === 0x28) depth++;
    if (text[p] === 0x29) depth--;
    if (text[p] !== 0x2c || depth > 0) continue;
    parts.push(text.subarray(begin, p));
    begin = p + 1;
  }
  parts.push(text.subarray(begin, end));
  return parts;
}

/** The brace that closes the one at `open`; -1 where none does. */
function closingBrace(text: Buffer, open: number): number {
  let depth = 0;
  for (let p = open; p < text.length; p++) {
    if (text[p] === 0x7b) depth++;
    if (text[p] === CLOSE_BRACE && --depth === 0) return p;
  }
  return -1;
}
