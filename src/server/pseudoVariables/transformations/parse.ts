import { SipexecError } from '../../../errors.js';
import { nearestName } from '../../../nearestName.js';
import type { ServerProfile } from '../../profile.js';
import type { Transformation } from './transformation.js';
import { transformationTable } from './transformations.js';

/** A transformation as it stands in a reference; its arguments may be references themselves. */
export interface TransformationStep {
  readonly transformation: Transformation;
  readonly arguments: readonly Buffer[];
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

/**
 * Takes the transformation apart that stands in the braces from `open` to `close`.
 *
 * @throws UnknownTransformationError with the nearest known name.
 */
export function parseTransformation(
  text: Buffer,
  open: number,
  close: number,
  profile: ServerProfile,
): TransformationStep {
  const [name, ...rest] = splitArguments(text.toString('latin1', open + 1, close));
  const { transformations: known, transformationDialect } = profile.pseudoVariables;
  const trimmed = (name as string).trim();
  const transformation = known.includes(trimmed)
    ? transformationTable(transformationDialect)[trimmed]
    : undefined;
  if (transformation === undefined)
    throw new UnknownTransformationError(trimmed, nearestName(trimmed, known), open);
  return { transformation, arguments: rest.map((argument) => Buffer.from(argument, 'latin1')) };
}

/** Commas separate the arguments, but not those inside of parentheses. */
function splitArguments(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** The brace that closes the one at `open`; -1 where none does. */
export function closingBrace(text: Buffer, open: number): number {
  let depth = 0;
  for (let p = open; p < text.length; p++) {
    if (text[p] === 0x7b) depth++;
    if (text[p] === 0x7d && --depth === 0) return p;
  }
  return -1;
}
