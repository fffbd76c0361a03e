/** A value in a preprocessor expression. */
export type ExpressionValue = number | string;

type Lookup = (name: string) => ExpressionValue;

const PART = /\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|'([^']*)'|([A-Za-z_]\w*)|(&&|\|\||==|!=|<=|>=|[-+*/%<>!()]))/y;

/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const MAX_NESTING = 100;

/**
 * Evaluates the expression of `#!ifexp` and `#!defexp` (Kamailio 5.7 and later).
 * In: the expression; `lookup` gives what a name stands for: 0 where it is not defined, 1 where it has no text.
 * Out: its value; undefined where it cannot be read, which the server takes as false.
 */
export function evaluateExpression(text: string, lookup: Lookup): ExpressionValue | undefined {
  const parts = splitExpression(text);
  if (parts === undefined || parts.length === 0) return undefined;
  const evaluator = new Evaluator(parts, lookup);
  const value = evaluator.level(0, 0);
  return evaluator.isAtEnd ? value : undefined;
}

/** Whether an expression holds: every number but 0 and every text but an empty one; undefined, what cannot be read, does not. */
export function isTrue(value: ExpressionValue | undefined): boolean {
  return value !== undefined && value !== 0 && value !== '';
}

type Part =
  | { readonly kind: 'value'; readonly value: ExpressionValue }
  | { readonly kind: 'name' | 'operator'; readonly text: string };

function splitExpression(text: string): Part[] | undefined {
  const parts: Part[] = [];
  const trimmed = text.trimEnd();
  PART.lastIndex = 0;
  while (PART.lastIndex < trimmed.length) {
    const match = PART.exec(trimmed);
    if (match === null) return undefined;
    const [, number, double, single, name, operator] = match;
    if (number !== undefined) parts.push({ kind: 'value', value: Number(number) });
    else if (name !== undefined) parts.push({ kind: 'name', text: name });
    else if (operator !== undefined) parts.push({ kind: 'operator', text: operator });
    else parts.push({ kind: 'value', value: double ?? single ?? '' });
  }
  return parts;
}

class Evaluator {
  private at = 0;
  private readonly parts: readonly Part[];
  private readonly lookup: Lookup;

  constructor(parts: readonly Part[], lookup: Lookup) {
    this.parts = parts;
    this.lookup = lookup;
  }

  get isAtEnd(): boolean {
    return this.at === this.parts.length;
  }

  level(index: number, depth: number): ExpressionValue | undefined {
    const operators = LEVELS[index];
    if (operators === undefined) return this.single(depth);
    let left = this.level(index + 1, depth);
    for (;;) {
      const operator = this.takeOperator(operators);
      if (operator === undefined || left === undefined) return left;
      const right = this.level(index + 1, depth);
      if (right === undefined) return undefined;
      left = apply(operator, left, right);
    }
  }

  private single(depth: number): ExpressionValue | undefined {
    if (depth > MAX_NESTING) return undefined;
    const sign = this.takeOperator(['!', '-', '+']);
    if (sign !== undefined) {
      const value = this.single(depth + 1);
      if (value === undefined) return undefined;
      if (sign === '!') return isTrue(value) ? 0 : 1;
      return sign === '-' ? -toNumber(value) : toNumber(value);
    }
    if (this.takeOperator(['(']) !== undefined) {
      const value = this.level(0, depth + 1);
      return this.takeOperator([')']) === undefined ? undefined : value;
    }
    const part = this.parts[this.at];
    if (part === undefined || part.kind === 'operator') return undefined;
    this.at++;
    return part.kind === 'value' ? part.value : this.lookup(part.text);
  }

  private takeOperator(wanted: readonly string[]): string | undefined {
    const part = this.parts[this.at];
    if (part?.kind !== 'operator' || !wanted.includes(part.text)) return undefined;
    this.at++;
    return part.text;
  }
}

function apply(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (operator === '&&') return isTrue(left) && isTrue(right) ? 1 : 0;
  if (operator === '||') return isTrue(left) || isTrue(right) ? 1 : 0;
  // As the server does: the left side decides whether texts or numbers are compared and added.
  const [a, b] = typeof left === 'string' ? [left, String(right)] : [left, toNumber(right)];
  if (operator === '==') return a === b ? 1 : 0;
  if (operator === '!=') return a === b ? 0 : 1;
  if (operator === '<') return a < b ? 1 : 0;
  if (operator === '>') return a > b ? 1 : 0;
  if (operator === '<=') return a <= b ? 1 : 0;
  if (operator === '>=') return a >= b ? 1 : 0;
  if (operator === '+') return typeof a === 'string' ? a + b : a + Number(b);
  const [x, y] = [toNumber(a), toNumber(b)];
  if (operator === '-') return x - y;
  if (operator === '*') return x * y;
  if (y === 0) return 0;
  return operator === '/' ? x / y : x % y;
}

function toNumber(value: ExpressionValue): number {
  return typeof value === 'number' ? value : Number.parseFloat(value) || 0;
}
