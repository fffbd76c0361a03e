import type { Replay } from '../../record/replayRecording.js';
import { type ResultDifference, resultDifferences } from '../comparison/resultDifferences.js';

/** The differences between a recorded call and its replay: in the result, and in what the command printed beside it. */
export function replayDifferences({ before, after }: Replay): ResultDifference[] {
  const isRead = before.function === 'exec_dset' || before.function === 'exec_avp';
  return [
    ...resultDifferences(before, after),
    ...(isRead ? [] : printed('stdout', before.stdout, after.stdout)),
    ...printed('stderr', before.stderr, after.stderr),
  ];
}

function printed(
  aspect: 'stdout' | 'stderr',
  before: Buffer = Buffer.alloc(0),
  after: Buffer = Buffer.alloc(0),
): ResultDifference[] {
  if (before.equals(after)) return [];
  const lines = (bytes: Buffer) =>
    bytes
      .toString('latin1')
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => Buffer.from(line, 'latin1'));
  return [
    {
      aspect,
      before: before.length === 0 ? [] : lines(before),
      after: after.length === 0 ? [] : lines(after),
    },
  ];
}
