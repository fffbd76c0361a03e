import { BoundedPattern } from './boundedPattern.js';

/**
 * A pattern as options take it: a text matches where it contains the pattern as it stands, or matches it as a regular
 * expression. `sip:+49` means what it says, although `+` is special.
 */
export function textPattern(pattern: string): (text: string) => boolean {
  let expression: BoundedPattern | undefined;
  try {
    expression = new BoundedPattern(pattern);
  } catch {
    expression = undefined;
  }
  return (text) => text.includes(pattern) || (expression?.test(text) ?? false);
}
