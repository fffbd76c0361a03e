import { SipexecError } from '../../../errors.js';
import { nearestName } from '../../../nearestName.js';
import { RIGHT_BRACE } from '../../../sip/characters.js';
import { skipWhite } from '../../../sip/whitespace.js';
import type { ServerProfile } from '../../profile.js';
import type { TransformationDialect } from '../../rules/transformations.js';
import { serversWith } from '../../serverRanges.js';
import type { TransformationStep } from '../reference.js';
import type { ReadReference } from './argumentReader.js';
import { KamailioArguments } from './kamailio/syntax.js';
import { ofListedAddress } from './opensips/sip/addressList.js';
import { OpensipsArguments } from './opensips/syntax.js';
import type { Parameters, ParsesFormat, TransformationRule } from './transformationRule.js';
import { transformationTable } from './transformations.js';

/** A transformation, and where what follows its closing brace begins. */
export interface ParsedTransformation {
  readonly step: TransformationStep;
  readonly next: number;
}

/** What reads the pseudo-variables inside of a transformation. */
export interface FormatReaders {
  readonly readReference: ReadReference;
  readonly parses: ParsesFormat;
}

/** A transformation that the server does not know: the server would refuse to start. */
export class UnknownTransformationError extends SipexecError {
  constructor(
    readonly transformationName: string,
    readonly nearest: string | undefined,
    readonly offsetBytes: number,
    hint = nearest === undefined ? '' : `; did you mean {${nearest}}?`,
  ) {
    super(`unknown transformation {${transformationName}}${hint}`, { offsetBytes });
  }
}

/** Says which servers have the transformation, or else which name is near. */
function unknown(name: string, profile: ServerProfile, offsetBytes: number): UnknownTransformationError {
  const elsewhere = serversWith(({ transformations }) => transformations.names.includes(name));
  if (elsewhere === '') {
    return new UnknownTransformationError(
      name,
      nearestName(name, profile.transformations.names),
      offsetBytes,
    );
  }
  const hint = `: ${profile.id} does not have it, but --server ${elsewhere}`;
  return new UnknownTransformationError(name, undefined, offsetBytes, hint);
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

/** How much is read to find a transformation's name, which is far shorter; what follows may be a long chain of others. */
const MAX_NAME_BYTES = 1_000;

/** How each dialect reads what stands in the braces. */
const dialects = {
  kamailio: { family: /^([a-z]*\.)[ \t\r\n]*([^ \t\r\n,}]*)/, Arguments: KamailioArguments },
  // Capitals make no difference as long as a dot follows the family.
  opensips: { family: /^([A-Za-z]*\.)[ \t\r\n]*([^ \t\r\n,}]*)/, Arguments: OpensipsArguments },
} as const satisfies Record<TransformationDialect, unknown>;

/**
 * Takes the transformation apart whose opening brace is at `open`; `end` is where the bracket of the reference closes.
 * White space may stand behind the dot, behind the name, and between transformations.
 *
 * @throws UnknownTransformationError with the nearest known name, TransformationArgumentError
 */
export function parseTransformation(
  text: Buffer,
  open: number,
  end: number,
  profile: ServerProfile,
  { readReference, parses }: FormatReaders,
): ParsedTransformation {
  const { dialect } = profile.transformations;
  const { family: familyPattern, Arguments } = dialects[dialect];
  const inside = text.toString('latin1', open + 1, Math.min(end, open + 1 + MAX_NAME_BYTES));
  const [written, family = '', rest = ''] = familyPattern.exec(inside) ?? /^([^,}]*)/.exec(inside) ?? [''];
  const name = (dialect === 'kamailio' ? family : family.toLowerCase()) + rest.toLowerCase();
  const rule = ruleOf(name, profile);
  if (rule === undefined) throw unknown(name, profile, open);
  const nameEnd = open + 1 + (written as string).length;
  const read = new Arguments(text, nameEnd, end, readReference);
  if (!read.read(rule.parameters) || rule.accepts?.(read.arguments, profile, parses) === false) {
    const brace = text.indexOf(RIGHT_BRACE, nameEnd);
    const whole = text.toString('latin1', open + 1, brace < 0 || brace > end ? end : brace);
    throw new TransformationArgumentError(name, whole, descriptions[rule.parameters], open);
  }
  const step = {
    transformation: rule.transform,
    arguments: read.arguments,
    ofNothing: rule.ofNothing,
    nullArguments: rule.nullArguments,
  };
  return { step, next: skipWhite(text, read.close + 1, end) };
}

/** The rule of that name; the index of an address in a list may stand in it, `nameaddr.1.uri`. */
function ruleOf(
  name: string,
  { transformations, opensipsTransformations }: ServerProfile,
): TransformationRule | undefined {
  const { dialect, names } = transformations;
  const takesIndex = opensipsTransformations?.addressIndex === 'accepted';
  const indexed = takesIndex ? /^nameaddr\.(-?\d+)\.(.*)$/s.exec(name) : null;
  const plain = indexed === null ? name : `nameaddr.${indexed[2]}`;
  const rule = names.includes(plain) ? transformationTable(dialect)[plain] : undefined;
  if (rule === undefined || indexed === null) return rule;
  return { ...rule, transform: ofListedAddress(Number(indexed[1]), rule.transform) };
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
  word: 'one word',
  'word-and-number-or-none': 'one word, and a number or nothing',
  filling: 'what to fill with, and a number',
};
