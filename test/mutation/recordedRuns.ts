import { describe, expect, test } from 'vitest';
import { findServer } from '../../src/server/servers.js';
import { ownRecordedRuns, recordedServers } from '../server/recordedRuns.js';
import { replay } from '../server/replay.js';

/**
 * Of the recorded runs in this repository, one in so many. `test/server/vectors.test.ts` replays them all, which takes
 * ten seconds: too long to ask of every fault.
 */
const oneIn = process.env.MUTATION_TESTS === 'slow' ? 3 : 24;

describe(`one in ${oneIn} of the recorded runs of real servers`, () => {
  test.for(recordedServers.map((server, place) => [server, place] as const))('%s', ([server, place]) => {
    const profile = findServer(server);
    // Other messages for each server, so that all of them together meet most messages.
    const all = ownRecordedRuns(server);
    const runs = all.length < 100 ? all : all.filter((_, at) => (at + place) % oneIn === 0);
    for (const run of runs) {
      for (const { aspect, what, ours, theirs } of replay(run, profile))
        if (ours !== theirs) expect(`${run.id}: ${aspect} ${what}: ${ours}`).toBe(theirs);
    }
    expect(runs.length).toBeGreaterThanOrEqual(10);
  });
});
