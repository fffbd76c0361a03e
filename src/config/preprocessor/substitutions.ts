import { withPatterns } from '../../boundedPattern.js';
import { PosixPattern } from '../../server/pseudoVariables/transformations/expressions/posixPattern.js';

/** A rule `#!subst "/expression/replacement/flags"`: it changes every string that is read after it. */
export interface Substitution {
  readonly expression: PosixPattern;
  readonly replacement: string;
  /** The expression as written: what `#!substdef` defines. */
  readonly name: string;
}

/**
 * Reads a rule. Any character may take the slash's place; a backslash keeps it literal. Flags: `g` every match
 * (without it the first in each string), `i` any letter case, `s` a dot is not a line end.
 * Out: the rule, or a sentence that says what is wrong with it.
 */
export function parseSubstitution(rule: string): Substitution | string {
  const separator = rule[0];
  if (separator === undefined || separator === '\\') return 'the rule has no separator';
  const parts = splitAt(rule.slice(1), separator);
  if (parts.length < 3) return `the rule needs three "${separator}"`;
  const [name, replacement, flags] = parts as [string, string, string];
  if (name === '') return 'the rule has nothing to look for';
  try {
    const kept = [...'gi'].filter((flag) => flags.includes(flag)).join('');
    const expression = new PosixPattern(name, !flags.includes('s'), kept);
    return { expression, replacement, name };
  } catch {
    return `the expression cannot be read: ${name}`;
  }
}

/** How long rules may make a string, in bytes: forty times `/a/aa/g` would make a terabyte of one letter. */
export const MAX_SUBSTITUTED_BYTES = 1_048_576;

/** What rules made of a string: undefined where it became longer than it may; and how many bytes they put in on the way. */
export interface Substituted {
  readonly text: string | undefined;
  readonly addedBytes: number;
}

/** A string after all rules, in their order. `maxBytes`: how many bytes one rule may put in, and how long the string may become. */
export function substitute(text: string, rules: readonly Substitution[], maxBytes: number): Substituted {
  if (text === '') return { text, addedBytes: 0 };
  return withPatterns(() => substituted(text, rules, maxBytes));
}

function substituted(text: string, rules: readonly Substitution[], maxBytes: number): Substituted {
  let current = text;
  let addedBytes = 0;
  for (const { expression, replacement } of rules) {
    let added = 0;
    const next = expression.replace(current, (...match) => {
      if (added > maxBytes) return '';
      const filled = fill(replacement, match);
      added += filled.length;
      return filled;
    });
    addedBytes += added;
    if (added > maxBytes || (added > 0 && next.length > maxBytes)) return { text: undefined, addedBytes };
    current = next;
  }
  return { text: current, addedBytes };
}

function fill(replacement: string, match: readonly (string | undefined)[]): string {
  return replacement.replace(/\\([0-9]|.)/gs, (_whole, character: string) =>
    /[0-9]/.test(character) ? (match[Number(character)] ?? '') : character,
  );
}

function splitAt(text: string, separator: string): string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === separator && parts.length < 3) {
      parts.push('');
      continue;
    }
    const isEscapedSeparator = text[at] === '\\' && text[at + 1] === separator;
    if (isEscapedSeparator) at++;
    parts[parts.length - 1] += text[at] as string;
  }
  return parts;
}
