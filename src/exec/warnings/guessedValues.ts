import type { Warning } from '../../warnings.js';

/**
 * Warns (`uncertain-value`) of values that the server makes with what its memory happens to hold: what is printed is
 * what it most likely is.
 */
export function guessedValues(spans: readonly { name: string; guess?: string }[]): Warning[] {
  return spans.flatMap(({ name, guess }) =>
    guess === undefined
      ? []
      : [{ code: 'uncertain-value', message: `${name} may print something else on the server: ${guess}` }],
  );
}
