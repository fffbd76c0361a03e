import { bytesOf, type Transformation, type TransformationRule } from '../transformation.js';
import { taking } from './rules.js';

const substitute: Transformation = (value, call) => {
  const expression = call.arguments[0]?.toString('latin1') ?? '';
  const parts = splitExpression(expression);
  if (parts === undefined) return undefined;
  const flags = `${parts.flags.includes('g') ? 'g' : ''}${parts.flags.includes('i') ? 'i' : ''}${parts.flags.includes('s') ? 's' : ''}m`;
  const pattern = compiled(parts.pattern, flags);
  if (pattern === undefined) return undefined;
  return bytesOf(
    value.toString('latin1').replace(pattern, (...match) => filledIn(parts.replacement, match as string[])),
  );
};

/** A pattern that JavaScript does not take is no value: the servers' POSIX patterns are nearly the same language. */
function compiled(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

function filledIn(replacement: string, match: readonly string[]): string {
  return replacement.replace(/\\([0-9\\nrt])/g, (_, code) => {
    if (code === 'n') return '\n';
    if (code === 'r') return '\r';
    if (code === 't') return '\t';
    return code === '\\' ? '\\' : (match[Number(code)] ?? '');
  });
}

function splitExpression(
  expression: string,
): { pattern: string; replacement: string; flags: string } | undefined {
  const delimiter = expression[0];
  if (delimiter === undefined) return undefined;
  const parts: string[] = [''];
  for (let i = 1; i < expression.length; i++) {
    const character = expression[i] as string;
    if (character === '\\' && expression[i + 1] === delimiter) {
      parts[parts.length - 1] += delimiter;
      i++;
    } else if (character === delimiter && parts.length < 3) parts.push('');
    else parts[parts.length - 1] += character;
  }
  const [pattern, replacement, flags] = parts;
  if (pattern === undefined || replacement === undefined || flags === undefined) return undefined;
  return { pattern, replacement, flags };
}

/** The `re.` transformations. */
export function substitutionTransformations(): Readonly<Record<string, TransformationRule>> {
  return taking('expression', { 're.subst': substitute });
}
