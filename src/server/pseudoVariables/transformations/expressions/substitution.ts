import { DOLLAR } from '../../../../sip/characters.js';
import type { Argument } from '../../reference.js';
import { bytesOf, type TransformationCall } from '../transformation.js';
import type { ParsesFormat } from '../transformationRule.js';
import { PosixPattern } from './posixPattern.js';

interface Expression {
  readonly pattern: PosixPattern;
  readonly replacement: string;
}

/**
 * `{re.subst,/pattern/replacement/flags}`: flag `g` replaces all matches, `i` ignores case, `s` treats line ends like
 * other bytes. With a match of no bytes the server gives up.
 */
export function substitute(value: Buffer, call: TransformationCall): Buffer | 'endless' | undefined {
  const expression = readExpression(call.arguments[0]?.toString('latin1') ?? '');
  if (expression === undefined) return undefined;
  let matchesNothing = false;
  let isEndless = false;
  const text = expression.pattern.replace(value.toString('latin1'), (...match) => {
    if (match[0] === '') matchesNothing = true;
    const filled = isEndless ? '' : filledIn(expression.replacement, match, call);
    isEndless ||= filled === undefined;
    return filled ?? '';
  });
  if (isEndless) return 'endless';
  return matchesNothing ? undefined : bytesOf(text);
}

/**
 * `\0` is the match, `\1` to `\9` are its groups, `\n`, `\r` and `\t` line ends and tab; pseudo-variables have their values. Out: undefined where
 * these name each other without end.
 */
function filledIn(
  replacement: string,
  match: readonly (string | undefined)[],
  { context }: TransformationCall,
): string | undefined {
  let isEndless = false;
  const filled = replacement.replace(/\\([\s\S])|\$+[^\\]*/g, (written, code: string | undefined) => {
    if (code === undefined) {
      const value = context.expand(bytesOf(written));
      isEndless ||= value === 'endless';
      return Buffer.isBuffer(value) ? value.toString('latin1') : '';
    }
    if (/[0-9]/.test(code)) return match[Number(code)] ?? '';
    return controls[code] ?? code;
  });
  return isEndless ? undefined : filled;
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function readExpression(written: string): Expression | undefined {
  const parts = splitExpression(written);
  if (parts === undefined || !/^[gis]*$/.test(parts[2])) return undefined;
  const own = [...new Set(parts[2].replaceAll('s', ''))].join('');
  try {
    return { pattern: new PosixPattern(parts[0], !parts[2].includes('s'), own), replacement: parts[1] };
  } catch {
    return undefined;
  }
}

/** The three parts between delimiters; a delimiter behind a backslash is an ordinary byte. */
function splitExpression(written: string): [string, string, string] | undefined {
  const delimiter = written[0];
  if (delimiter === undefined) return undefined;
  const parts = [''];
  for (let i = 1; i < written.length; i++) {
    let character = written[i] as string;
    if (character === '\\' && i + 1 < written.length) {
      const next = written[++i] as string;
      character = next === delimiter ? next : `\\${next}`;
    } else if (character === delimiter && parts.length < 3) {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += character;
  }
  const [pattern, replacement, flags] = parts;
  if (pattern === undefined || replacement === undefined || flags === undefined) return undefined;
  return [pattern, replacement, flags];
}

/**
 * Whether the expression compiles when the server starts. One that comes from a variable is compiled when it is used.
 */
export function isExpression(given: Argument | undefined, parses: ParsesFormat): boolean {
  if (!Buffer.isBuffer(given) || given[0] === DOLLAR) return true;
  const expression = readExpression(given.toString('latin1'));
  if (expression === undefined) return false;
  return [...expression.replacement.matchAll(/\\[\s\S]|\$+[^\\]*/g)].every(
    ([written]) => !written.startsWith('$') || parses(bytesOf(written)),
  );
}
