// What tells one fault from another, in all runs and in the reports.

/**
 * In: the path of the file, its lines, and a mutant of Stryker's with its place, lines and columns from 0. Out: a text
 * that stays the same while the line does, wherever it moves.
 */
export function faultKey(file, lines, { line, column }, { mutatorName, replacement = '' }) {
  return [file, (lines[line] ?? '').trim(), column, mutatorName, replacement].join('\n');
}
