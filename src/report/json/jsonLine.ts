/** What JSON lets stand as it is, though it can steer a terminal (C1 controls) or reorder what it shows. */
const CONTROL = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/**
 * A value as JSON in one line, with every control character escaped: whoever reads it gets the same value, and a
 * terminal that shows it stays as it is.
 */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value);
  return CONTROL.test(text) ? text.replace(new RegExp(CONTROL, 'g'), escaped) : text;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
