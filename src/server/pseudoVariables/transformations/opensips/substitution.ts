import {
  bytesOf,
  type TextTransformation as Transformation,
  type TransformationTable,
  textArgument,
} from '../transformation.js';

/** `{re.subst,/pattern/replacement/flags}`: `\1` to `\9` are groups, flags `g` all and `i` any case, `s` dot takes lines. */
const substitute: Transformation = (value, call) => {
  const expression = call.arguments.map((argument) => argument.toString('latin1')).join(',');
  const parts = splitExpression(expression);
  if (parts === undefined) return undefined;
  const flags = `${parts.flags.includes('g') ? 'g' : ''}${parts.flags.includes('i') ? 'i' : ''}${parts.flags.includes('s') ? 's' : ''}m`;
  const pattern = compiled(parts.pattern, flags);
  if (pattern === undefined) return undefined;
  const text = value.toString('latin1');
  return bytesOf(text.replace(pattern, (...match) => filledIn(parts.replacement, match as string[])));
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
export function substitutionTransformations(): TransformationTable {
  return {
    're.subst': (value, call) => (textArgument(call, 0) === '' ? undefined : substitute(value, call)),
  };
}
