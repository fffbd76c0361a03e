import { lineDifference } from '../../suite/lineDifference.js';
import { differenceMarks } from '../checks/differenceText.js';
import type { ResultDifference } from '../comparison/resultDifferences.js';

/** Differences as lines, `- ` before what only the old command does, `+ ` before what only the new one does. */
export function againstText(differences: readonly ResultDifference[]): Buffer {
  const lines = differences.flatMap(({ before, after }) => {
    const [old, current] = [before, after].map((side) => side.map((line) => line.toString('latin1')));
    return lineDifference(old as string[], current as string[], (a, b) => a === b, String);
  });
  return Buffer.from(lines.map(({ kind, text }) => `${differenceMarks[kind]}${text}\n`).join(''), 'latin1');
}
